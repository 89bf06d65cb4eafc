#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "expression/syntax/findings.h"
#include "expression/syntax/token.h"

namespace mgc::expression {

[[nodiscard]] inline bool isDigit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] inline bool isIdentifierStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (static_cast<unsigned char>(c) >= 0x80);
}
[[nodiscard]] inline bool isIdentifierPart(char c) { return isIdentifierStart(c) || isDigit(c); }
[[nodiscard]] int hexDigit(char c);

/// One pass over a source text. Split over the lexer*.cpp files.
class Lexer {
public:
    Lexer(std::string_view source, Span range, Findings& findings)
        : m_source(source), m_at(range.begin), m_end(range.end), m_findings(findings) {}

    [[nodiscard]] std::vector<Token> run();

private:
    [[nodiscard]] char at(std::size_t ahead = 0) const { return m_at + ahead < m_end ? m_source[m_at + ahead] : '\0'; }
    [[nodiscard]] bool done() const { return m_at >= m_end; }
    [[nodiscard]] Span from(std::size_t begin) const { return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(m_at)}; }

    void skipSpace();
    Token make(TokenKind kind, std::size_t begin);
    Token next();
    Token bad(std::size_t begin, int code, const char* message);
    /// One escape sequence after the backslash; appends UTF-16 units.
    bool escape(std::u16string& out);
    Token regularString(std::size_t begin);
    Token verbatimString(std::size_t begin);
    Token character(std::size_t begin);
    Token interpolated(std::size_t begin, std::size_t prefix, bool verbatim);
    /// Skips a nested string, char or comment so that its brackets do not count.
    bool skipNested();
    bool hole(Token& token, bool verbatim);
    Token number(std::size_t begin);
    void realLiteral(Token& token, const std::string& digits, const std::string& suffix);
    void integerLiteral(Token& token, const std::string& digits, int base, const std::string& suffix);

    std::string_view m_source;
    std::size_t m_at;
    std::size_t m_end;
    Findings& m_findings;
};

}  // namespace mgc::expression
