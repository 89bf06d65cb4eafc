#include <algorithm>

#include "expression/query/member_text.h"
#include "expression/query/places.h"
#include "expression/query/session.h"

namespace mgc::expression::query {
namespace {

/// The part that a reader means when he points at `expression`: the name of a member, else all of it.
Span focusOf(const Expr& expression) {
    return expression.nameSpan.end > expression.nameSpan.begin && (expression.kind == ExprKind::Member || expression.kind == ExprKind::Name)
               ? expression.nameSpan
               : expression.span;
}

bool contains(Span span, std::size_t offset) { return offset >= span.begin && offset < span.end; }

std::optional<Description> ofFact(const Fact& fact, Span span) {
    Description result;
    result.range = {span.begin, span.end};
    if (fact.category == Category::Namespace) {
        result.declaration = "namespace " + fact.name;
        return result;
    }
    if (fact.category == Category::TypeName && fact.type) {
        result.type = fact.type->name;
        result.declaration = declarationOf(fact.type);
        if (fact.type->definition) result.help = fact.type->definition->help;
        return result;
    }
    if (fact.member.member) {
        const Signature signature = signatureOf(fact.member, fact.member.member->isExtension);
        result.type = fact.type ? fact.type->name : fact.member.member->result ? fact.member.member->result->name : "";
        result.declaration = signature.text;
        result.help = signature.help;
        return result;
    }
    if (!fact.type || fact.type->isError() || fact.category == Category::Error) return std::nullopt;
    result.type = fact.type->name;
    result.declaration = fact.isLocal
                             ? std::string(fact.isParameter ? "(parameter) " : "(local variable) ") + fact.type->name + " " + fact.name
                             : fact.type->name;
    return result;
}

}  // namespace

std::optional<Description> describe(std::string_view text, std::size_t offset) {
    const Span content = contentOf(text);
    if (text.size() > maxTextSize || content.begin == 0 || offset < content.begin || offset >= content.end) return std::nullopt;
    const auto pieces = piecesOf(text);
    const auto at = std::find_if(pieces.begin(), pieces.end(), [&](const Piece& piece) { return contains(piece.span, offset); });
    if (at == pieces.end() || at->isComment) return std::nullopt;
    const Session session{std::string(text)};
    for (const auto& [begin, local] : session.recorder.locals) {
        if (!contains(local.span, offset) || !local.type || local.type->isError()) continue;
        return Description{local.type->name,
                           std::string(local.isParameter ? "(parameter) " : "(local variable) ") + local.type->name + " " + local.name,
                           {},
                           {local.span.begin, local.span.end}};
    }
    for (const auto& [begin, named] : session.recorder.typeNames) {
        if (!contains(named.first, offset) || named.second->isError()) continue;
        Fact fact;
        fact.category = Category::TypeName;
        fact.type = named.second;
        return ofFact(fact, named.first);
    }
    const Expr* best = nullptr;
    walk(session.tree, [&](const Expr& expression) {
        const Span span = focusOf(expression);
        if (!contains(span, offset) || !session.recorder.facts.count(&expression)) return;
        if (!best || span.end - span.begin <= focusOf(*best).end - focusOf(*best).begin) best = &expression;
    });
    if (!best) return std::nullopt;
    Fact fact = session.recorder.facts.at(best);
    // The name of a called method: the overload that was chosen.
    if (fact.category == Category::Methods) {
        walk(session.tree, [&](const Expr& expression) {
            if (expression.kind != ExprKind::Invocation || expression.children[0].get() != best) return;
            const auto call = session.recorder.facts.find(&expression);
            if (call == session.recorder.facts.end()) return;
            if (call->second.member.member) fact.member = call->second.member;
            fact.type = call->second.type;
        });
    }
    return ofFact(fact, focusOf(*best));
}

}  // namespace mgc::expression::query
