#include "gateway/route/key_checker.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "gateway/route/path_text.h"

namespace mgc::gateway {
namespace {

using resources::Subscription;

constexpr std::size_t longestKey = 512;  // Azure allows 256; anything longer is no key and need not be hashed

std::optional<std::string_view> bearer(const http::Headers& headers) {
    const auto authorization = headers.get("Authorization");
    if (!authorization || !startsWithIgnoreCase(*authorization, "Bearer ")) return std::nullopt;
    return trimmed(authorization->substr(7));
}

}  // namespace

KeyChecker::KeyChecker(const resources::Workspace& workspace, const std::vector<std::unique_ptr<RoutedProduct>>& products) {
    for (const Subscription& subscription : workspace.subscriptions) {
        auto entry = std::make_unique<Entry>();
        entry->resource = &subscription;
        auto primary = subscriptionData(subscription);
        auto secondary = std::make_shared<expression::SubscriptionData>(*primary);
        primary->key = subscription.primaryKey;
        secondary->key = subscription.secondaryKey;
        entry->primary = std::move(primary);
        entry->secondary = std::move(secondary);
        if (!subscription.ownerId.empty()) {
            auto user = std::make_shared<expression::UserData>();  // APIOps has no users: the id is all that is known
            user->id = resources::lastSegment(subscription.ownerId);
            entry->user = std::move(user);
        }
        if (subscription.scopeKind == Subscription::ScopeKind::Product)
            for (const auto& product : products)
                if (equalsIgnoreCase(product->resource->name, subscription.scopeName) &&
                    equalsIgnoreCase(product->resource->workspace, subscription.workspace))
                    entry->product = product.get();
        if (!entry->primary->key.empty()) m_keys.try_emplace(entry->primary->key, Key{entry.get(), false});
        if (!entry->secondary->key.empty()) m_keys.try_emplace(entry->secondary->key, Key{entry.get(), true});
        m_entries.push_back(std::move(entry));
    }
}

bool KeyChecker::fits(const Entry& entry, const RoutedApi& api) {
    switch (entry.resource->scopeKind) {
        case Subscription::ScopeKind::AllAccess:
        case Subscription::ScopeKind::AllApis:
            return entry.resource->workspace.empty() || equalsIgnoreCase(entry.resource->workspace, api.resource->workspace);
        case Subscription::ScopeKind::Api:
            return equalsIgnoreCase(std::string_view(entry.resource->scopeName).substr(0, entry.resource->scopeName.find(";rev=")),
                                    api.resource->baseName()) &&
                   equalsIgnoreCase(entry.resource->workspace, api.resource->workspace);
        case Subscription::ScopeKind::Product:
            return std::find(api.products.begin(), api.products.end(), entry.product) != api.products.end();
    }
    return false;
}

Caller KeyChecker::check(const RoutedApi& api, const http::Headers& headers, std::string_view query) const {
    const expression::SubscriptionKeyParameterNames& names = api.data->keyNames;
    std::string decoded;
    std::optional<std::string_view> key = headers.get(names.header);
    if (!key && api.resource->keyAsBearer) key = bearer(headers);
    if (!key) {
        key = queryValue(query, names.query);
        if (key && key->size() <= longestKey && key->find_first_of("%+") != std::string_view::npos)
            key = decoded = percentDecoded(*key, true);
    }
    Caller caller;
    if (key && key->size() <= longestKey) {
        const auto found = m_keys.find(*key);
        if (found != m_keys.end() && found->second.entry->resource->state == resources::SubscriptionState::Active &&
            fits(*found->second.entry, api)) {
            const Entry& entry = *found->second.entry;
            caller.subscription = found->second.secondary ? entry.secondary.get() : entry.primary.get();
            caller.user = entry.user.get();
            caller.product = entry.product;
            return caller;
        }
    }
    if (api.openProduct) {
        caller.product = api.openProduct;
    } else if (api.resource->subscriptionRequired) {
        caller.refusal = key && !key->empty() ? &subscriptionKeyInvalid() : &subscriptionKeyNotFound();
    }
    return caller;
}

Caller KeyChecker::as(std::string_view subscriptionName) const {
    Caller caller;
    for (const auto& entry : m_entries) {
        if (!equalsIgnoreCase(entry->resource->name, subscriptionName)) continue;
        caller.subscription = entry->primary.get();
        caller.user = entry->user.get();
        caller.product = entry->product;
    }
    return caller;
}

}  // namespace mgc::gateway
