#include "policies/support/liquid/lexer.h"

#include <cctype>

#include "base/text.h"

namespace mgc::policies::liquid {

namespace {

bool isNameStart(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool isNameCharacter(char c) { return isNameStart(c) || std::isdigit(static_cast<unsigned char>(c)) || c == '-' || c == '?'; }

std::string_view tagName(std::string_view tag) {
    std::size_t end = 0;
    while (end < tag.size() && isNameCharacter(tag[end])) ++end;
    return tag.substr(0, end);
}

std::string_view leftStripped(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

std::string_view rightStripped(std::string_view text) {
    const auto end = text.find_last_not_of(" \t\r\n");
    return end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 1);
}

/// Where "{% endraw %}" (or another end tag) begins and ends.
std::pair<std::size_t, std::size_t> endTag(std::string_view text, std::size_t from, std::string_view name) {
    for (auto at = text.find("{%", from); at != std::string_view::npos; at = text.find("{%", at + 2)) {
        const auto close = text.find("%}", at);
        if (close == std::string_view::npos) break;
        std::string_view inside = text.substr(at + 2, close - at - 2);
        if (inside.starts_with('-')) inside.remove_prefix(1);
        if (inside.ends_with('-')) inside.remove_suffix(1);
        if (trimmed(inside) == name) return {at, close + 2};
    }
    throw SyntaxProblem{"'" + std::string(name.substr(3)) + "' is not closed with '" + std::string(name) + "'.", from};
}

}  // namespace

std::vector<Segment> segments(std::string_view text) {
    std::vector<Segment> result;
    bool strip = false;
    const auto addText = [&](std::size_t begin, std::size_t end, bool stripEnd) {
        std::string_view piece = text.substr(begin, end - begin);
        if (strip) piece = leftStripped(piece);
        if (stripEnd) piece = rightStripped(piece);
        if (!piece.empty()) result.push_back({Segment::Kind::Text, piece, static_cast<std::size_t>(piece.data() - text.data())});
        strip = false;
    };
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t open = text.find('{', at);
        while (open != std::string_view::npos && (open + 1 >= text.size() || (text[open + 1] != '{' && text[open + 1] != '%')))
            open = text.find('{', open + 1);
        if (open == std::string_view::npos) {
            addText(at, text.size(), false);
            break;
        }
        const bool tag = text[open + 1] == '%';
        const std::size_t close = text.find(tag ? "%}" : "}}", open + 2);
        if (close == std::string_view::npos)
            throw SyntaxProblem{tag ? "The tag is not closed with '%}'." : "The output is not closed with '}}'.", open};
        std::size_t begin = open + 2;
        std::size_t end = close;
        const bool stripBefore = begin < end && text[begin] == '-';
        if (stripBefore) ++begin;
        const bool stripAfter = begin < end && text[end - 1] == '-';
        if (stripAfter) --end;
        addText(at, open, stripBefore);
        const std::string_view inside = trimmed(text.substr(begin, end - begin));
        const std::size_t offset = inside.empty() ? begin : static_cast<std::size_t>(inside.data() - text.data());
        at = close + 2;
        strip = stripAfter;
        const std::string_view name = tag ? tagName(inside) : std::string_view{};
        if (name == "raw" || name == "comment" || name == "literal") {
            const auto [stop, next] = endTag(text, at, name == "raw" ? "endraw" : name == "comment" ? "endcomment" : "endliteral");
            if (name != "comment") addText(at, stop, false);
            at = next;
            continue;
        }
        result.push_back({tag ? Segment::Kind::Tag : Segment::Kind::Output, inside, offset});
    }
    return result;
}

std::vector<Token> tokens(std::string_view markup, std::size_t offset) {
    std::vector<Token> result;
    std::size_t at = 0;
    while (at < markup.size()) {
        const char c = markup[at];
        const std::size_t begin = at;
        if (std::isspace(static_cast<unsigned char>(c))) {
            ++at;
        } else if (c == '\'' || c == '"') {
            const auto close = markup.find(c, at + 1);
            if (close == std::string_view::npos) throw SyntaxProblem{"The text is not closed.", offset + at};
            result.push_back({Token::Kind::String, std::string(markup.substr(at + 1, close - at - 1)), offset + begin});
            at = close + 1;
        } else if (std::isdigit(static_cast<unsigned char>(c)) ||
                   (c == '-' && at + 1 < markup.size() && std::isdigit(static_cast<unsigned char>(markup[at + 1])))) {
            ++at;
            bool real = false;
            while (at < markup.size() &&
                   (std::isdigit(static_cast<unsigned char>(markup[at])) ||
                    (!real && markup[at] == '.' && at + 1 < markup.size() && std::isdigit(static_cast<unsigned char>(markup[at + 1]))))) {
                real = real || markup[at] == '.';
                ++at;
            }
            result.push_back(
                {real ? Token::Kind::Real : Token::Kind::Integer, std::string(markup.substr(begin, at - begin)), offset + begin});
        } else if (isNameStart(c) || c == '@' || c == '#') {
            ++at;
            while (at < markup.size() && isNameCharacter(markup[at])) ++at;
            result.push_back({Token::Kind::Name, std::string(markup.substr(begin, at - begin)), offset + begin});
        } else {
            const std::string_view two = markup.substr(at, 2);
            const bool pair = two == "==" || two == "!=" || two == "<>" || two == "<=" || two == ">=" || two == "..";
            at += pair ? 2 : 1;
            result.push_back({Token::Kind::Symbol, std::string(markup.substr(begin, at - begin)), offset + begin});
        }
    }
    result.push_back({Token::Kind::End, "", offset + markup.size()});
    return result;
}

}  // namespace mgc::policies::liquid
