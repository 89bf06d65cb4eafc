#include <algorithm>

#include "expression/query/member_text.h"
#include "expression/query/places.h"
#include "expression/query/session.h"

namespace mgc::expression::query {
namespace {

struct CallPlace {
    const Expr* call = nullptr;
    Range arguments;
};

/// The brackets of a call, creation or index around `offset`: the open one is the first behind what is called.
CallPlace innermostCall(const Session& session, const std::vector<Piece>& pieces, std::size_t offset) {
    CallPlace best;
    walk(session.tree, [&](const Expr& expression) {
        const bool hasBrackets = expression.kind == ExprKind::Invocation || (expression.kind == ExprKind::New && expression.hasArguments) ||
                                 expression.kind == ExprKind::Index;
        if (!hasBrackets || !session.recorder.choices.count(&expression)) return;
        const std::size_t from = expression.kind == ExprKind::New ? (expression.type ? expression.type->span.end : expression.span.begin)
                                                                  : expression.children[0]->span.end;
        int depth = 0;
        Range arguments;
        bool isOpen = false;
        for (const auto& piece : pieces) {
            if (piece.span.begin < from || piece.kind != TokenKind::Punctuator || piece.text.size() != 1) continue;
            const char c = piece.text[0];
            if (c == '(' || c == '[' || c == '{') {
                if (!isOpen) arguments = {piece.span.end, session.text.size()};
                isOpen = true;
                ++depth;
            }
            if ((c == ')' || c == ']' || c == '}') && isOpen && --depth == 0) {
                arguments.end = piece.span.begin;
                break;
            }
        }
        if (!isOpen || offset < arguments.begin || offset > arguments.end) return;
        if (!best.call || arguments.begin >= best.arguments.begin) best = {&expression, arguments};
    });
    return best;
}

std::size_t commasBefore(const std::vector<Piece>& pieces, Range arguments, std::size_t offset) {
    std::size_t commas = 0;
    int depth = 0;
    for (const auto& piece : pieces) {
        if (piece.span.begin < arguments.begin || piece.span.end > offset || piece.kind != TokenKind::Punctuator) continue;
        if (piece.text == "(" || piece.text == "[" || piece.text == "{") ++depth;
        if (piece.text == ")" || piece.text == "]" || piece.text == "}") --depth;
        if (piece.text == "," && depth == 0) ++commas;
    }
    return commas;
}

}  // namespace

std::optional<SignatureHelp> signatures(std::string_view text, std::size_t offset) {
    const Span content = contentOf(text);
    if (text.size() > maxTextSize || content.begin == 0 || offset < content.begin || offset > content.end) return std::nullopt;
    const Session session{std::string(text)};
    const auto pieces = piecesOf(session.text);
    const CallPlace place = innermostCall(session, pieces, offset);
    if (!place.call) return std::nullopt;
    const Choice& choice = session.recorder.choices.at(place.call);
    SignatureHelp help;
    help.arguments = place.arguments;
    help.activeParameter = commasBefore(pieces, place.arguments, offset);
    const auto fact = session.recorder.facts.find(place.call);
    const Member* chosen = fact == session.recorder.facts.end() ? nullptr : fact->second.member.member;
    std::size_t active = choice.candidates.size();
    std::vector<const Member*> shown;
    for (const auto& ref : choice.candidates) {
        if (ref.member->refused || std::find(shown.begin(), shown.end(), ref.member) != shown.end()) continue;
        shown.push_back(ref.member);
        help.overloads.push_back(signatureOf(ref, ref.member->isExtension && place.call->kind == ExprKind::Invocation));
        if (ref.member == chosen) active = help.overloads.size() - 1;
    }
    if (help.overloads.empty()) return std::nullopt;
    const auto fits = [&](std::size_t i) {
        const std::size_t count = help.overloads[i].parameters.size();
        const bool isOpenEnded = shown[i]->parameters.size() > 0 && shown[i]->parameters.back().mode == 'p';
        const bool isEmpty = help.arguments.begin == help.arguments.end && help.activeParameter == 0;
        return isOpenEnded || help.activeParameter < count || (isEmpty && count == 0);
    };
    if (active < help.overloads.size() && !fits(active)) active = help.overloads.size();  // an argument is still to come
    for (std::size_t i = 0; active >= help.overloads.size() && i < help.overloads.size(); ++i)
        if (fits(i)) active = i;
    help.active = active < help.overloads.size() ? active : 0;
    const std::size_t count = help.overloads[help.active].parameters.size();
    const bool isOpenEnded = !shown[help.active]->parameters.empty() && shown[help.active]->parameters.back().mode == 'p';
    if (isOpenEnded && help.activeParameter >= count) help.activeParameter = count - 1;
    help.activeParameter = std::min(help.activeParameter, count);
    return help;
}

}  // namespace mgc::expression::query
