#include "expression/syntax/parser.h"

#include <algorithm>

#include "base/text.h"
#include "expression/syntax/lexer.h"
#include "expression/syntax/parser_core.h"

namespace mgc::expression {

bool Parser::accept(std::string_view text) {
    if (!is(text)) return false;
    take();
    return true;
}

bool Parser::expect(std::string_view text) {
    if (accept(text)) return true;
    const Token& token = current();
    if (token.kind == TokenKind::Bad) return false;
    int code = 1003;
    if (text == ";") code = 1002;
    if (text == ")") code = 1026;
    if (text == "}") code = 1513;
    if (text == "{") code = 1514;
    const std::string_view found = token.kind == TokenKind::End ? std::string_view("the end of the expression") : token.text;
    m_findings.error(code, std::string(text) + " expected, found " + std::string(found), token.span);
    return false;
}

const Token& Parser::take() {
    const Token& token = m_tokens[m_at];
    if (m_at + 1 < m_tokens.size()) ++m_at;
    return token;
}

std::string Parser::identifier(Span& span) {
    span = current().span;
    if (current().kind == TokenKind::Identifier) return std::string(take().text);
    if (current().kind == TokenKind::Keyword)
        m_findings.error(1041, "Identifier expected; '" + std::string(current().text) + "' is a keyword", span);
    else
        m_findings.error(1001, "Identifier expected", span);
    return {};
}

void Parser::unexpected() {
    const Token& token = current();
    if (token.kind == TokenKind::Bad) {
        take();
        return;
    }
    if (token.kind == TokenKind::End)
        m_findings.error(1733, "Expected expression", token.span);
    else
        m_findings.error(1525, "Invalid expression term '" + std::string(token.text) + "'", token.span);
}

bool Parser::tooDeep() {
    if (m_depth <= 250) return false;
    if (!m_depthReported) m_findings.error(8078, "An expression is too long or complex to compile", current().span);
    m_depthReported = true;
    m_at = m_tokens.size() - 1;
    return true;
}

Span Parser::since(Span begin) const { return {begin.begin, m_at > 0 ? std::max(begin.begin, m_tokens[m_at - 1].span.end) : begin.end}; }

ExprPtr Parser::make(ExprKind kind, Span begin) const {
    auto node = std::make_unique<Expr>();
    node->kind = kind;
    node->span = begin;
    return node;
}

StmtPtr Parser::makeStatement(StmtKind kind) const {
    auto node = std::make_unique<Stmt>();
    node->kind = kind;
    node->span = current().span;
    return node;
}

void Parser::expectEnd() {
    if (atEnd() || m_depthReported) return;
    if (current().kind == TokenKind::Bad) return;
    const bool closing = is(")") || is("}") || is("]");
    m_findings.error(closing ? 1525 : 1026, closing ? "Unexpected '" + std::string(current().text) + "'" : ") expected, found '" + std::string(current().text) + "'", current().span);
}

namespace {

/// Where the content of a text that may be unfinished ends: before the bracket that closes it, or at the end.
std::uint32_t partialEnd(std::string_view source, std::uint32_t begin) {
    Findings ignored;
    int depth = 0;
    for (const auto& token : tokenize(source, {begin, static_cast<std::uint32_t>(source.size())}, ignored)) {
        if (token.kind != TokenKind::Punctuator || token.text.size() != 1) continue;
        if (std::string_view("({[").find(token.text[0]) != std::string_view::npos) ++depth;
        if (std::string_view(")}]").find(token.text[0]) != std::string_view::npos && --depth < 0) return token.span.begin;
    }
    return static_cast<std::uint32_t>(source.size());
}

}  // namespace

ParsedExpression parseExpression(std::string_view source, Findings& findings, Completeness completeness) {
    ParsedExpression result;
    std::size_t begin = 0;
    std::size_t end = source.size();
    while (begin < end && std::string_view(" \t\r\n").find(source[begin]) != std::string_view::npos) ++begin;
    while (end > begin && std::string_view(" \t\r\n").find(source[end - 1]) != std::string_view::npos) --end;
    const Span whole{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (source.size() > (1U << 20)) {
        findings.error(8078, "An expression is too long or complex to compile: more than 1 MiB", whole);
        return result;
    }
    const bool isPartial = completeness == Completeness::Partial;
    if (end - begin < (isPartial ? 2U : 3U) || source[begin] != '@' || (source[begin + 1] != '(' && source[begin + 1] != '{')) {
        findings.error(1525, "A policy expression begins with @( or @{", whole);
        return result;
    }
    const bool isBlock = source[begin + 1] == '{';
    const char close = isBlock ? '}' : ')';
    if (!isPartial && source[end - 1] != close) {
        findings.error(isBlock ? 1513 : 1026, std::string(1, close) + " expected at the end of the expression", {whole.end, whole.end});
        return result;
    }
    const auto first = static_cast<std::uint32_t>(begin + 2);
    const Span inner{first, isPartial ? partialEnd(source, first) : static_cast<std::uint32_t>(end - 1)};
    Parser parser(source, tokenize(source, inner, findings), findings);
    if (isBlock) {
        result.block = parser.statementList(true);
    } else {
        result.expression = parser.expression();
        parser.expectEnd();
    }
    return result;
}

}  // namespace mgc::expression
