#include "policies/support/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

#include "base/text.h"

namespace mgc::policies {

std::optional<Address> parseAddress(std::string_view text) {
    const std::string inner(trimmed(text));
    Address address{};
    if (inet_pton(AF_INET6, inner.c_str(), address.data()) == 1) return address;
    std::array<std::uint8_t, 4> four{};
    if (inet_pton(AF_INET, inner.c_str(), four.data()) != 1) return std::nullopt;
    address.fill(0);
    address[10] = address[11] = 0xff;
    std::ranges::copy(four, address.begin() + 12);
    return address;
}

}  // namespace mgc::policies
