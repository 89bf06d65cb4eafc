#include "expression/syntax/lexer.h"
#include "expression/syntax/parser_core.h"

namespace mgc::expression {

std::vector<Argument> Parser::arguments(std::string_view close) {
    std::vector<Argument> result;
    while (!is(close) && !atEnd()) {
        Argument argument;
        argument.span = current().span;
        if (current().kind == TokenKind::Identifier && isPiece(peek(), ":")) {
            argument.name = std::string(take().text);
            take();
        }
        if (is("out") || is("ref") || is("in")) {
            argument.mode = is("out") ? 'o' : 'r';
            take();
            std::size_t at = m_at;
            const bool declares = argument.mode == 'o' && scanType(at, false) && at < m_tokens.size() && m_tokens[at].kind == TokenKind::Identifier;
            if (declares) {
                auto node = make(ExprKind::Declaration, current().span);
                node->type = type();
                node->text = identifier(node->nameSpan);
                node->span = since(node->span);
                argument.value = std::move(node);
            } else {
                argument.value = expression();
            }
        } else {
            argument.value = expression();
        }
        argument.span = since(argument.span);
        result.push_back(std::move(argument));
        if (!accept(",")) break;
        if (is(close)) unexpected();
    }
    expect(close);
    return result;
}

ExprPtr Parser::primary() { return postfixChain(atom(), false); }

ExprPtr Parser::postfixChain(ExprPtr start, bool insideConditional) {
    ExprPtr left = std::move(start);
    int chain = 0;
    while (true) {
        if (++chain > 1000) {
            m_findings.error(8078, "An expression is too long or complex to compile", current().span);
            m_at = m_tokens.size() - 1;
            return left;
        }
        const Span begin = left->span;
        if (is(".")) {
            take();
            auto node = make(ExprKind::Member, begin);
            node->text = identifier(node->nameSpan);
            if (node->text.empty()) {
                node->children.push_back(std::move(left));
                node->span = since(begin);
                if (!is("(") && !is(".")) return node;
                left = std::move(node);
                continue;
            }
            if (is("<") && typeArgumentsHere()) givenTypeArguments(node->typeArguments);
            node->children.push_back(std::move(left));
            node->span = since(begin);
            left = std::move(node);
        } else if (is("(")) {
            auto node = make(ExprKind::Invocation, begin);
            take();
            node->children.push_back(std::move(left));
            node->arguments = arguments(")");
            node->span = since(begin);
            left = std::move(node);
        } else if (is("[")) {
            auto node = make(ExprKind::Index, begin);
            take();
            node->children.push_back(std::move(left));
            node->arguments = arguments("]");
            node->span = since(begin);
            if (node->arguments.empty()) m_findings.error(443, "Syntax error; value expected", node->span);
            left = std::move(node);
        } else if (is("?.") || (is("?") && isPiece(peek(), "[") && current().span.end == peek().span.begin)) {
            const bool member = is("?.");
            // `a ?[b] : c` cannot be told apart cheaply; C# resolves it by a matching ':' too. Policies only use `?[`.
            auto node = make(ExprKind::ConditionalAccess, begin);
            take();
            auto binding = make(ExprKind::Binding, current().span);
            ExprPtr access;
            if (member) {
                access = make(ExprKind::Member, current().span);
                access->text = identifier(access->nameSpan);
                if (is("<") && typeArgumentsHere()) givenTypeArguments(access->typeArguments);
                access->children.push_back(std::move(binding));
                access->span = since(access->span);
            } else {
                take();
                access = make(ExprKind::Index, begin);
                access->children.push_back(std::move(binding));
                access->arguments = arguments("]");
                access->span = since(access->span);
            }
            node->children.push_back(std::move(left));
            Nesting nesting(*this);
            if (tooDeep()) return node;
            node->children.push_back(postfixChain(std::move(access), true));
            node->span = since(begin);
            left = std::move(node);
            if (insideConditional) return left;
        } else if ((is("++") || is("--")) && !insideConditional) {
            auto node = make(ExprKind::Postfix, begin);
            node->text = take().text;
            node->children.push_back(std::move(left));
            node->span = since(begin);
            left = std::move(node);
        } else if (is("->")) {
            m_findings.error(214, "Pointers and fixed size buffers may only be used in an unsafe context", current().span);
            take();
        } else {
            return left;
        }
    }
}

ExprPtr Parser::atom() {
    const Span begin = current().span;
    const Token& token = current();
    if (token.kind == TokenKind::Literal) {
        auto node = make(ExprKind::Literal, begin);
        node->value = take().value;
        return node;
    }
    if (token.kind == TokenKind::Interpolated) return interpolated();
    if (token.kind == TokenKind::Identifier) {
        auto node = make(ExprKind::Name, begin);
        node->text = take().text;
        node->nameSpan = begin;
        if (is("::")) {
            take();
            return atom();
        }
        if (is("<") && typeArgumentsHere()) givenTypeArguments(node->typeArguments);
        node->span = since(begin);
        return node;
    }
    if (is("true") || is("false")) {
        auto node = make(ExprKind::Literal, begin);
        node->value = Value::boolean(take().text == "true");
        return node;
    }
    if (accept("null")) return make(ExprKind::Literal, begin);
    if (isPredefined(token)) {
        auto node = make(ExprKind::Predefined, begin);
        node->type = type(false, false);
        return node;
    }
    if (is("(")) return parenthesized();
    if (is("new")) return creation();
    if (is("typeof") || is("default") || is("checked") || is("unchecked") || is("sizeof")) {
        const std::string word(take().text);
        auto node = make(word == "typeof" ? ExprKind::TypeOf : word == "default" || word == "sizeof" ? ExprKind::Default : ExprKind::Checked, begin);
        node->text = word;
        if (word == "default" && !is("(")) return node;
        expect("(");
        if (word == "typeof" || word == "default" || word == "sizeof") {
            node->type = type();
        } else {
            node->children.push_back(expression());
        }
        expect(")");
        node->span = since(begin);
        return node;
    }
    if (is("this") || is("base")) {
        m_findings.error(27, "Keyword '" + std::string(token.text) + "' is not available in the current context", begin);
        take();
        return make(ExprKind::Bad, begin);
    }
    unexpected();
    auto node = make(ExprKind::Bad, begin);
    if (!atEnd() && !is(")") && !is("}") && !is("]") && !is(";") && !is(",")) take();
    return node;
}

ExprPtr Parser::parenthesized() {
    const Span begin = current().span;
    take();
    std::vector<ExprPtr> parts;
    std::vector<std::string> names;
    do {
        std::string name;
        if (current().kind == TokenKind::Identifier && isPiece(peek(), ":")) {
            name = std::string(take().text);
            take();
        }
        names.push_back(std::move(name));
        // (int a, var b) = ...: a variable declared in place.
        std::size_t at = m_at;
        const auto token = [&](std::size_t i) -> const Token& { return m_tokens[std::min(i, m_tokens.size() - 1)]; };
        if (!queryAhead() && scanType(at, false) && token(at).kind == TokenKind::Identifier && (isPiece(token(at + 1), ",") || isPiece(token(at + 1), ")")) && token(at).text != "is" && at > m_at) {
            auto variable = make(ExprKind::Declaration, current().span);
            variable->type = type();
            variable->text = identifier(variable->nameSpan);
            variable->span = since(variable->span);
            parts.push_back(std::move(variable));
            continue;
        }
        parts.push_back(expression());
    } while (accept(","));
    expect(")");
    auto node = make(parts.size() == 1 ? ExprKind::Paren : ExprKind::Tuple, begin);
    node->children = std::move(parts);
    node->names = std::move(names);
    node->span = since(begin);
    return node;
}

ExprPtr Parser::subExpression(Span span) {
    Parser parser(m_source, tokenize(m_source, span, m_findings), m_findings, m_depth + 1);
    if (parser.tooDeep()) return make(ExprKind::Bad, span);
    auto result = parser.expression();
    parser.expectEnd();
    return result;
}

ExprPtr Parser::interpolated() {
    auto node = make(ExprKind::Interpolated, current().span);
    node->pieces = take().pieces;
    for (const auto& piece : node->pieces) {
        if (!piece.isHole) continue;
        node->children.push_back(subExpression(piece.expression));
        node->alignments.push_back(piece.alignment.end > piece.alignment.begin ? subExpression(piece.alignment) : nullptr);
    }
    return node;
}

ExprPtr Parser::initializer() {
    Nesting nesting(*this);
    auto node = make(ExprKind::Initializer, current().span);
    if (tooDeep()) return node;
    expect("{");
    while (!is("}") && !atEnd()) {
        if (is("{")) {
            node->children.push_back(initializer());
        } else if (is("[")) {  // ["key"] = value
            auto element = make(ExprKind::Index, current().span);
            take();
            element->children.push_back(make(ExprKind::Binding, current().span));
            element->arguments = arguments("]");
            element->span = since(element->span);
            auto assign = make(ExprKind::Assign, element->span);
            assign->text = "=";
            expect("=");
            assign->children.push_back(std::move(element));
            assign->children.push_back(is("{") ? initializer() : expression());
            assign->span = since(assign->span);
            node->children.push_back(std::move(assign));
        } else {
            node->children.push_back(expression());
        }
        if (!accept(",")) break;
    }
    expect("}");
    node->span = since(node->span);
    return node;
}

ExprPtr Parser::creation() {
    const Span begin = current().span;
    take();
    if (is("{")) {
        auto node = make(ExprKind::NewAnonymous, begin);
        take();
        while (!is("}") && !atEnd()) {
            std::string name;
            if (current().kind == TokenKind::Identifier && isPiece(peek(), "=")) {
                name = std::string(take().text);
                take();
            }
            auto value = expression();
            if (name.empty()) {
                const Expr* last = value.get();
                while (last->kind == ExprKind::ConditionalAccess) last = last->children[1].get();
                if (last->kind == ExprKind::Name || last->kind == ExprKind::Member) name = last->text;
                if (name.empty())
                    m_findings.error(746, "Invalid anonymous type member declarator. Anonymous type members must be declared with a member assignment, simple name or member access.", value->span);
            }
            node->names.push_back(std::move(name));
            node->children.push_back(std::move(value));
            if (!accept(",")) break;
        }
        expect("}");
        node->span = since(begin);
        return node;
    }
    if (is("[")) {
        auto node = make(ExprKind::NewImplicitArray, begin);
        take();
        std::size_t rank = 1;
        while (accept(",")) ++rank;
        node->text = arraySuffix(rank, begin);
        expect("]");
        node->initializer = initializer();
        node->span = since(begin);
        return node;
    }
    auto created = type(true, false);
    if (is("[")) {
        auto node = make(ExprKind::NewArray, begin);
        take();
        std::size_t rank = 1;
        if (!is("]") && !is(",")) node->children.push_back(expression());
        while (accept(",")) {
            ++rank;
            if (!is("]") && !is(",")) node->children.push_back(expression());
        }
        expect("]");
        node->text = arraySuffix(rank, begin);
        if (!node->children.empty() && node->children.size() != rank) m_findings.error(1586, "Array creation must have array size or array initializer", since(begin));
        while (is("[") && isPiece(peek(), "]")) {
            take();
            take();
            created->suffixes += '[';
        }
        node->type = std::move(created);
        if (is("{")) node->initializer = initializer();
        if (node->children.empty() && !node->initializer)
            m_findings.error(1586, "Array creation must have array size or array initializer", since(begin));
        node->span = since(begin);
        return node;
    }
    auto node = make(ExprKind::New, begin);
    node->type = std::move(created);
    if (accept("(")) {
        node->hasArguments = true;
        node->arguments = arguments(")");
    }
    if (is("{")) node->initializer = initializer();
    if (!node->hasArguments && !node->initializer) m_findings.error(1526, "A new expression requires (), [], or {} after type", since(begin));
    node->span = since(begin);
    return node;
}

}  // namespace mgc::expression
