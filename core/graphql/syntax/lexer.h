#pragma once
#include <string>
#include <string_view>

#include "graphql/syntax/ast.h"

namespace mgc::graphql {

enum class TokenKind { End, Punctuator, Name, Int, Float, String, Bad };

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;  ///< of a string: its decoded value; of a bad token: what is wrong with it
    Location location;

    [[nodiscard]] bool is(std::string_view punctuator) const { return kind == TokenKind::Punctuator && text == punctuator; }
    [[nodiscard]] bool isName(std::string_view name) const { return kind == TokenKind::Name && text == name; }
    /// As error messages show it.
    [[nodiscard]] std::string shown() const;
};

/// Cuts a document into tokens; commas, comments and white space are skipped.
class Lexer {
public:
    explicit Lexer(std::string_view text);
    [[nodiscard]] Token next();

private:
    void skipIgnored();
    void step(std::size_t bytes);
    [[nodiscard]] bool at(std::string_view text) const { return m_text.substr(m_at).starts_with(text); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    [[nodiscard]] Token number(Location begin);
    [[nodiscard]] Token string(Location begin);
    [[nodiscard]] Token blockString(Location begin);
    [[nodiscard]] bool escape(std::string& out);

    std::string_view m_text;
    std::size_t m_at = 0;
    Location m_location;
};

}  // namespace mgc::graphql
