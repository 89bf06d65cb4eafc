#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mgc::policies {

/// An IPv4 or IPv6 address as 16 bytes (IPv4 mapped), so that both compare in one order.
using Address = std::array<std::uint8_t, 16>;
/// "10.0.0.1", "::1"; nullopt for anything else.
[[nodiscard]] std::optional<Address> parseAddress(std::string_view text);

}  // namespace mgc::policies
