#include <algorithm>

#include "expression/syntax/parser_core.h"

namespace mgc::expression {

/// Moves `at` over "(a, (b, _))".
bool Parser::scanDesignation(std::size_t& at) const {
    const auto token = [&](std::size_t i) -> const Token& { return m_tokens[std::min(i, m_tokens.size() - 1)]; };
    if (!isPiece(token(at), "(")) return false;
    do {
        ++at;
        if (token(at).kind == TokenKind::Identifier) ++at;
        else if (!scanDesignation(at)) return false;
    } while (isPiece(token(at), ","));
    if (!isPiece(token(at), ")")) return false;
    ++at;
    return true;
}

/// "var (a, b)" before `follower`.
bool Parser::deconstructionAhead(std::string_view follower) const {
    if (!isWord("var") || !isPiece(peek(), "(")) return false;
    std::size_t at = m_at + 1;
    return scanDesignation(at) && isPiece(m_tokens[std::min(at, m_tokens.size() - 1)], follower);
}

/// "var (a, (b, _))" as the tuple "(var a, (var b, var _))".
ExprPtr Parser::designation() {
    Nesting nesting(*this);
    auto node = make(ExprKind::Tuple, current().span);
    if (tooDeep()) return node;
    if (isWord("var")) take();
    expect("(");
    do {
        node->names.emplace_back();
        if (is("(")) {
            node->children.push_back(designation());
            continue;
        }
        auto variable = make(ExprKind::Declaration, current().span);
        variable->type = std::make_unique<TypeSyntax>();
        variable->type->span = node->span;
        variable->type->parts.push_back({"var", {}});
        variable->text = identifier(variable->nameSpan);
        node->children.push_back(std::move(variable));
    } while (accept(","));
    expect(")");
    node->span = since(node->span);
    return node;
}

}  // namespace mgc::expression
