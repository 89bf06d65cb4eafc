#include "policy/edit/change.h"

#include <algorithm>

namespace mgc::policy::edit {

std::vector<xml::Patch> inverse(std::span<const xml::Patch> patches) {
    std::vector<xml::Patch> back;
    back.reserve(patches.size());
    for (auto patch = patches.rbegin(); patch != patches.rend(); ++patch) back.push_back({patch->offset, patch->inserted, patch->removed});
    return back;
}

std::size_t shifted(std::size_t offset, const xml::Patch& patch) {
    if (offset < patch.offset) return offset;
    if (offset >= patch.offset + patch.removed.size()) return offset - patch.removed.size() + patch.inserted.size();
    return patch.offset;
}

Result<xml::Document> applied(const xml::Document& document, std::span<const xml::Patch> patches) {
    xml::Document now = document;
    for (const xml::Patch& patch : patches) {
        MGC_TRY_ASSIGN(xml::Edit edit, xml::applyPatch(now, patch));
        now = std::move(edit.document);
    }
    return now;
}

Change changeOf(xml::Edit edit, std::vector<std::size_t> places) {
    Change change{std::move(edit.document), {}, std::move(places)};
    if (edit.patch.removed != edit.patch.inserted) change.patches.push_back(std::move(edit.patch));
    return change;
}

xml::NodeId nodeStartingAt(const xml::Document& document, std::size_t offset) {
    const auto& nodes = document.tree().nodes;
    // Nodes stand in document order.
    const auto first = std::lower_bound(nodes.begin() + 1, nodes.end(), offset,
                                        [](const xml::Node& node, std::size_t at) { return node.range.begin < at; });
    for (auto node = first; node != nodes.end() && node->range.begin == offset; ++node)
        if (node->kind != xml::NodeKind::Text) return static_cast<xml::NodeId>(node - nodes.begin());
    return xml::noNode;
}

}  // namespace mgc::policy::edit
