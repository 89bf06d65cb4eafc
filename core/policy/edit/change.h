#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "policy/xml/edit.h"

// What one action of an author does to a document: one entry of the undo history, whichever view it came from.
namespace mgc::policy::edit {

/// Patches in the order in which they are made, each on the text that the one before left. All bytes outside of them stay.
struct Change {
    xml::Document document;           ///< after the last patch
    std::vector<xml::Patch> patches;  ///< empty: the action changes nothing
    std::vector<std::size_t> places;  ///< where the nodes that the action was about start now; what to select
};

/// What undoes `patches`: the same backwards, each with its texts exchanged.
[[nodiscard]] std::vector<xml::Patch> inverse(std::span<const xml::Patch> patches);
/// Where the byte at `offset` stands after a patch. A byte that was removed goes to where the patch starts.
[[nodiscard]] std::size_t shifted(std::size_t offset, const xml::Patch& patch);
/// Makes all patches. Error MGC1051 if one does not fit the text.
[[nodiscard]] Result<xml::Document> applied(const xml::Document& document, std::span<const xml::Patch> patches);
/// An edit of the syntax tree as a change that selects what starts at `place` (an offset in the edited document).
[[nodiscard]] Change changeOf(xml::Edit edit, std::vector<std::size_t> places);
/// The node that starts at `offset` and is no text: the outermost one. noNode if there is none.
[[nodiscard]] xml::NodeId nodeStartingAt(const xml::Document& document, std::size_t offset);

}  // namespace mgc::policy::edit
