#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/pages/policies/xml/xml_context.h"

namespace mgc::ui {

/// An expression of a document as C#: entities resolved, and for every byte where it comes from.
struct ExpressionText {
    std::string text;
    std::vector<std::uint32_t> source;  ///< of each byte, and of the end

    [[nodiscard]] std::size_t sourceOf(std::size_t offset) const { return source[std::min(offset, source.size() - 1)]; }
    [[nodiscard]] std::size_t offsetOf(std::size_t place) const;
};

[[nodiscard]] ExpressionText expressionText(std::string_view document, std::size_t begin, std::size_t end);
/// The expression around a caret that stands in one; with what is written of it where it is not finished.
[[nodiscard]] ExpressionText expressionAt(const policy::xml::Document& document, const XmlContext& context, std::size_t caret);
/// The expression that holds a byte, if there is one: begin and end in the document, else both 0.
[[nodiscard]] policy::xml::Span expressionSpan(const policy::xml::Document& document, std::size_t offset);

}  // namespace mgc::ui
