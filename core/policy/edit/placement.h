#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/edit/outline.h"

namespace mgc::policy::edit {

/// A place where a policy might go.
struct Place {
    std::optional<Section> section;  ///< none in a fragment
    std::optional<Scope> scope;      ///< of the document, where known
    bool inFragment = false;
    const OutlineItem* container = nullptr;  ///< the item that would hold it; a Section item at the top
};

enum class Refusal : std::uint8_t {
    None,
    Section,       ///< `names`: the sections it is allowed in
    Scope,         ///< `names`: the scopes it is allowed in
    Fragment,      ///< not in fragments
    Once,          ///< the section has it already and takes it once
    Container,     ///< the container takes `names` only, or no policies at all (`names` empty)
    BasePlacement  ///< <base/> stands once in a section, or in a branch; not in a fragment
};

struct Verdict {
    Refusal refusal = Refusal::None;
    std::vector<std::string_view> names;
    [[nodiscard]] bool allowed() const { return refusal == Refusal::None; }
};

/// Whether the validator would accept `element` there; the same descriptors decide.
[[nodiscard]] Verdict mayStand(std::string_view element, const Place& place, const Catalog& catalog);

[[nodiscard]] std::optional<Section> sectionNamed(std::string_view name);
[[nodiscard]] std::string_view nameOf(Section section);

}  // namespace mgc::policy::edit
