#pragma once
#include "policy/xml/document.h"
#include "policy/xml/mapped_text.h"

namespace mgc::policy::xml {

/// What an attribute value means: entities resolved; CR LF is LF; white space outside of expressions is a space, as XML says.
/// DIFFERS: inside expressions line ends stay, so that "//" comments end where the author sees them end.
/// An expression that could not stand in well-formed XML (raw quotes, "<", "&") is raw: in it entities outside of string literals
/// are still resolved, those inside are the author's text ("&lt;" in a Replace call).
[[nodiscard]] MappedText decodeAttribute(const Document& document, const Attribute& attribute);
/// The same for a Text, Expression or CData node.
[[nodiscard]] MappedText decodeText(const Document& document, NodeId node);
/// Direct text, expressions and CDATA of an element, joined.
[[nodiscard]] MappedText decodeContent(const Document& document, NodeId element);

/// True if the document writes any expression in a way that well-formed XML does not allow (Azure's format "rawxml").
[[nodiscard]] bool isRaw(const Document& document);

}  // namespace mgc::policy::xml
