#pragma once
#include <span>
#include <string_view>

namespace mgc::policy {

/// Every policy element that Azure has (the docs' policy index and the extra elements of the product's XSD and toolkit), whether this
/// program runs it or not.
[[nodiscard]] std::span<const std::string_view> knownPolicies();
[[nodiscard]] bool isKnownPolicy(std::string_view element);
/// Known policies that hold other policies: their children are checked even while they are not supported themselves.
[[nodiscard]] bool isKnownContainer(std::string_view element);

}  // namespace mgc::policy
