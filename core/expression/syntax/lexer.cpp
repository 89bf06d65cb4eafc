#include "expression/syntax/lexer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "expression/runtime/decimal.h"
#include "expression/runtime/text.h"

namespace mgc::expression {
namespace {

constexpr std::array keywords = {
    "abstract", "as",       "base",     "bool",      "break",     "byte",     "case",      "catch",    "char",     "checked",  "class",   "const",   "continue",
    "decimal",  "default",  "delegate", "do",        "double",    "else",     "enum",      "event",    "explicit", "extern",   "false",   "finally", "fixed",
    "float",    "for",      "foreach",  "goto",      "if",        "implicit", "in",        "int",      "interface", "internal", "is",     "lock",    "long",
    "namespace", "new",     "null",     "object",    "operator",  "out",      "override",  "params",   "private",  "protected", "public", "readonly", "ref",
    "return",   "sbyte",    "sealed",   "short",     "sizeof",    "stackalloc", "static",  "string",   "struct",   "switch",   "this",    "throw",   "true",
    "try",      "typeof",   "uint",     "ulong",     "unchecked", "unsafe",   "ushort",    "using",    "virtual",  "void",     "volatile", "while"};

constexpr std::array punctuators = {"<<=", "...", "??", "?.", "=>", "==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=",
                                    "|=",  "^=",  "->", "<<", "::", "{",  "}",  "[",  "]",  "(",  ")",  ".",  ",",  ":",  ";",  "+",  "-",  "*",  "/",
                                    "%",   "&",   "|",  "^",  "!",  "~",  "=",  "<",  ">",  "?"};

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isIdentifierStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (static_cast<unsigned char>(c) >= 0x80); }
bool isIdentifierPart(char c) { return isIdentifierStart(c) || isDigit(c); }
int hexDigit(char c) {
    if (isDigit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

class Lexer {
public:
    Lexer(std::string_view source, Span range, Findings& findings) : m_source(source), m_at(range.begin), m_end(range.end), m_findings(findings) {}

    std::vector<Token> run() {
        std::vector<Token> tokens;
        while (true) {
            skipSpace();
            Token token = next();
            const bool last = token.kind == TokenKind::End;
            tokens.push_back(std::move(token));
            if (last) return tokens;
        }
    }

private:
    [[nodiscard]] char at(std::size_t ahead = 0) const { return m_at + ahead < m_end ? m_source[m_at + ahead] : '\0'; }
    [[nodiscard]] bool done() const { return m_at >= m_end; }
    [[nodiscard]] Span from(std::size_t begin) const { return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(m_at)}; }

    void skipSpace() {
        while (!done()) {
            const char c = at();
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v') {
                ++m_at;
            } else if (c == '\xC2' && at(1) == '\xA0') {
                m_at += 2;
            } else if (c == '\xEF' && at(1) == '\xBB' && at(2) == '\xBF') {
                m_at += 3;
            } else if (c == '/' && at(1) == '/') {
                while (!done() && at() != '\n') ++m_at;
            } else if (c == '/' && at(1) == '*') {
                const std::size_t begin = m_at;
                m_at += 2;
                while (!done() && !(at() == '*' && at(1) == '/')) ++m_at;
                if (done())
                    m_findings.error(1035, "End-of-file found, '*/' expected", from(begin));
                else
                    m_at += 2;
            } else {
                return;
            }
        }
    }

    Token make(TokenKind kind, std::size_t begin) {
        Token token;
        token.kind = kind;
        token.span = from(begin);
        token.text = m_source.substr(begin, m_at - begin);
        return token;
    }

    Token next() {
        const std::size_t begin = m_at;
        if (done()) return make(TokenKind::End, begin);
        const char c = at();
        if (c == '"') return regularString(begin);
        if (c == '\'') return character(begin);
        if (c == '@' && at(1) == '"') return verbatimString(begin);
        if (c == '$' && at(1) == '"') return interpolated(begin, 2, false);
        if ((c == '$' && at(1) == '@' && at(2) == '"') || (c == '@' && at(1) == '$' && at(2) == '"')) return interpolated(begin, 3, true);
        if (isDigit(c) || (c == '.' && isDigit(at(1)))) return number(begin);
        if (c == '@' && isIdentifierStart(at(1))) {
            ++m_at;
            const std::size_t name = m_at;
            while (isIdentifierPart(at())) ++m_at;
            Token token = make(TokenKind::Identifier, begin);
            token.text = m_source.substr(name, m_at - name);
            return token;
        }
        if (isIdentifierStart(c)) {
            while (!done() && isIdentifierPart(at())) ++m_at;
            Token token = make(TokenKind::Identifier, begin);
            if (isKeyword(token.text)) token.kind = TokenKind::Keyword;
            return token;
        }
        for (const std::string_view text : punctuators) {
            if (m_source.substr(m_at, std::min(text.size(), m_end - m_at)) != text) continue;
            if (text == "?." && isDigit(at(2))) continue;  // a ? .5 : 1
            m_at += text.size();
            return make(TokenKind::Punctuator, begin);
        }
        ++m_at;
        while (!done() && (static_cast<unsigned char>(at()) & 0xC0) == 0x80) ++m_at;
        Token token = make(TokenKind::Bad, begin);
        m_findings.error(1056, "Unexpected character '" + std::string(token.text) + "'", token.span);
        return token;
    }

    Token bad(std::size_t begin, int code, const char* message) {
        Token token = make(TokenKind::Literal, begin);
        token.value = Value::text("");
        m_findings.error(code, message, token.span);
        return token;
    }

    /// One escape sequence after the backslash; appends UTF-16 units.
    bool escape(std::u16string& out) {
        const std::size_t begin = m_at;
        const char c = at(1);
        m_at += 2;
        switch (c) {
            case '\'': out += u'\''; return true;
            case '"': out += u'"'; return true;
            case '\\': out += u'\\'; return true;
            case '0': out += u'\0'; return true;
            case 'a': out += u'\a'; return true;
            case 'b': out += u'\b'; return true;
            case 'f': out += u'\f'; return true;
            case 'n': out += u'\n'; return true;
            case 'r': out += u'\r'; return true;
            case 't': out += u'\t'; return true;
            case 'v': out += u'\v'; return true;
            case 'x':
            case 'u':
            case 'U': {
                const int most = c == 'U' ? 8 : 4;
                const int least = c == 'x' ? 1 : most;
                std::uint32_t code = 0;
                int count = 0;
                while (count < most && hexDigit(at()) >= 0) {
                    code = code * 16 + static_cast<std::uint32_t>(hexDigit(at()));
                    ++m_at;
                    ++count;
                }
                if (count < least || code > 0x10FFFF) break;
                if (code >= 0x10000) {
                    out += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10));
                    out += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
                } else {
                    out += static_cast<char16_t>(code);
                }
                return true;
            }
            default: break;
        }
        m_at = std::min(m_at, m_end);
        m_findings.error(1009, "Unrecognized escape sequence", from(begin));
        return false;
    }

    Token regularString(std::size_t begin) {
        std::string text;
        ++m_at;
        while (true) {
            if (done() || at() == '\n') return bad(begin, 1010, "Newline in constant");
            if (at() == '"') break;
            if (at() == '\\') {
                std::u16string units;
                escape(units);
                while (!done() && at() == '\\' && !units.empty() && units.back() >= 0xD800 && units.back() < 0xDC00 && (at(1) == 'u' || at(1) == 'x')) escape(units);
                appendUtf8(text, units);
            } else {
                text += at();
                ++m_at;
            }
        }
        ++m_at;
        Token token = make(TokenKind::Literal, begin);
        token.value = Value::text(text);
        return token;
    }

    Token verbatimString(std::size_t begin) {
        std::string text;
        m_at += 2;
        while (true) {
            if (done()) return bad(begin, 1039, "Unterminated string literal");
            if (at() == '"') {
                if (at(1) != '"') break;
                ++m_at;
            }
            text += at();
            ++m_at;
        }
        ++m_at;
        Token token = make(TokenKind::Literal, begin);
        token.value = Value::text(text);
        return token;
    }

    Token character(std::size_t begin) {
        std::u16string units;
        ++m_at;
        while (!done() && at() != '\'' && at() != '\n') {
            if (at() == '\\') {
                escape(units);
            } else {
                const std::size_t start = m_at;
                ++m_at;
                while (!done() && (static_cast<unsigned char>(at()) & 0xC0) == 0x80) ++m_at;
                units += toUtf16(m_source.substr(start, m_at - start));
            }
        }
        if (at() != '\'') return bad(begin, 1010, "Newline in constant");
        ++m_at;
        Token token = make(TokenKind::Literal, begin);
        token.value = Value::character(units.empty() ? u'\0' : units[0]);
        if (units.empty()) m_findings.error(1011, "Empty character literal", token.span);
        if (units.size() > 1)
            m_findings.error(1012, "Too many characters in character literal: a string is written with double quotes (\"...\")", token.span);
        return token;
    }

    Token interpolated(std::size_t begin, std::size_t prefix, bool verbatim) {
        m_at += prefix;
        Token token;
        InterpolationPiece text;
        const auto flush = [&] {
            if (!text.text.empty()) token.pieces.push_back(text);
            text = {};
        };
        while (true) {
            if (done() || (!verbatim && at() == '\n')) return bad(begin, 1039, "Unterminated string literal");
            const char c = at();
            if (c == '"') {
                if (verbatim && at(1) == '"') {
                    text.text += '"';
                    m_at += 2;
                    continue;
                }
                break;
            }
            if (c == '\\' && !verbatim) {
                std::u16string units;
                escape(units);
                appendUtf8(text.text, units);
            } else if (c == '{' && at(1) == '{') {
                text.text += '{';
                m_at += 2;
            } else if (c == '}') {
                if (at(1) != '}') m_findings.error(8086, "A '}' character must be escaped (by doubling) in an interpolated string.", {static_cast<std::uint32_t>(m_at), static_cast<std::uint32_t>(m_at + 1)});
                text.text += '}';
                m_at += at(1) == '}' ? 2 : 1;
            } else if (c == '{') {
                flush();
                ++m_at;
                if (!hole(token, verbatim)) return bad(begin, 8076, "Missing close delimiter '}' for interpolated expression started with '{'.");
            } else {
                text.text += c;
                ++m_at;
            }
        }
        flush();
        ++m_at;
        token.kind = TokenKind::Interpolated;
        token.span = from(begin);
        token.text = m_source.substr(begin, m_at - begin);
        return token;
    }

    /// Skips a nested string, char or comment so that its brackets do not count.
    bool skipNested() {
        const std::size_t here = m_at;
        const char c = at();
        const bool nestedString = c == '"' || c == '\'' || (c == '@' && at(1) == '"') || (c == '$' && (at(1) == '"' || (at(1) == '@' && at(2) == '"')));
        if (!nestedString) return false;
        const std::size_t mark = m_findings.mark();
        next();
        m_findings.rollBack(mark);  // reported when the hole itself is lexed
        return m_at > here;
    }

    bool hole(Token& token, bool verbatim) {
        InterpolationPiece piece;
        piece.isHole = true;
        piece.expression.begin = static_cast<std::uint32_t>(m_at);
        int depth = 0;
        bool inAlignment = false;
        while (true) {
            if (done()) return false;
            const char c = at();
            if (skipNested()) continue;
            if (c == '(' || c == '[' || c == '{') ++depth;
            if ((c == ')' || c == ']') && depth > 0) --depth;
            if (c == '}' && depth > 0) {
                --depth;
                ++m_at;
                continue;
            }
            if (depth == 0 && (c == ',' || c == ':' || c == '}')) {
                Span& open = inAlignment ? piece.alignment : piece.expression;
                open.end = static_cast<std::uint32_t>(m_at);
                ++m_at;
                if (c == ',') {
                    inAlignment = true;
                    piece.alignment.begin = static_cast<std::uint32_t>(m_at);
                    continue;
                }
                if (c == ':') {
                    piece.hasFormat = true;
                    while (!done() && at() != '}') {
                        if (at() == '\\' && !verbatim) {
                            std::u16string units;
                            escape(units);
                            appendUtf8(piece.format, units);
                            continue;
                        }
                        if (at() == '"' ) {
                            if (!verbatim || at(1) != '"') return false;
                            ++m_at;
                        }
                        piece.format += at();
                        ++m_at;
                    }
                    if (done()) return false;
                    ++m_at;
                }
                token.pieces.push_back(std::move(piece));
                return true;
            }
            ++m_at;
        }
    }

    Token number(std::size_t begin) {
        std::string digits;
        int base = 10;
        bool real = false;
        if (at() == '0' && (at(1) == 'x' || at(1) == 'X')) base = 16;
        if (at() == '0' && (at(1) == 'b' || at(1) == 'B')) base = 2;
        const auto takeDigits = [&](auto accept) {
            while (!done() && (accept(at()) || at() == '_')) {
                if (at() != '_') digits += at();
                ++m_at;
            }
        };
        if (base != 10) {
            m_at += 2;
            takeDigits([base](char c) { return base == 16 ? hexDigit(c) >= 0 : c == '0' || c == '1'; });
        } else {
            takeDigits(isDigit);
            if (at() == '.' && isDigit(at(1))) {
                real = true;
                digits += '.';
                ++m_at;
                takeDigits(isDigit);
            }
            if ((at() == 'e' || at() == 'E') && (isDigit(at(1)) || ((at(1) == '+' || at(1) == '-') && isDigit(at(2))))) {
                real = true;
                digits += 'e';
                digits += at(1);
                m_at += 2;
                takeDigits(isDigit);
            }
        }
        std::string suffix;
        while (!done() && isIdentifierPart(at()) && suffix.size() < 8) {
            suffix += static_cast<char>(std::tolower(static_cast<unsigned char>(at())));
            ++m_at;
        }
        Token token = make(TokenKind::Literal, begin);
        token.value = Value::int32(0);
        if (digits.empty()) {
            m_findings.error(1013, "Invalid number", token.span);
        } else if (base == 10 && (real || suffix == "f" || suffix == "d" || suffix == "m")) {
            realLiteral(token, digits, suffix);
        } else {
            integerLiteral(token, digits, base, suffix);
        }
        return token;
    }

    void realLiteral(Token& token, const std::string& digits, const std::string& suffix) {
        if (suffix == "m") {
            const auto value = Decimal::parse(digits);
            if (!value)
                m_findings.error(594, "Floating-point constant is outside the range of type 'decimal'", token.span);
            else
                token.value = makeDecimal(*value);
            return;
        }
        if (!suffix.empty() && suffix != "d" && suffix != "f") {
            m_findings.error(1002, "; expected", token.span);
            return;
        }
        const double value = std::strtod(digits.c_str(), nullptr);
        if (suffix == "f") {
            const float single = std::strtof(digits.c_str(), nullptr);
            if (std::isinf(single)) m_findings.error(594, "Floating-point constant is outside the range of type 'float'", token.span);
            token.value = Value::float32(single);
        } else {
            if (std::isinf(value)) m_findings.error(594, "Floating-point constant is outside the range of type 'double'", token.span);
            token.value = Value::float64(value);
        }
    }

    void integerLiteral(Token& token, const std::string& digits, int base, const std::string& suffix) {
        std::uint64_t value = 0;
        bool overflow = false;
        for (const char c : digits) {
            const auto digit = static_cast<std::uint64_t>(hexDigit(c));
            if (value > (UINT64_MAX - digit) / static_cast<std::uint64_t>(base)) overflow = true;
            value = value * static_cast<std::uint64_t>(base) + digit;
        }
        const bool u = suffix == "u" || suffix == "ul" || suffix == "lu";
        const bool l = suffix == "l" || suffix == "ul" || suffix == "lu";
        if (!suffix.empty() && !u && !l) {
            m_findings.error(1002, "; expected", token.span);
            return;
        }
        if (overflow) {
            m_findings.error(1021, "Integral constant is too large", token.span);
            return;
        }
        const auto bits = static_cast<std::int64_t>(value);
        if (!u && !l && value <= INT32_MAX)
            token.value = Value::int32(static_cast<std::int32_t>(value));
        else if (!l && value <= UINT32_MAX)
            token.value = Value::scalar(Kind::UInt32, bits);
        else if (!u && value <= INT64_MAX)
            token.value = Value::int64(bits);
        else
            token.value = Value::scalar(Kind::UInt64, bits);
    }

    std::string_view m_source;
    std::size_t m_at;
    std::size_t m_end;
    Findings& m_findings;
};

}  // namespace

bool isKeyword(std::string_view word) { return std::binary_search(keywords.begin(), keywords.end(), word, [](std::string_view a, std::string_view b) { return a < b; }); }

std::vector<Token> tokenize(std::string_view source, Span range, Findings& findings) { return Lexer(source, range, findings).run(); }

}  // namespace mgc::expression
