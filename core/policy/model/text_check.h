#pragma once
#include <functional>
#include <string_view>

#include "policy/model/placeholders.h"
#include "policy/model/validation_context.h"

namespace mgc::policy {

/// An attribute's or element's text under check.
struct CheckedText {
    std::string_view text;
    std::string_view element;  ///< for diagnostics
    std::string_view file;
    std::function<SourcePosition(std::size_t offset)> position;  ///< of a byte of `text` in the document
    Expressions expressions = Expressions::Allowed;
    Braces braces = Braces::Tokens;
    bool namedValues = true;  ///< false in Liquid templates, where {{x}} is output
};

/// What the text turned out to be.
struct TextKind {
    bool hasExpression = false;
    bool hasPlaceholder = false;
    [[nodiscard]] bool isConstant() const { return !hasExpression && !hasPlaceholder; }
};

/// What the compiler says about one expression, placed in its own text.
[[nodiscard]] Diagnostics findingsOf(std::string_view expression);

/// Compiles the expressions in a text and reports placeholders. An expression is the whole text, blanks apart, or "@( )" within
/// other text, as published policies write it in addresses and messages.
TextKind checkText(const CheckedText& text, const ValidationContext& context);

}  // namespace mgc::policy
