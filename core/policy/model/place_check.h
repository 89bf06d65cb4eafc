#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "policy/model/node.h"
#include "policy/model/validation_context.h"

// Not for use outside of this room.
namespace mgc::policy {

/// Where a list of policies stands.
struct Place {
    std::optional<Section> section;  ///< unknown in fragments and snippets
    bool inFragment = false;
    bool inResolver = false;                                 ///< a resolver's document, or a part of it
    bool directlyInSection = false;                          ///< <base/> may stand here
    const std::vector<std::string_view>* allowed = nullptr;  ///< policies that the container allows; null or empty: all
    std::string_view container;
};

[[nodiscard]] std::optional<Section> sectionNamed(std::string_view name);
/// inbound, backend, outbound, on-error.
[[nodiscard]] std::span<const std::string_view> allSectionNames();

/// Whether the policy may stand there: section, scope, gateway, fragment, container.
void checkPlace(const PolicyNode& node, const PolicyDescriptor& descriptor, const Place& place, const ValidationContext& context);

}  // namespace mgc::policy
