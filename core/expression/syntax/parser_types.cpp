#include <algorithm>
#include <array>

#include "expression/syntax/parser_core.h"

namespace mgc::expression {

bool Parser::isPredefined(const Token& token) {
    static constexpr std::array names = {"bool", "byte", "sbyte", "char", "decimal", "double", "float", "int", "uint", "long", "ulong", "object", "short", "ushort", "string", "void"};
    return token.kind == TokenKind::Keyword && std::any_of(names.begin(), names.end(), [&](std::string_view name) { return token.text == name; });
}

bool Parser::typeArguments(std::vector<TypePtr>& out) {
    if (!accept("<")) return false;
    if (is(">")) {  // typeof(List<>)
        take();
        return true;
    }
    while (true) {
        if (is(",") || is(">")) {
            if (is(">")) break;
            take();
            continue;
        }
        out.push_back(type());
        if (!accept(",")) break;
    }
    expect(">");
    return true;
}

TypePtr Parser::type(bool allowNullable, bool allowArray) {
    Nesting nesting(*this);
    auto result = std::make_unique<TypeSyntax>();
    result->span = current().span;
    if (tooDeep()) return result;
    if (accept("(")) {
        do {
            auto element = type();
            result->tuple.push_back(std::move(element));
            result->tupleNames.emplace_back(current().kind == TokenKind::Identifier ? std::string(take().text) : std::string());
        } while (accept(","));
        expect(")");
    } else if (isPredefined(current())) {
        result->parts.push_back({std::string(take().text), {}});
    } else {
        while (true) {
            Span span;
            TypeSyntax::Part part;
            part.name = identifier(span);
            if (part.name.empty()) break;
            if (is("::")) {  // global::System.String
                take();
                continue;
            }
            if (is("<")) typeArguments(part.arguments);
            result->parts.push_back(std::move(part));
            if (!accept(".")) break;
        }
    }
    while (true) {
        if (allowNullable && is("?")) {
            take();
            result->suffixes += '?';
        } else if (allowArray && is("[") && (isPiece(peek(), "]") || isPiece(peek(), ","))) {
            take();
            std::size_t rank = 1;
            while (accept(",")) ++rank;
            expect("]");
            result->suffixes += arraySuffix(rank, result->span);
        } else {
            break;
        }
    }
    result->span = since(result->span);
    return result;
}

bool Parser::scanTypeArguments(std::size_t& at) const {
    const auto token = [&](std::size_t i) -> const Token& { return m_tokens[std::min(i, m_tokens.size() - 1)]; };
    if (!isPiece(token(at), "<")) return false;
    ++at;
    if (isPiece(token(at), ">")) {
        ++at;
        return true;
    }
    while (true) {
        if (!scanType(at, false)) return false;
        if (isPiece(token(at), ",")) {
            ++at;
            continue;
        }
        if (!isPiece(token(at), ">")) return false;
        ++at;
        return true;
    }
}

/// Moves `at` over something that can be a type; in an expression a '?' counts only where it cannot be a conditional operator.
bool Parser::scanType(std::size_t& at, bool inExpression) const {
    const auto token = [&](std::size_t i) -> const Token& { return m_tokens[std::min(i, m_tokens.size() - 1)]; };
    if (isPiece(token(at), "(")) {
        std::size_t inner = at + 1;
        int elements = 0;
        while (true) {
            if (!scanType(inner, false)) return false;
            ++elements;
            if (token(inner).kind == TokenKind::Identifier) ++inner;
            if (isPiece(token(inner), ",")) {
                ++inner;
                continue;
            }
            break;
        }
        if (elements < 2 || !isPiece(token(inner), ")")) return false;
        at = inner + 1;
    } else if (isPredefined(token(at))) {
        ++at;
    } else {
        while (true) {
            if (token(at).kind != TokenKind::Identifier) return false;
            ++at;
            if (isPiece(token(at), "::")) {
                ++at;
                continue;
            }
            std::size_t generic = at;
            if (isPiece(token(at), "<")) {
                if (!scanTypeArguments(generic)) return inExpression;
                at = generic;
            }
            if (!isPiece(token(at), ".")) break;
            ++at;
        }
    }
    while (true) {
        if (isPiece(token(at), "?")) {
            if (inExpression) {
                // `x as int? ?? 1`, `x is int? && y`: a '?' followed by something that cannot start an operand belongs to the type.
                const Token& after = token(at + 1);
                const bool operand = after.kind == TokenKind::Identifier || after.kind == TokenKind::Literal || after.kind == TokenKind::Interpolated || isPiece(after, "(") ||
                                     isPiece(after, "-") || isPiece(after, "!") || isPiece(after, "+") || isPiece(after, "~") ||
                                     (after.kind == TokenKind::Keyword && after.text != "is" && after.text != "as");
                if (operand) return true;
            }
            ++at;
        } else if (isPiece(token(at), "[") && (isPiece(token(at + 1), "]") || isPiece(token(at + 1), ","))) {
            std::size_t end = at + 1;
            while (isPiece(token(end), ",")) ++end;
            if (!isPiece(token(end), "]")) return true;
            at = end + 1;
        } else {
            return true;
        }
    }
}

char Parser::arraySuffix(std::size_t rank, Span span) {
    if (rank > 3) m_findings.error(9001, "Arrays of more than three dimensions are not supported in policy expressions", span);
    return rank == 1 ? '[' : rank == 2 ? '2' : '3';
}

void Parser::givenTypeArguments(std::vector<TypePtr>& out) {
    const Span begin = current().span;
    typeArguments(out);
    if (out.empty()) m_findings.error(7003, "Unexpected use of an unbound generic name", begin);
}

bool Parser::typeArgumentsHere() const {
    std::size_t at = m_at;
    if (!scanTypeArguments(at)) return false;
    static constexpr std::array after = {"(", ")", "]", "}", ":", ";", ",", ".", "?", "==", "!=", "|", "^", "&&", "||", "&", "[", "?."};
    const Token& token = m_tokens[std::min(at, m_tokens.size() - 1)];
    return token.kind == TokenKind::End || std::any_of(after.begin(), after.end(), [&](std::string_view text) { return isPiece(token, text); });
}

}  // namespace mgc::expression
