#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "policy/xml/document.h"

// Edits of a document. Each is one replacement of text and gives a new document; all bytes outside of the replacement stay. An edit
// that would leave the document with more errors than before is refused (MGC1052). Node ids are valid for their own document only.
namespace mgc::policy::xml {

/// `removed` stood at byte `offset`; `inserted` stands there now. Undo is the same with both exchanged.
struct Patch {
    std::size_t offset = 0;
    std::string removed;
    std::string inserted;

    friend bool operator==(const Patch&, const Patch&) = default;
};

struct Edit {
    Document document;
    Patch patch;
};

/// Any replacement of text; what the other edits come down to. Used as it is for typing and for undo, so it accepts broken results.
[[nodiscard]] Result<Edit> applyPatch(const Document& document, Patch patch);

/// Sets the attribute to a value (not yet escaped), adding the attribute if it is not there. Expressions are written raw where the
/// document writes expressions raw, else escaped.
[[nodiscard]] Result<Edit> setAttribute(const Document& document, NodeId element, std::string_view name, std::string_view value);
[[nodiscard]] Result<Edit> removeAttribute(const Document& document, NodeId element, std::string_view name);
/// Replaces the text (not yet escaped) of an element that has no child elements. Comments and CDATA inside go.
[[nodiscard]] Result<Edit> setText(const Document& document, NodeId element, std::string_view text);

/// Inserts markup as child of `parent` before its child `before`; noNode: as last child. The markup gets lines and indentation of
/// its own where its neighbours have them.
[[nodiscard]] Result<Edit> insertMarkup(const Document& document, NodeId parent, NodeId before, std::string_view markup);
/// Removes a node, with its lines if it stands alone on them.
[[nodiscard]] Result<Edit> removeNode(const Document& document, NodeId node);
/// Moves a node, indented for its new place.
[[nodiscard]] Result<Edit> moveNode(const Document& document, NodeId node, NodeId newParent, NodeId before);
/// Inserts a copy directly behind the node.
[[nodiscard]] Result<Edit> duplicateNode(const Document& document, NodeId node);
/// Wraps a node in a comment. Refused (MGC1051) if it holds "--", which no comment can hold.
[[nodiscard]] Result<Edit> commentOut(const Document& document, NodeId node);
/// Puts the inside of a comment in its place, if that is sound markup.
[[nodiscard]] Result<Edit> uncomment(const Document& document, NodeId comment);

}  // namespace mgc::policy::xml
