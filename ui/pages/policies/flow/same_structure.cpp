#include "ui/pages/policies/flow/same_structure.h"

namespace mgc::ui {

using policy::xml::NodeKind;

bool sameStructure(const policy::xml::Document& before, const policy::xml::Document& after) {
    const auto& old = before.tree().nodes;
    const auto& now = after.tree().nodes;
    if (old.size() != now.size()) return false;
    for (std::size_t i = 0; i < old.size(); ++i) {
        if (old[i].kind != now[i].kind || old[i].parent != now[i].parent) return false;
        if (old[i].kind == NodeKind::Element && before.slice(old[i].name) != after.slice(now[i].name)) return false;
        if (old[i].kind == NodeKind::Comment && before.slice(old[i].range) != after.slice(now[i].range)) return false;
    }
    return true;
}

}  // namespace mgc::ui
