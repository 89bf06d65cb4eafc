#pragma once
#include <string>
#include <string_view>

#include "policy/xml/document.h"

// How a document is laid out, so that edits look as if its author had made them.
namespace mgc::policy::xml {

/// "\r\n" or "\n", whichever the document's first line end is.
[[nodiscard]] std::string_view lineEnd(const Document& document);
/// One step of indentation: the difference between the first indented element and its parent; four spaces if there is none.
[[nodiscard]] std::string indentStep(const Document& document);
/// Blanks from the line's start to `offset`; empty if anything else stands before it.
[[nodiscard]] std::string_view indentBefore(const Document& document, std::size_t offset);
/// True if only blanks stand between the line's start and `offset`, and there is a line start.
[[nodiscard]] bool startsLine(const Document& document, std::size_t offset);
/// The span with its whole lines, line end included, if nothing else stands on them; else the span as it is.
[[nodiscard]] Span withLines(const Document& document, Span span);
/// `markup` with `from` replaced by `to` at the start of every line that is layout only: between elements and between attributes, not
/// inside of expressions, texts and comments.
[[nodiscard]] std::string reindented(std::string_view markup, std::string_view from, std::string_view to, std::string_view eol);

}  // namespace mgc::policy::xml
