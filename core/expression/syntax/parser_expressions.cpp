#include <array>

#include "expression/syntax/parser_core.h"

namespace mgc::expression {

ExprPtr Parser::expression() {
    Nesting nesting(*this);
    if (tooDeep()) return make(ExprKind::Bad, current().span);
    if (queryAhead()) return query();
    if (lambdaAhead()) return lambda();
    if (is("throw")) {
        auto node = make(ExprKind::Throw, current().span);
        take();
        node->children.push_back(expression());
        node->span = since(node->span);
        return node;
    }
    if (is("ref")) take();
    auto left = deconstructionAhead("=") ? designation() : conditional();
    static constexpr std::array operators = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<="};
    std::string_view found;
    for (const std::string_view text : operators)
        if (is(text)) found = text;
    std::size_t tokens = 1;
    if (is(">") && isPiece(peek(), ">=") && current().span.end == peek().span.begin) {
        found = ">>=";
        tokens = 2;
    }
    if (found.empty()) return left;
    auto node = make(ExprKind::Assign, left->span);
    node->text = found;
    for (std::size_t i = 0; i < tokens; ++i) take();
    node->children.push_back(std::move(left));
    node->children.push_back(is("{") ? initializer() : expression());
    node->span = since(node->span);
    return node;
}

ExprPtr Parser::conditional() {
    auto condition = binary(0);
    if (!is("?")) return condition;
    take();
    auto node = make(ExprKind::Conditional, condition->span);
    node->children.push_back(std::move(condition));
    node->children.push_back(expression());
    expect(":");
    node->children.push_back(expression());
    node->span = since(node->span);
    return node;
}

std::string_view Parser::binaryOperator(int& precedence, std::size_t& tokens) const {
    struct Level {
        std::string_view text;
        int precedence;
    };
    static constexpr std::array levels = {Level{"??", 1}, Level{"||", 2}, Level{"&&", 3}, Level{"|", 4},  Level{"^", 5},  Level{"&", 6},  Level{"==", 7}, Level{"!=", 7},
                                          Level{"<", 8},  Level{"<=", 8}, Level{">=", 8}, Level{"is", 8}, Level{"as", 8}, Level{"<<", 9}, Level{"+", 10}, Level{"-", 10},
                                          Level{"*", 11}, Level{"/", 11}, Level{"%", 11}};
    tokens = 1;
    if (is(">")) {
        if (isPiece(peek(), ">") && current().span.end == peek().span.begin) {
            precedence = 9;
            tokens = 2;
            return ">>";
        }
        if (isPiece(peek(), ">=") && current().span.end == peek().span.begin) return {};
        precedence = 8;
        return ">";
    }
    for (const auto& level : levels) {
        if (!is(level.text)) continue;
        precedence = level.precedence;
        return level.text;
    }
    return {};
}

ExprPtr Parser::isExpression(ExprPtr left) {
    const bool isAs = is("as");
    take();
    auto node = make(isAs ? ExprKind::As : ExprKind::Is, left->span);
    node->children.push_back(std::move(left));
    std::size_t at = m_at;
    const bool typeHere = !is("null") && scanType(at, true) && (isPredefined(current()) || current().kind == TokenKind::Identifier || is("("));
    if (!typeHere) {
        node->kind = ExprKind::IsConstant;
        node->children.push_back(binary(9));
        node->span = since(node->span);
        return node;
    }
    // Cut the type at the place the scan reached: a '?' behind it may belong to a conditional.
    const std::size_t stop = at;
    node->type = type(false, true);
    if (is("?") && m_at < stop) {
        take();
        node->type->suffixes += '?';
    }
    if (!isAs && current().kind == TokenKind::Identifier && !isWord("when")) {
        node->nameSpan = current().span;
        node->text = std::string(take().text);
    }
    node->span = since(node->span);
    return node;
}

ExprPtr Parser::binary(int minimum) {
    Nesting nesting(*this);
    auto left = unary();
    int chain = 0;
    while (true) {
        int precedence = 0;
        std::size_t tokens = 1;
        const std::string_view text = binaryOperator(precedence, tokens);
        if (text.empty() || precedence <= minimum) return left;
        if (++chain > 2000) {
            m_findings.error(8078, "An expression is too long or complex to compile", current().span);
            m_at = m_tokens.size() - 1;
            return left;
        }
        if (text == "is" || text == "as") {
            left = isExpression(std::move(left));
            continue;
        }
        const Span operatorSpan = current().span;
        for (std::size_t i = 0; i < tokens; ++i) take();
        auto node = make(ExprKind::Binary, left->span);
        node->text = text;
        node->nameSpan = operatorSpan;
        node->children.push_back(std::move(left));
        if (text == "??" && is("throw"))
            node->children.push_back(expression());
        else
            node->children.push_back(lambdaAhead() ? lambda() : binary(text == "??" ? precedence - 1 : precedence));
        node->span = since(node->span);
        left = std::move(node);
    }
}

bool Parser::castAhead() const {
    std::size_t at = m_at + 1;
    const bool predefined = isPredefined(m_tokens[std::min(at, m_tokens.size() - 1)]);
    if (!scanType(at, false) || at >= m_tokens.size() || !isPiece(m_tokens[at], ")")) return false;
    const Token& after = m_tokens[std::min(at + 1, m_tokens.size() - 1)];
    // (type)x for a keyword type or one that can only be a type; otherwise what follows must be able to start an operand.
    const Token& last = m_tokens[at - 1];
    const bool onlyType = predefined || isPiece(last, "]") || isPiece(last, "?") || isPiece(last, ">");
    if (after.kind == TokenKind::Identifier || after.kind == TokenKind::Literal || after.kind == TokenKind::Interpolated) return true;
    if (after.kind == TokenKind::Keyword) return after.text != "is" && after.text != "as";
    if (isPiece(after, "(") || isPiece(after, "~") || isPiece(after, "!")) return true;
    return onlyType && (isPiece(after, "-") || isPiece(after, "+") || isPiece(after, "++") || isPiece(after, "--"));
}

ExprPtr Parser::unary() {
    Nesting nesting(*this);
    if (tooDeep()) return make(ExprKind::Bad, current().span);
    const Span begin = current().span;
    for (const std::string_view text : {"+", "-", "!", "~", "++", "--", "&", "*"}) {
        if (!is(text)) continue;
        take();
        if (text == "&" || text == "*") m_findings.error(214, "Pointers and fixed size buffers may only be used in an unsafe context", begin);
        auto node = make(ExprKind::Unary, begin);
        node->text = text;
        node->children.push_back(unary());
        node->span = since(begin);
        return node;
    }
    if (is("(") && castAhead()) {
        take();
        auto node = make(ExprKind::Cast, begin);
        node->type = type();
        expect(")");
        node->children.push_back(lambdaAhead() ? lambda() : unary());
        node->span = since(begin);
        return node;
    }
    if (isWord("await") && (peek().kind == TokenKind::Identifier)) {
        m_findings.error(4032, "The 'await' operator is not available in policy expressions", begin);
        take();
    }
    return primary();
}

bool Parser::lambdaAhead() const {
    const auto token = [&](std::size_t i) -> const Token& { return m_tokens[std::min(m_at + i, m_tokens.size() - 1)]; };
    if (current().kind == TokenKind::Identifier && isPiece(token(1), "=>")) return true;
    if (is("delegate")) return true;
    if (isWord("async") && (token(1).kind == TokenKind::Identifier || isPiece(token(1), "(")) ) {
        std::size_t i = 1;
        if (token(i).kind == TokenKind::Identifier) return isPiece(token(2), "=>");
    }
    if (!is("(")) return false;
    int depth = 0;
    for (std::size_t i = 0; m_at + i < m_tokens.size(); ++i) {
        const Token& t = token(i);
        if (isPiece(t, "(")) ++depth;
        if (isPiece(t, ")") && --depth == 0) return isPiece(token(i + 1), "=>");
        if (isPiece(t, ";") || isPiece(t, "{")) return false;
    }
    return false;
}

void Parser::lambdaBody(Expr& lambda) {
    if (is("{"))
        lambda.body = block();
    else
        lambda.children.push_back(expression());
    lambda.span = since(lambda.span);
}

ExprPtr Parser::lambda() {
    Nesting nesting(*this);
    if (is("delegate")) return anonymousMethod();
    auto node = make(ExprKind::Lambda, current().span);
    if (isWord("async") && !isPiece(peek(), "=>")) {
        m_findings.error(4032, "'async' lambdas are not available in policy expressions", current().span);
        take();
    }
    if (current().kind == TokenKind::Identifier) {
        LambdaParameter parameter;
        parameter.name = identifier(parameter.span);
        node->parameters.push_back(std::move(parameter));
    } else {
        expect("(");
        while (!is(")") && !atEnd()) {
            LambdaParameter parameter;
            if (isPiece(peek(), ",") || isPiece(peek(), ")")) {
                parameter.name = identifier(parameter.span);
            } else {
                parameter.type = type();
                parameter.name = identifier(parameter.span);
            }
            node->parameters.push_back(std::move(parameter));
            if (!accept(",")) break;
        }
        expect(")");
    }
    expect("=>");
    lambdaBody(*node);
    return node;
}

ExprPtr Parser::anonymousMethod() {
    auto node = make(ExprKind::Lambda, current().span);
    take();
    if (accept("(")) {
        while (!is(")") && !atEnd()) {
            LambdaParameter parameter;
            parameter.type = type();
            parameter.name = identifier(parameter.span);
            node->parameters.push_back(std::move(parameter));
            if (!accept(",")) break;
        }
        expect(")");
    }
    node->body = block();
    node->span = since(node->span);
    return node;
}

}  // namespace mgc::expression
