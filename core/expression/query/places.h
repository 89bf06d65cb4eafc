#pragma once
#include <string_view>
#include <vector>

#include "expression/query/query.h"
#include "expression/syntax/token.h"

// What stands where in a text, as the lexer sees it.
namespace mgc::expression::query {

struct Piece {
    Span span;
    TokenKind kind = TokenKind::End;
    std::string_view text;
    bool isText = false;  ///< a string or char literal, or a text part of an interpolated string
    bool isComment = false;
    bool isOpen = false;     ///< a text without its closing quote
};

/// Tokens and comments in order; interpolated strings are cut into text parts and the pieces of their holes.
[[nodiscard]] std::vector<Piece> piecesOf(std::string_view text);
/// The name around `offset`; empty (begin == end == offset) when there is none.
[[nodiscard]] Range nameAround(std::string_view text, std::size_t offset);
/// True inside a text or comment, where nothing is completed.
[[nodiscard]] bool isInsideText(const std::vector<Piece>& pieces, std::size_t offset);

}  // namespace mgc::expression::query
