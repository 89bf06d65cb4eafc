#pragma once
#include <stdexcept>
#include <string>
#include <vector>

#include "graphql/syntax/lexer.h"

namespace mgc::graphql {

/// Why a text is no GraphQL. Thrown inside this room only; parse functions give it back as a value.
struct SyntaxProblem : std::runtime_error {
    SyntaxProblem(const std::string& message, Location place) : std::runtime_error(message), location(place) {}
    Location location;
};

/// What executable documents and schemas share: names, types, values, arguments, directives.
class TokenReader {
public:
    /// Values and selections nest at most this deep, and a text has at most `mostTokens` tokens.
    static constexpr int deepest = 128;
    static constexpr std::size_t mostTokens = 200'000;

    explicit TokenReader(std::string_view text);

    [[nodiscard]] const Token& token() const { return m_token; }
    Token take();
    [[nodiscard]] bool skip(std::string_view punctuator);
    [[nodiscard]] bool skipName(std::string_view name);
    void expect(std::string_view punctuator);
    [[nodiscard]] std::string name();
    [[noreturn]] void unexpected() const;
    [[noreturn]] void fail(const std::string& message) const;

    [[nodiscard]] TypeReference type();
    /// `constant`: variables are not allowed.
    [[nodiscard]] Value value(bool constant);
    [[nodiscard]] std::vector<Argument> arguments(bool constant);
    [[nodiscard]] std::vector<Directive> directives(bool constant);

    /// Counts nesting while it lives.
    class Nested {
    public:
        explicit Nested(TokenReader& reader) : m_reader(reader) {
            if (++reader.m_depth > deepest) reader.fail("Maximum depth exceeded.");
        }
        ~Nested() { --m_reader.m_depth; }
        Nested(const Nested&) = delete;
        Nested& operator=(const Nested&) = delete;

    private:
        TokenReader& m_reader;
    };

private:
    void advance();
    [[nodiscard]] TypeReference typeInside();

    Lexer m_lexer;
    Token m_token;
    std::size_t m_count = 0;
    int m_depth = 0;
};

}  // namespace mgc::graphql
