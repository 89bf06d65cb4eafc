#pragma once
#include <string>
#include <string_view>

#include "policy/xml/edit.h"

// What the edits share. Not for use outside of this folder.
namespace mgc::policy::xml {

/// Replaces a span; refuses a result with more errors than before.
[[nodiscard]] Result<Edit> checkedPatch(const Document& document, Span span, std::string inserted);
/// Turns "<name ... />" into "<name ...>content</name>".
[[nodiscard]] Result<Edit> openSelfClosing(const Document& document, NodeId element, std::string_view content);
/// CR LF and CR as LF, as reading gives them.
[[nodiscard]] std::string withPlainLineEnds(std::string_view text);

}  // namespace mgc::policy::xml
