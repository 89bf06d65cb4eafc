#pragma once
#include <QString>
#include <optional>
#include <string>

#include "resources/types/backend.h"

// New values of "/properties/pool/services" of a pool's file. What is not named here stays as it is written: unknown members of an
// entry move with it.
namespace mgc::ui::pool_edits {

inline constexpr const char* services = "/properties/pool/services";
inline constexpr std::size_t maximumMembers = 30;  ///< Azure's bound (reference/policies/backends.md)

/// JSON pointer of a member's weight.
[[nodiscard]] std::string weightPointer(std::size_t member);
/// The list with `member` one priority lower (`step` -1: called earlier) or higher (+1). Groups are the numbers that are in use; beyond
/// the last one a new group begins. Nothing where the member would stay where it is.
[[nodiscard]] std::optional<std::string> withPriorityMoved(const resources::Backend& pool, std::size_t member, int step);
/// The list with `member` in the group `priority` (0 to 100). Nothing where it is there already.
[[nodiscard]] std::optional<std::string> withPriority(const resources::Backend& pool, std::size_t member, std::int64_t priority);
[[nodiscard]] std::string withMember(const resources::Backend& pool, const QString& backend);
[[nodiscard]] std::string without(const resources::Backend& pool, std::size_t member);

}  // namespace mgc::ui::pool_edits
