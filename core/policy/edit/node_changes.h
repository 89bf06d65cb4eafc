#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "policy/edit/change.h"

// What authors do to whole policies, one or several at a time. Nodes are elements or comments of `document`, in any order; nodes inside
// of others given are left out. Errors: those of policy/xml/edit.h; then nothing has been done.
namespace mgc::policy::edit {

using Nodes = std::vector<xml::NodeId>;

/// Without duplicates and nodes inside of others, in document order.
[[nodiscard]] Nodes outermost(const xml::Document& document, Nodes nodes);

[[nodiscard]] Result<Change> insertAt(const xml::Document& document, xml::NodeId parent, xml::NodeId before, std::string_view markup);
[[nodiscard]] Result<Change> removeNodes(const xml::Document& document, Nodes nodes);
/// Each copy directly behind its original; the copies are the places.
[[nodiscard]] Result<Change> duplicateNodes(const xml::Document& document, Nodes nodes);
/// Puts elements into comments and takes elements out of comments: all out if all nodes are comments, else all in.
[[nodiscard]] Result<Change> toggleComments(const xml::Document& document, Nodes nodes);
/// Moves them, in document order, before the child `before` of `parent` (noNode: to its end), laid out for the new place.
[[nodiscard]] Result<Change> moveNodes(const xml::Document& document, Nodes nodes, xml::NodeId parent, xml::NodeId before);
/// The nodes' markup for the clipboard: each from the start of a line, without the indentation of its place.
[[nodiscard]] std::string markupOf(const xml::Document& document, Nodes nodes);
/// The section element below <policies>, made in the order of the schema if it is missing; `places` holds it.
[[nodiscard]] Result<Change> ensureSection(const xml::Document& document, std::string_view section);

/// True for a comment whose inside is one sound element: a policy that is switched off.
[[nodiscard]] bool isDisabledElement(const xml::Document& document, xml::NodeId comment);
/// The inside of such a comment as a document of its own.
[[nodiscard]] xml::Document insideOf(const xml::Document& document, xml::NodeId comment);

}  // namespace mgc::policy::edit
