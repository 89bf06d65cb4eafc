#include "expression/query/session.h"

#include "expression/syntax/lexer.h"

namespace mgc::expression::query {

void Recorder::bound(const Expr& expression, const Bound& result) {
    Fact& fact = facts[&expression];
    // Once it was something, an error of a later try says less.
    if (result.isError() && fact.type && !fact.type->isError()) return;
    fact.category = result.isError() ? Category::Error : result.category;
    fact.type = result.type;
    fact.hasConstant = result.hasConstant;
    if (result.category == Category::Namespace) fact.name = result.name;
    if (result.category == Category::Methods && !fact.member.member && !result.methods.empty()) fact.member = result.methods.front();
    if (result.variable && expression.kind == ExprKind::Name) {
        fact.isLocal = true;
        fact.name = result.variable->name;
        const auto declaration = locals.find(result.variable->span.begin);
        fact.isParameter = declaration != locals.end() && declaration->second.isParameter;
    }
}

void Recorder::lookingUp(const Expr& name, const Binder& binder) {
    if (name.text != cursorName) return;
    sawName = true;
    visible.clear();
    for (const LocalSymbol* symbol : binder.visibleLocals()) visible.push_back({symbol->name, symbol->type, symbol->span, false});
}

void Recorder::accessing(const Expr& member, const Bound& from) {
    if (member.text != cursorName) return;
    if (sawAccess && from.isError()) return;
    sawAccess = true;
    receiver = {};
    receiver.category = from.isError() ? Category::Error : from.category;
    receiver.type = from.type;
    receiver.name = from.name;
}

void Recorder::resolved(const Expr& expression, const MemberRef& member) { facts[&expression].member = member; }

void Recorder::choosing(const Expr& call, const std::vector<MemberRef>& candidates, bool isExtension) {
    Choice& choice = choices[&call];
    if (!choice.candidates.empty() && isExtension && !choice.isExtension) {
        // Instance methods first, extensions of the same name behind them.
        choice.candidates.insert(choice.candidates.end(), candidates.begin(), candidates.end());
        return;
    }
    choice = {candidates, isExtension};
}

void Recorder::typeNamed(Span span, const Type* type) { typeNames[span.begin] = {span, type}; }

void Recorder::declared(const LocalSymbol& symbol, bool isParameter) {
    if (!symbol.name.empty() && symbol.span.end > symbol.span.begin)
        locals[symbol.span.begin] = {symbol.name, symbol.type, symbol.span, isParameter};
}

Session::Session(std::string source) : text(std::move(source)), m_lock(types().mutex()) {
    tree = parseExpression(text, findings, Completeness::Partial);
    Binder binder(text, findings, program, &recorder);
    (void)binder.run(tree.expression.get(), tree.block.get());
}

Span contentOf(std::string_view text) {
    std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || begin + 1 >= text.size() || text[begin] != '@' ||
        (text[begin + 1] != '(' && text[begin + 1] != '{'))
        return {};
    begin += 2;
    Findings ignored;
    int depth = 0;
    for (const auto& token : tokenize(text, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size())}, ignored)) {
        if (token.kind != TokenKind::Punctuator || token.text.size() != 1) continue;
        const char c = token.text[0];
        if (c == '(' || c == '{' || c == '[') ++depth;
        if ((c == ')' || c == '}' || c == ']') && --depth < 0) return {static_cast<std::uint32_t>(begin), token.span.begin};
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size())};
}

namespace {

class Walker {
public:
    explicit Walker(const std::function<void(const Expr&)>& visit) : m_visit(visit) {}
    void expression(const Expr* node) {
        if (!node) return;
        m_visit(*node);
        for (const auto& child : node->children) expression(child.get());
        for (const auto& argument : node->arguments) expression(argument.value.get());
        for (const auto& alignment : node->alignments) expression(alignment.get());
        expression(node->initializer.get());
        statement(node->body.get());
    }
    void statement(const Stmt* node) {
        if (!node) return;
        expression(node->expression.get());
        for (const auto& each : node->iterators) expression(each.get());
        for (const auto& each : node->declarators) expression(each.value.get());
        for (const auto& each : node->statements) statement(each.get());
        for (const auto& section : node->sections) {
            for (const auto& label : section.labels) {
                expression(label.value.get());
                expression(label.when.get());
            }
            for (const auto& each : section.statements) statement(each.get());
        }
        for (const auto& clause : node->catches) {
            expression(clause.filter.get());
            statement(clause.body.get());
        }
        for (const auto& parameter : node->parameters) expression(parameter.value.get());
        statement(node->body.get());
        statement(node->otherwise.get());
    }

private:
    const std::function<void(const Expr&)>& m_visit;
};

}  // namespace

void walk(const ParsedExpression& tree, const std::function<void(const Expr&)>& visit) {
    Walker walker(visit);
    walker.expression(tree.expression.get());
    walker.statement(tree.block.get());
}

}  // namespace mgc::expression::query
