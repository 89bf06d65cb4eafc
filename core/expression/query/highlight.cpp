#include <map>

#include "expression/query/places.h"
#include "expression/query/session.h"

namespace mgc::expression::query {
namespace {

/// What the names at these places are, by begin.
std::map<std::uint32_t, TokenClass> namesOf(const Session& session) {
    std::map<std::uint32_t, TokenClass> names;
    for (const auto& [begin, local] : session.recorder.locals) names[begin] = local.isParameter ? TokenClass::Parameter : TokenClass::Local;
    walk(session.tree, [&](const Expr& expression) {
        if (expression.kind != ExprKind::Name && expression.kind != ExprKind::Member) return;
        const auto found = session.recorder.facts.find(&expression);
        if (found == session.recorder.facts.end() || expression.nameSpan.end <= expression.nameSpan.begin) return;
        const Fact& fact = found->second;
        TokenClass kind = TokenClass::Property;
        if (fact.isLocal)
            kind = fact.isParameter ? TokenClass::Parameter : TokenClass::Local;
        else if (fact.category == Category::TypeName)
            kind = TokenClass::Type;
        else if (fact.category == Category::Namespace)
            kind = TokenClass::Namespace;
        else if (fact.category == Category::Methods)
            kind = TokenClass::Method;
        else if (expression.kind == ExprKind::Name && expression.text == "context")
            kind = TokenClass::Local;
        else if (fact.category == Category::Error)
            return;
        else if (fact.hasConstant)
            kind = TokenClass::Constant;
        names[expression.nameSpan.begin] = kind;
    });
    return names;
}

bool isInside(const Recorder& said, std::uint32_t at) {
    auto after = said.typeNames.upper_bound(at);
    return after != said.typeNames.begin() && (--after)->second.first.end > at && !after->second.second->isError();
}

}  // namespace

std::vector<Token> highlight(std::string_view text) {
    std::vector<Token> tokens;
    if (text.size() > maxTextSize) return tokens;
    const auto pieces = piecesOf(text);
    const Session session{std::string(text)};
    const auto names = namesOf(session);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        if (piece.span.end <= piece.span.begin) continue;
        TokenClass kind = TokenClass::Operator;
        if (piece.isComment)
            kind = TokenClass::Comment;
        else if (piece.isText)
            kind = TokenClass::Text;
        else if (piece.kind == TokenKind::Literal)
            kind = TokenClass::Number;
        else if (piece.kind == TokenKind::Keyword)
            kind = TokenClass::Keyword;
        else if (piece.kind == TokenKind::Bad)
            kind = TokenClass::Bad;
        else if (piece.kind == TokenKind::Identifier) {
            const auto known = names.find(piece.span.begin);
            const bool isCalled = i + 1 < pieces.size() && pieces[i + 1].text == "(";
            const bool isQualifier = i + 1 < pieces.size() && pieces[i + 1].text == ".";
            if (known != names.end())
                kind = known->second;
            else if (piece.text == "var" || piece.text == "from" || piece.text == "select" || piece.text == "where" ||
                     piece.text == "orderby" || piece.text == "when" || piece.text == "nameof")
                kind = TokenClass::Keyword;
            else if (isInside(session.recorder, piece.span.begin))
                kind = isQualifier ? TokenClass::Namespace : TokenClass::Type;
            else if (isCalled)
                kind = TokenClass::Method;
            else
                kind = TokenClass::Property;
        } else if (piece.text == "(" || piece.text == ")" || piece.text == "[" || piece.text == "]" || piece.text == "{" ||
                   piece.text == "}")
            kind = TokenClass::Bracket;
        tokens.push_back({{piece.span.begin, piece.span.end}, kind});
    }
    return tokens;
}

}  // namespace mgc::expression::query
