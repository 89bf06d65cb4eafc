#include "graphql/syntax/lexer.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace mgc::graphql {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isNamePart(char c) { return isNameStart(c) || isDigit(c); }

void appendUtf8(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (code >> 18));
        out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (true) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

std::size_t indentOf(std::string_view line) { return std::min(line.find_first_not_of(" \t"), line.size()); }

/// BlockStringValue() of the specification: common indentation and blank first and last lines go.
std::string withoutIndent(std::string_view raw) {
    auto lines = linesOf(raw);
    std::size_t common = std::string_view::npos;
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (indentOf(lines[i]) < lines[i].size()) common = std::min(common, indentOf(lines[i]));
    if (common != std::string_view::npos)
        for (std::size_t i = 1; i < lines.size(); ++i) lines[i].remove_prefix(std::min(common, lines[i].size()));
    const auto blank = [](std::string_view line) { return indentOf(line) == line.size(); };
    while (!lines.empty() && blank(lines.front())) lines.erase(lines.begin());
    while (!lines.empty() && blank(lines.back())) lines.pop_back();
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0) text += '\n';
        text += lines[i];
    }
    return text;
}

}  // namespace

std::string Token::shown() const {
    switch (kind) {
        case TokenKind::End:
            return "EOF";
        case TokenKind::Name:
            return "Name \"" + text + "\"";
        case TokenKind::Int:
            return "Int \"" + text + "\"";
        case TokenKind::Float:
            return "Float \"" + text + "\"";
        case TokenKind::String:
            return "String \"" + text.substr(0, 40) + "\"";
        default:
            return text;
    }
}

Lexer::Lexer(std::string_view text) : m_text(text) {
    if (at("\xEF\xBB\xBF")) m_at = 3;
}

void Lexer::step(std::size_t bytes) {
    for (; bytes > 0 && m_at < m_text.size(); --bytes, ++m_at) {
        if (m_text[m_at] == '\n') {
            ++m_location.line;
            m_location.column = 1;
        } else {
            ++m_location.column;
        }
    }
}

void Lexer::skipIgnored() {
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == '#') {
            while (m_at < m_text.size() && m_text[m_at] != '\n' && m_text[m_at] != '\r') step(1);
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',') {
            step(1);
        } else {
            return;
        }
    }
}

Token Lexer::next() {
    skipIgnored();
    const Location begin = m_location;
    if (m_at >= m_text.size()) return {TokenKind::End, "", begin};
    const char c = peek();
    if (isNameStart(c)) {
        std::size_t end = m_at;
        while (end < m_text.size() && isNamePart(m_text[end])) ++end;
        Token token{TokenKind::Name, std::string(m_text.substr(m_at, end - m_at)), begin};
        step(end - m_at);
        return token;
    }
    if (isDigit(c) || c == '-') return number(begin);
    if (at("\"\"\"")) return blockString(begin);
    if (c == '"') return string(begin);
    const std::string_view mark = at("...") ? std::string_view("...") : m_text.substr(m_at, 1);
    if (mark == "..." || std::string_view("!$&()[]{}:=@|").find(c) != std::string_view::npos) {
        step(mark.size());
        return {TokenKind::Punctuator, std::string(mark), begin};
    }
    return {TokenKind::Bad, "Invalid character \"" + std::string(1, c) + "\".", begin};
}

Token Lexer::number(Location begin) {
    std::size_t end = m_at + (peek() == '-' ? 1 : 0);
    const auto digits = [&] {
        const std::size_t first = end;
        while (end < m_text.size() && isDigit(m_text[end])) ++end;
        return end > first;
    };
    const bool zero = end < m_text.size() && m_text[end] == '0';
    const std::size_t first = end;
    bool sound = digits() && !(zero && end > first + 1);
    bool real = false;
    if (end < m_text.size() && m_text[end] == '.') {
        real = true;
        ++end;
        sound = digits() && sound;
    }
    if (end < m_text.size() && (m_text[end] == 'e' || m_text[end] == 'E')) {
        real = true;
        ++end;
        if (end < m_text.size() && (m_text[end] == '+' || m_text[end] == '-')) ++end;
        sound = digits() && sound;
    }
    if (end < m_text.size() && (isNameStart(m_text[end]) || m_text[end] == '.')) sound = false;
    Token token{real ? TokenKind::Float : TokenKind::Int, std::string(m_text.substr(m_at, end - m_at)), begin};
    if (!sound) token = {TokenKind::Bad, "Invalid number.", begin};
    step(end - m_at);
    return token;
}

bool Lexer::escape(std::string& out) {
    constexpr std::string_view marks = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    const char mark = peek(1);
    if (const auto index = marks.find(mark); index != std::string_view::npos && mark != '\0') {
        out += meant[index];
        step(2);
        return true;
    }
    const auto unit = [&](std::size_t offset) -> std::optional<std::uint32_t> {
        std::uint32_t code = 0;
        const auto hex = m_text.substr(std::min(m_at + offset, m_text.size()), 4);
        const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
        if (error != std::errc{} || hex.size() != 4 || end != hex.data() + 4) return std::nullopt;
        return code;
    };
    if (mark != 'u') return false;
    auto code = unit(2);
    if (!code) return false;
    std::size_t length = 6;
    if (*code >= 0xD800 && *code < 0xDC00) {
        const auto low = m_text.substr(m_at + 6).starts_with("\\u") ? unit(8) : std::nullopt;
        if (!low || *low < 0xDC00 || *low > 0xDFFF) return false;
        code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
        length = 12;
    } else if (*code >= 0xDC00 && *code <= 0xDFFF) {
        return false;
    }
    appendUtf8(out, *code);
    step(length);
    return true;
}

Token Lexer::string(Location begin) {
    step(1);
    std::string text;
    while (m_at < m_text.size() && peek() != '"') {
        const char c = peek();
        if (c == '\n' || c == '\r') break;
        if (c == '\\') {
            const Location place = m_location;
            if (!escape(text)) return {TokenKind::Bad, "Invalid character escape sequence.", place};
        } else {
            text += c;
            step(1);
        }
    }
    if (peek() != '"') return {TokenKind::Bad, "Unterminated string.", begin};
    step(1);
    return {TokenKind::String, std::move(text), begin};
}

Token Lexer::blockString(Location begin) {
    step(3);
    std::string raw;
    while (m_at < m_text.size() && !at("\"\"\"")) {
        if (at("\\\"\"\"")) {
            raw += "\"\"\"";
            step(4);
        } else {
            raw += peek();
            step(1);
        }
    }
    if (m_at >= m_text.size()) return {TokenKind::Bad, "Unterminated string.", begin};
    step(3);
    return {TokenKind::String, withoutIndent(raw), begin};
}

}  // namespace mgc::graphql
