#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policies/support/liquid/lexer.h"
#include "policies/support/liquid/rendering.h"

namespace mgc::policies::liquid {

/// A literal, or a path such as body.items[0].name.
class Operand {
public:
    [[nodiscard]] Value value(Rendering& rendering) const;

    Value literal;
    bool isLiteral = false;
    bool isEmptyWord = false;  ///< `empty` and `blank`
    std::string name;
    struct Part {
        std::string member;              ///< after a dot
        std::shared_ptr<Operand> index;  ///< in brackets
    };
    std::vector<Part> parts;
    std::shared_ptr<Operand> from, to;  ///< (1..5)
};

struct FilterCall {
    std::string name;
    std::vector<Operand> arguments;
};

/// `operand | Filter: argument, ...`
struct Output {
    Operand operand;
    std::vector<FilterCall> filters;
    [[nodiscard]] Value value(Rendering& rendering) const;
};

/// `a == b and c contains d`; and/or bind from the right, as in Liquid.
struct Condition {
    Operand left;
    std::string comparison;  ///< "": the left side alone
    std::optional<Operand> right;
    std::string link;  ///< "and", "or", ""
    std::unique_ptr<Condition> next;
    [[nodiscard]] bool holds(Rendering& rendering) const;
};

/// Reads the markup of outputs and tags. All throw SyntaxProblem.
class MarkupReader {
public:
    MarkupReader(std::string_view markup, std::size_t offset) : m_tokens(tokens(markup, offset)) {}

    [[nodiscard]] Operand operand();
    [[nodiscard]] Output output();
    [[nodiscard]] Condition condition();
    /// The name that must stand here.
    [[nodiscard]] std::string name(std::string_view what);
    [[nodiscard]] bool accept(std::string_view symbolOrWord);
    void expect(std::string_view symbolOrWord);
    [[nodiscard]] bool atEnd() const { return current().kind == Token::Kind::End; }
    [[nodiscard]] const Token& current() const { return m_tokens[m_at]; }
    void expectEnd();
    void skip() {
        if (!atEnd()) ++m_at;
    }

private:
    [[noreturn]] void unexpected(std::string_view wanted) const;

    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
};

}  // namespace mgc::policies::liquid
