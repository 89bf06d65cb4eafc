#include <algorithm>
#include <array>

#include "expression/syntax/lexer.h"
#include "expression/syntax/lexer_core.h"

namespace mgc::expression {
namespace {

constexpr std::array keywords = {
    "abstract", "as",        "base",       "bool",      "break",     "byte",   "case",      "catch",   "char",   "checked",  "class",
    "const",    "continue",  "decimal",    "default",   "delegate",  "do",     "double",    "else",    "enum",   "event",    "explicit",
    "extern",   "false",     "finally",    "fixed",     "float",     "for",    "foreach",   "goto",    "if",     "implicit", "in",
    "int",      "interface", "internal",   "is",        "lock",      "long",   "namespace", "new",     "null",   "object",   "operator",
    "out",      "override",  "params",     "private",   "protected", "public", "readonly",  "ref",     "return", "sbyte",    "sealed",
    "short",    "sizeof",    "stackalloc", "static",    "string",    "struct", "switch",    "this",    "throw",  "true",     "try",
    "typeof",   "uint",      "ulong",      "unchecked", "unsafe",    "ushort", "using",     "virtual", "void",   "volatile", "while"};

constexpr std::array punctuators = {"<<=", "...", "??", "?.", "=>", "==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-=", "*=",
                                    "/=",  "%=",  "&=", "|=", "^=", "->", "<<", "::", "{",  "}",  "[",  "]",  "(",  ")",  ".",  ",",
                                    ":",   ";",   "+",  "-",  "*",  "/",  "%",  "&",  "|",  "^",  "!",  "~",  "=",  "<",  ">",  "?"};

}  // namespace

int hexDigit(char c) {
    if (isDigit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::vector<Token> Lexer::run() {
    std::vector<Token> tokens;
    while (true) {
        skipSpace();
        Token token = next();
        const bool last = token.kind == TokenKind::End;
        tokens.push_back(std::move(token));
        if (last) return tokens;
    }
}

void Lexer::skipSpace() {
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

Token Lexer::make(TokenKind kind, std::size_t begin) {
    Token token;
    token.kind = kind;
    token.span = from(begin);
    token.text = m_source.substr(begin, m_at - begin);
    return token;
}

Token Lexer::next() {
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

Token Lexer::bad(std::size_t begin, int code, const char* message) {
    Token token = make(TokenKind::Literal, begin);
    token.value = Value::text("");
    m_findings.error(code, message, token.span);
    return token;
}

bool isKeyword(std::string_view word) {
    return std::binary_search(keywords.begin(), keywords.end(), word, [](std::string_view a, std::string_view b) { return a < b; });
}

std::vector<Token> tokenize(std::string_view source, Span range, Findings& findings) { return Lexer(source, range, findings).run(); }

}  // namespace mgc::expression
