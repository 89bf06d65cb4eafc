#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gateway/route/refusals.h"
#include "gateway/route/routed.h"

namespace mgc::gateway {

/// In whose name a request runs. Pointers live as long as the RouteTable.
struct Caller {
    const Refusal* refusal = nullptr;  ///< set: access denied, everything else is null
    const expression::SubscriptionData* subscription = nullptr;
    const expression::UserData* user = nullptr;
    const RoutedProduct* product = nullptr;  ///< set: the product's policy takes part
    [[nodiscard]] bool allowed() const { return refusal == nullptr; }
};

/// Subscription keys (reference/policies/error-handling.md 4). Immutable.
class KeyChecker {
public:
    explicit KeyChecker(const resources::Workspace& workspace, const std::vector<std::unique_ptr<RoutedProduct>>& products);

    /// Looks for a key in the API's header, else in its query parameter, and decides.
    [[nodiscard]] Caller check(const RoutedApi& api, const http::Headers& headers, std::string_view query) const;
    /// The caller as if this subscription's primary key had been checked; `subscription` null where there is none of that name.
    [[nodiscard]] Caller as(std::string_view subscriptionName) const;

private:
    struct Entry {
        const resources::Subscription* resource = nullptr;
        std::shared_ptr<const expression::SubscriptionData> primary, secondary;  ///< differ in `key`
        std::shared_ptr<const expression::UserData> user;
        const RoutedProduct* product = nullptr;
    };
    struct Key {
        const Entry* entry = nullptr;
        bool secondary = false;
    };
    [[nodiscard]] static bool fits(const Entry& entry, const RoutedApi& api);

    std::vector<std::unique_ptr<Entry>> m_entries;
    std::unordered_map<std::string_view, Key> m_keys;  ///< views into the subscription data
};

}  // namespace mgc::gateway
