#include "json/scanner.h"

namespace mgc::json {
namespace {

bool isDigit(char character) { return character >= '0' && character <= '9'; }

void appendUtf8(std::string& text, unsigned code) {
    const auto put = [&text](unsigned byte) { text += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0U | code >> 6U);
        put(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        put(0xE0U | code >> 12U);
        put(0x80U | (code >> 6U & 0x3FU));
        put(0x80U | (code & 0x3FU));
    } else {
        put(0xF0U | code >> 18U);
        put(0x80U | (code >> 12U & 0x3FU));
        put(0x80U | (code >> 6U & 0x3FU));
        put(0x80U | (code & 0x3FU));
    }
}

}  // namespace

Scanner::Scanner(std::string_view text) : m_text(text) {
    if (m_text.starts_with("\xEF\xBB\xBF")) m_at = 3;
}

bool Scanner::fail(std::string_view message, std::size_t offset) {
    if (!m_failed) {
        m_failed = true;
        m_error = message;
        m_errorOffset = offset;
    }
    return false;
}

void Scanner::skipSpace() {
    while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n' || m_text[m_at] == '\r')) ++m_at;
}

std::optional<Scanner::Kind> Scanner::peek() {
    if (m_failed) return std::nullopt;
    skipSpace();
    if (m_at >= m_text.size()) {
        fail("a value is missing at the end of the text", m_at);
        return std::nullopt;
    }
    switch (m_text[m_at]) {
        case '{':
            return Kind::Object;
        case '[':
            return Kind::Array;
        case '"':
            return Kind::String;
        case 't':
            return Kind::True;
        case 'f':
            return Kind::False;
        case 'n':
            return Kind::Null;
        default:
            break;
    }
    if (m_text[m_at] == '-' || isDigit(m_text[m_at])) return Kind::Number;
    if (m_text[m_at] == '/') fail("comments are not allowed in JSON", m_at);
    fail("a value must start here: object, array, string, number, true, false or null", m_at);
    return std::nullopt;
}

bool Scanner::accept(char character) {
    if (m_failed) return false;
    skipSpace();
    if (m_at >= m_text.size() || m_text[m_at] != character) return false;
    ++m_at;
    return true;
}

bool Scanner::expect(char character, std::string_view what) {
    if (m_failed) return false;
    if (accept(character)) return true;
    return fail(std::string("expected ") + std::string(what), m_at);
}

bool Scanner::unit(unsigned& value) {
    value = 0;
    for (int digit = 0; digit < 4; ++digit, ++m_at) {
        if (m_at >= m_text.size()) return false;
        const char character = m_text[m_at];
        value <<= 4U;
        if (isDigit(character)) {
            value |= static_cast<unsigned>(character - '0');
        } else if (character >= 'a' && character <= 'f') {
            value |= static_cast<unsigned>(character - 'a' + 10);
        } else if (character >= 'A' && character <= 'F') {
            value |= static_cast<unsigned>(character - 'A' + 10);
        } else {
            return false;
        }
    }
    return true;
}

bool Scanner::escape(std::string* value) {
    const std::size_t start = m_at - 1;
    if (m_at >= m_text.size()) return fail("the string is not closed", start);
    static constexpr std::string_view names = "\"\\/bfnrt", plain = "\"\\/\b\f\n\r\t";
    const char character = m_text[m_at++];
    if (const std::size_t index = names.find(character); index != std::string_view::npos) {
        if (value) *value += plain[index];
        return true;
    }
    unsigned code = 0;
    if (character != 'u' || !unit(code)) return fail("this escape is not known in JSON", start);
    if (code >= 0xD800 && code < 0xDC00) {
        unsigned low = 0;
        if (m_text.substr(m_at, 2) != "\\u") return fail("a surrogate without its second half", start);
        m_at += 2;
        if (!unit(low) || low < 0xDC00 || low > 0xDFFF) return fail("a surrogate without its second half", start);
        code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
    } else if (code >= 0xDC00 && code <= 0xDFFF) {
        return fail("a surrogate without its first half", start);
    }
    if (value) appendUtf8(*value, code);
    return true;
}

bool Scanner::string(std::string* value) {
    if (m_failed) return false;
    skipSpace();
    const std::size_t start = m_at;
    if (!accept('"')) return fail("expected a string in double quotes", m_at);
    while (m_at < m_text.size()) {
        const char character = m_text[m_at++];
        if (character == '"') return true;
        if (character == '\\') {
            if (!escape(value)) return false;
        } else if (static_cast<unsigned char>(character) < 0x20) {
            return fail("control characters and line ends must be escaped inside a string", m_at - 1);
        } else if (value) {
            *value += character;
        }
    }
    return fail("the string is not closed", start);
}

bool Scanner::number(std::string_view& text) {
    if (m_failed) return false;
    skipSpace();
    const std::size_t start = m_at;
    const auto digits = [this] {
        const std::size_t from = m_at;
        while (m_at < m_text.size() && isDigit(m_text[m_at])) ++m_at;
        return m_at != from;
    };
    if (m_at < m_text.size() && m_text[m_at] == '-') ++m_at;
    const bool zero = m_at < m_text.size() && m_text[m_at] == '0';
    const std::size_t integer = m_at;
    if (!digits() || (zero && m_at - integer > 1)) return fail("this is not a number as JSON writes it", start);
    if (m_at < m_text.size() && m_text[m_at] == '.') {
        ++m_at;
        if (!digits()) return fail("digits are missing after the decimal point", start);
    }
    if (m_at < m_text.size() && (m_text[m_at] == 'e' || m_text[m_at] == 'E')) {
        ++m_at;
        if (m_at < m_text.size() && (m_text[m_at] == '+' || m_text[m_at] == '-')) ++m_at;
        if (!digits()) return fail("digits are missing in the exponent", start);
    }
    text = m_text.substr(start, m_at - start);
    return true;
}

bool Scanner::literal(std::string_view word) {
    if (m_failed) return false;
    skipSpace();
    if (m_text.substr(m_at, word.size()) != word) return fail("expected true, false or null", m_at);
    m_at += word.size();
    return true;
}

bool Scanner::skipValue(std::size_t depth) {
    const auto kind = peek();
    if (!kind) return false;
    std::string_view ignored;
    switch (*kind) {
        case Kind::String:
            return string(nullptr);
        case Kind::Number:
            return number(ignored);
        case Kind::True:
            return literal("true");
        case Kind::False:
            return literal("false");
        case Kind::Null:
            return literal("null");
        case Kind::Object:
        case Kind::Array:
            break;
    }
    if (depth >= maximumDepth) return fail("nested more than 128 levels deep", m_at);
    const bool object = *kind == Kind::Object;
    const char close = object ? '}' : ']';
    accept(object ? '{' : '[');
    if (accept(close)) return true;
    do {
        if (object && (!string(nullptr) || !expect(':', "\":\" after the member name"))) return false;
        if (!skipValue(depth + 1)) return false;
    } while (accept(','));
    return expect(close, object ? "\",\" or \"}\"" : "\",\" or \"]\"");
}

bool Scanner::end() {
    if (m_failed) return false;
    skipSpace();
    return m_at == m_text.size() || fail("nothing may follow the JSON value", m_at);
}

}  // namespace mgc::json
