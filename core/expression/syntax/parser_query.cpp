#include "expression/syntax/parser_core.h"

// Query expressions are translated to method calls while they are read (C# specification, "Query expression translation").
namespace mgc::expression {
namespace {

ExprPtr name(const std::string& text, Span span) {
    auto node = std::make_unique<Expr>();
    node->kind = ExprKind::Name;
    node->span = node->nameSpan = span;
    node->text = text;
    return node;
}

ExprPtr lambdaOf(std::vector<LambdaParameter> parameters, ExprPtr body) {
    auto node = std::make_unique<Expr>();
    node->kind = ExprKind::Lambda;
    node->span = body->span;
    node->parameters = std::move(parameters);
    node->children.push_back(std::move(body));
    return node;
}

/// The range variables in scope: one plain variable, or a transparent identifier that carries several.
struct Range {
    std::string parameter;
    bool transparent = false;
    std::vector<std::string> names;
    Span span;

    [[nodiscard]] std::vector<LambdaParameter> parameters() const {
        std::vector<LambdaParameter> result(1);
        result[0].name = parameter;
        result[0].transparent = transparent;
        result[0].span = span;
        return result;
    }
    /// new { all names..., extra }
    [[nodiscard]] ExprPtr pack(const std::string& extraName, ExprPtr extra) const {
        auto node = std::make_unique<Expr>();
        node->kind = ExprKind::NewAnonymous;
        node->span = span;
        for (const auto& each : names) {
            node->names.push_back(each);
            node->children.push_back(name(each, span));
        }
        node->names.push_back(extraName);
        node->children.push_back(std::move(extra));
        return node;
    }
};

ExprPtr call(ExprPtr source, const char* method, std::vector<ExprPtr> arguments) {
    auto member = std::make_unique<Expr>();
    member->kind = ExprKind::Member;
    member->span = member->nameSpan = source->span;
    member->text = method;
    member->children.push_back(std::move(source));
    auto node = std::make_unique<Expr>();
    node->kind = ExprKind::Invocation;
    node->span = member->span;
    node->children.push_back(std::move(member));
    for (auto& argument : arguments) {
        Argument each;
        each.span = argument->span;
        each.value = std::move(argument);
        node->arguments.push_back(std::move(each));
    }
    return node;
}

template <class... Parts>
std::vector<ExprPtr> list(Parts... parts) {
    std::vector<ExprPtr> result;
    (result.push_back(std::move(parts)), ...);
    return result;
}

}  // namespace

bool Parser::queryAhead() const {
    if (!isWord("from")) return false;
    const Token& next = peek();
    if (next.kind == TokenKind::Identifier && isPiece(peek(2), "in")) return true;
    std::size_t at = m_at + 1;
    return (next.kind == TokenKind::Identifier || isPredefined(next)) && scanType(at, false) && at + 1 < m_tokens.size() && m_tokens[at].kind == TokenKind::Identifier && isPiece(m_tokens[at + 1], "in");
}

ExprPtr Parser::query() {
    const Span begin = current().span;
    int clauses = 0;
    const auto fromClause = [&](std::string& variable) {
        take();
        TypePtr castTo;
        if (!isPiece(peek(), "in")) castTo = type();
        Span span;
        variable = identifier(span);
        expect("in");
        auto source = expression();
        if (castTo) {
            source = call(std::move(source), "Cast", {});
            source->children[0]->typeArguments.push_back(std::move(castTo));
        }
        return source;
    };
    Range range;
    range.span = begin;
    std::string variable;
    auto source = fromClause(variable);
    range.parameter = variable;
    range.names = {variable};
    const auto widen = [&](const std::string& added) {
        range.names.push_back(added);
        range.parameter = "<>t" + std::to_string(m_names++);
        range.transparent = true;
    };
    while (++clauses < 100) {
        if (isWord("from")) {
            std::string second;
            auto inner = fromClause(second);
            auto selector = lambdaOf(range.parameters(), std::move(inner));
            auto parameters = range.parameters();
            LambdaParameter added;
            added.name = second;
            added.span = range.span;
            parameters.push_back(std::move(added));
            if (isWord("select")) {
                take();
                auto result = expression();
                source = call(std::move(source), "SelectMany", list(std::move(selector), lambdaOf(std::move(parameters), std::move(result))));
                break;
            }
            auto packed = range.pack(second, name(second, range.span));
            source = call(std::move(source), "SelectMany", list(std::move(selector), lambdaOf(std::move(parameters), std::move(packed))));
            widen(second);
        } else if (isWord("let")) {
            take();
            Span span;
            const std::string added = identifier(span);
            expect("=");
            auto packed = range.pack(added, expression());
            source = call(std::move(source), "Select", list(lambdaOf(range.parameters(), std::move(packed))));
            widen(added);
        } else if (isWord("where")) {
            take();
            source = call(std::move(source), "Where", list(lambdaOf(range.parameters(), expression())));
        } else if (isWord("orderby")) {
            take();
            bool first = true;
            do {
                auto key = expression();
                bool descending = false;
                if (isWord("descending") || isWord("ascending")) descending = take().text == "descending";
                const char* method = first ? (descending ? "OrderByDescending" : "OrderBy") : (descending ? "ThenByDescending" : "ThenBy");
                source = call(std::move(source), method, list(lambdaOf(range.parameters(), std::move(key))));
                first = false;
            } while (accept(","));
        } else if (isWord("join")) {
            take();
            Span span;
            const std::string added = identifier(span);
            expect("in");
            auto inner = expression();
            if (!isWord("on")) unexpected(); else take();
            auto outerKey = expression();
            if (!isWord("equals")) unexpected(); else take();
            auto innerKey = expression();
            std::string into;
            if (isWord("into")) {
                take();
                into = identifier(span);
            }
            const std::string second = into.empty() ? added : into;
            auto parameters = range.parameters();
            LambdaParameter resultParameter;
            resultParameter.name = second;
            resultParameter.span = span;
            parameters.push_back(std::move(resultParameter));
            std::vector<LambdaParameter> innerParameters(1);
            innerParameters[0].name = added;
            innerParameters[0].span = span;
            auto packed = range.pack(second, name(second, range.span));
            source = call(std::move(source), into.empty() ? "Join" : "GroupJoin",
                          list(std::move(inner), lambdaOf(range.parameters(), std::move(outerKey)), lambdaOf(std::move(innerParameters), std::move(innerKey)), lambdaOf(std::move(parameters), std::move(packed))));
            widen(second);
        } else if (isWord("select") || isWord("group")) {
            const bool group = take().text == "group";
            auto body = expression();
            if (group) {
                if (!isWord("by")) unexpected(); else take();
                auto key = expression();
                auto keyLambda = lambdaOf(range.parameters(), std::move(key));
                source = call(std::move(source), "GroupBy", list(std::move(keyLambda), lambdaOf(range.parameters(), std::move(body))));
            } else {
                source = call(std::move(source), "Select", list(lambdaOf(range.parameters(), std::move(body))));
            }
            if (!isWord("into")) break;
            take();
            Span span;
            range = Range{};
            range.span = begin;
            range.parameter = identifier(span);
            range.names = {range.parameter};
        } else {
            m_findings.error(742, "A query body must end with a select clause or a group clause", current().span);
            break;
        }
    }
    source->span = since(begin);
    return source;
}

}  // namespace mgc::expression
