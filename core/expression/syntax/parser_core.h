#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "expression/syntax/findings.h"
#include "expression/syntax/syntax.h"

namespace mgc::expression {

/// Recursive-descent parser of C# 7 over a token list. Split over parser_types.cpp, parser_expressions.cpp, parser_primary.cpp,
/// parser_query.cpp and parser_statements.cpp.
class Parser {
public:
    Parser(std::string_view source, std::vector<Token> tokens, Findings& findings, int depth = 0)
        : m_source(source), m_tokens(std::move(tokens)), m_findings(findings), m_depth(depth) {}

    ExprPtr expression();
    StmtPtr statementList(bool untilEnd);
    [[nodiscard]] const Token& current() const { return m_tokens[m_at]; }
    [[nodiscard]] bool atEnd() const { return current().kind == TokenKind::End; }
    void expectEnd();

private:
    struct Nesting {
        explicit Nesting(Parser& parser) : m_parser(parser) { ++m_parser.m_depth; }
        ~Nesting() { --m_parser.m_depth; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;
        Parser& m_parser;
    };

    // tokens
    [[nodiscard]] const Token& peek(std::size_t ahead = 1) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }
    [[nodiscard]] bool is(std::string_view text) const { return isPiece(current(), text); }
    [[nodiscard]] static bool isPiece(const Token& token, std::string_view text) {
        return (token.kind == TokenKind::Punctuator || token.kind == TokenKind::Keyword) && token.text == text;
    }
    [[nodiscard]] bool isWord(std::string_view text) const { return current().kind == TokenKind::Identifier && current().text == text; }
    bool accept(std::string_view text);
    bool expect(std::string_view text);
    const Token& take();
    std::string identifier(Span& span);
    void unexpected();
    [[nodiscard]] bool tooDeep();
    [[nodiscard]] Span since(Span begin) const;
    [[nodiscard]] ExprPtr make(ExprKind kind, Span begin) const;
    [[nodiscard]] StmtPtr makeStatement(StmtKind kind) const;

    // types
    TypePtr type(bool allowNullable = true, bool allowArray = true);
    TypePtr tryType(bool inExpression);
    bool typeArguments(std::vector<TypePtr>& out);
    /// How TypeSyntax marks an array of `rank` dimensions.
    char arraySuffix(std::size_t rank, Span span);
    /// Of a method or name in an expression: there must be some.
    void givenTypeArguments(std::vector<TypePtr>& out);
    [[nodiscard]] static bool isPredefined(const Token& token);
    [[nodiscard]] bool scanType(std::size_t& at, bool inExpression) const;
    [[nodiscard]] bool scanTypeArguments(std::size_t& at) const;
    [[nodiscard]] bool typeArgumentsHere() const;

    // expressions
    ExprPtr conditional();
    ExprPtr binary(int minimum);
    ExprPtr unary();
    ExprPtr primary();
    ExprPtr atom();
    ExprPtr postfixChain(ExprPtr start, bool insideConditional);
    ExprPtr parenthesized();
    ExprPtr creation();
    ExprPtr interpolated();
    ExprPtr lambda();
    ExprPtr anonymousMethod();
    ExprPtr initializer();
    ExprPtr subExpression(Span span);
    ExprPtr designation();
    ExprPtr query();
    void lambdaBody(Expr& lambda);
    [[nodiscard]] bool lambdaAhead() const;
    [[nodiscard]] bool castAhead() const;
    [[nodiscard]] bool queryAhead() const;
    [[nodiscard]] bool scanDesignation(std::size_t& at) const;
    [[nodiscard]] bool deconstructionAhead(std::string_view follower) const;
    std::vector<Argument> arguments(std::string_view close);
    [[nodiscard]] std::string_view binaryOperator(int& precedence, std::size_t& tokens) const;
    ExprPtr isExpression(ExprPtr left);

    // statements
    StmtPtr statement();
    StmtPtr block();
    StmtPtr embedded();
    StmtPtr declaration(bool isConst);
    StmtPtr forStatement();
    StmtPtr forEachStatement();
    StmtPtr switchStatement();
    StmtPtr tryStatement();
    StmtPtr usingStatement();
    StmtPtr localFunction();
    void switchLabel(SwitchSection& section);
    [[nodiscard]] bool declarationAhead() const;
    [[nodiscard]] bool localFunctionAhead() const;
    void skipToStatementEnd();

    std::string_view m_source;
    std::vector<Token> m_tokens;
    Findings& m_findings;
    std::size_t m_at = 0;
    int m_depth = 0;
    int m_names = 0;
    bool m_depthReported = false;
};

}  // namespace mgc::expression
