#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expression/value.h"

namespace mgc::expression {

/// Half-open byte range in the expression's source.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

enum class TokenKind : std::uint8_t { End, Identifier, Keyword, Literal, Interpolated, Punctuator, Bad };

/// A piece of an interpolated string: text, or the span of a hole with its alignment and format text.
struct InterpolationPiece {
    bool isHole = false;
    std::string text;
    Span expression;
    Span alignment;  ///< empty span: none
    bool hasFormat = false;
    std::string format;
};

struct Token {
    TokenKind kind = TokenKind::End;
    Span span;
    std::string_view text;  ///< as written; identifiers without "@"
    Value value;            ///< of a literal
    std::vector<InterpolationPiece> pieces;
};

}  // namespace mgc::expression
