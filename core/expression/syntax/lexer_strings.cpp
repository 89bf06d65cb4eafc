#include "expression/runtime/text.h"
#include "expression/syntax/lexer_core.h"

namespace mgc::expression {

bool Lexer::escape(std::u16string& out) {
    const std::size_t begin = m_at;
    const char c = at(1);
    m_at += 2;
    switch (c) {
        case '\'':
            out += u'\'';
            return true;
        case '"':
            out += u'"';
            return true;
        case '\\':
            out += u'\\';
            return true;
        case '0':
            out += u'\0';
            return true;
        case 'a':
            out += u'\a';
            return true;
        case 'b':
            out += u'\b';
            return true;
        case 'f':
            out += u'\f';
            return true;
        case 'n':
            out += u'\n';
            return true;
        case 'r':
            out += u'\r';
            return true;
        case 't':
            out += u'\t';
            return true;
        case 'v':
            out += u'\v';
            return true;
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
        default:
            break;
    }
    m_at = std::min(m_at, m_end);
    m_findings.error(1009, "Unrecognized escape sequence", from(begin));
    return false;
}

Token Lexer::regularString(std::size_t begin) {
    std::string text;
    ++m_at;
    while (true) {
        if (done() || at() == '\n') return bad(begin, 1010, "Newline in constant");
        if (at() == '"') break;
        if (at() == '\\') {
            std::u16string units;
            escape(units);
            while (!done() && at() == '\\' && !units.empty() && units.back() >= 0xD800 && units.back() < 0xDC00 &&
                   (at(1) == 'u' || at(1) == 'x'))
                escape(units);
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

Token Lexer::verbatimString(std::size_t begin) {
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

Token Lexer::character(std::size_t begin) {
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

Token Lexer::interpolated(std::size_t begin, std::size_t prefix, bool verbatim) {
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
            if (at(1) != '}')
                m_findings.error(8086, "A '}' character must be escaped (by doubling) in an interpolated string.",
                                 {static_cast<std::uint32_t>(m_at), static_cast<std::uint32_t>(m_at + 1)});
            text.text += '}';
            m_at += at(1) == '}' ? 2 : 1;
        } else if (c == '{') {
            flush();
            ++m_at;
            if (!hole(token, verbatim))
                return bad(begin, 8076, "Missing close delimiter '}' for interpolated expression started with '{'.");
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

bool Lexer::skipNested() {
    const std::size_t here = m_at;
    const char c = at();
    const bool nestedString =
        c == '"' || c == '\'' || (c == '@' && at(1) == '"') || (c == '$' && (at(1) == '"' || (at(1) == '@' && at(2) == '"')));
    if (!nestedString) return false;
    const std::size_t mark = m_findings.mark();
    next();
    m_findings.rollBack(mark);  // reported when the hole itself is lexed
    return m_at > here;
}

bool Lexer::hole(Token& token, bool verbatim) {
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
                    if (at() == '"') {
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

}  // namespace mgc::expression
