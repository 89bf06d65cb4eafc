#include "expression/query/places.h"

#include <algorithm>

#include "expression/query/session.h"
#include "expression/syntax/lexer.h"
#include "expression/syntax/lexer_core.h"

namespace mgc::expression::query {
namespace {

/// Comments between two tokens.
void addComments(std::string_view text, std::uint32_t from, std::uint32_t to, std::vector<Piece>& out) {
    for (std::uint32_t i = from; i + 1 < to; ++i) {
        if (text[i] != '/' || (text[i + 1] != '/' && text[i + 1] != '*')) continue;
        std::uint32_t end = i + 2;
        if (text[i + 1] == '/') {
            while (end < to && text[end] != '\n') ++end;
        } else {
            while (end < to && !(text[end - 1] == '/' && text[end - 2] == '*' && end - i > 3)) ++end;
        }
        Piece piece;
        piece.span = {i, end};
        piece.isComment = true;
        out.push_back(piece);
        i = end - 1;
    }
}

void addPieces(std::string_view text, Span range, int depth, std::vector<Piece>& out) {
    Findings ignored;
    std::uint32_t last = range.begin;
    for (const auto& token : tokenize(text, range, ignored)) {
        addComments(text, last, token.span.begin, out);
        last = std::max(last, token.span.end);
        if (token.kind == TokenKind::End) return;
        Piece piece;
        piece.span = token.span;
        piece.kind = token.kind;
        piece.text = token.text;
        piece.isText = token.kind == TokenKind::Literal && (token.value.isText() || token.value.kind() == Kind::Char);
        // A literal that is not finished is a text too.
        if (token.kind == TokenKind::Bad && text.substr(token.span.begin, 3).find_first_of("\"'") != std::string_view::npos)
            piece.isText = true;
        const char last = piece.span.end > piece.span.begin ? text[piece.span.end - 1] : ' ';
        piece.isOpen = piece.isText && (piece.span.end - piece.span.begin < 2 || (last != '"' && last != '\''));
        if (token.kind != TokenKind::Interpolated || depth > 8) {
            out.push_back(piece);
            continue;
        }
        piece.isText = true;
        piece.isOpen = false;
        std::uint32_t at = token.span.begin;
        for (const auto& part : token.pieces) {
            if (!part.isHole) continue;
            piece.span = {at, part.expression.begin};
            out.push_back(piece);
            addPieces(text, part.expression, depth + 1, out);
            at = part.expression.end;
            if (part.alignment.end > part.alignment.begin) {
                addPieces(text, part.alignment, depth + 1, out);
                at = part.alignment.end;
            }
        }
        piece.span = {at, token.span.end};
        out.push_back(piece);
    }
}

}  // namespace

std::vector<Piece> piecesOf(std::string_view text) {
    std::vector<Piece> pieces;
    const Span content = contentOf(text);
    if (content.end > content.begin) addPieces(text, content, 0, pieces);
    return pieces;
}

Range nameAround(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    std::size_t begin = offset;
    std::size_t end = offset;
    while (begin > 0 && isIdentifierPart(text[begin - 1])) --begin;
    while (end < text.size() && isIdentifierPart(text[end])) ++end;
    if (begin < end && isDigit(text[begin])) return {offset, offset};  // a number
    return {begin, end};
}

bool isInsideText(const std::vector<Piece>& pieces, std::size_t offset) {
    return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
        if (!piece.isText && !piece.isComment) return false;
        const bool open = piece.isOpen || piece.isComment;  // unfinished ones reach past their last character
        return offset > piece.span.begin && (offset < piece.span.end || (open && offset == piece.span.end));
    });
}

}  // namespace mgc::expression::query
