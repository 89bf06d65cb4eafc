#include "resources/types/subscription.h"

#include "base/text.h"
#include "resources/members.h"

namespace mgc::resources {
namespace {

SubscriptionState stateOf(std::string_view text) {
    if (equalsIgnoreCase(text, "active")) return SubscriptionState::Active;
    if (equalsIgnoreCase(text, "suspended")) return SubscriptionState::Suspended;
    if (equalsIgnoreCase(text, "expired")) return SubscriptionState::Expired;
    if (equalsIgnoreCase(text, "rejected")) return SubscriptionState::Rejected;
    if (equalsIgnoreCase(text, "cancelled")) return SubscriptionState::Cancelled;
    return SubscriptionState::Submitted;
}

std::optional<Instant> timeOf(const Members& members, std::string_view name) {
    const auto time = parseIso8601(members.text(name));
    return time ? std::optional(*time) : std::nullopt;
}

void readScope(std::string_view scope, Subscription& subscription) {
    scope = relativeId(scope);
    while (scope.ends_with('/')) scope.remove_suffix(1);
    subscription.scopeName = lastSegment(scope);
    if (scope.empty()) {
        subscription.scopeKind = Subscription::ScopeKind::AllAccess;
    } else if (equalsIgnoreCase(subscription.scopeName, "apis")) {
        subscription.scopeKind = Subscription::ScopeKind::AllApis;
        subscription.scopeName.clear();
    } else {
        const std::string_view parent = lastSegment(scope.substr(0, scope.size() - subscription.scopeName.size()));
        subscription.scopeKind = equalsIgnoreCase(parent, "products") ? Subscription::ScopeKind::Product : Subscription::ScopeKind::Api;
    }
}

}  // namespace

const ResourceDescriptor& subscription_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "subscription",
        .title = "Subscription",
        .folder = "subscriptions",
        .infoFile = "subscriptionInformation.json",
        .armType = "Microsoft.ApiManagement/service/subscriptions",
        .apiVersion = "2024-05-01",
        .help = "A pair of keys that opens a product, an API or all APIs.",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-subscriptions",
        .members = {
            {.name = "displayName", .needed = Needed::Required, .maximum = 100, .help = "Name shown to people."},
            {.name = "scope", .needed = Needed::Required, .help = "/apis, /apis/{id} or /products/{id}."},
            {.name = "state",
             .type = MemberType::Enumeration,
             .values = {"active", "suspended", "expired", "submitted", "rejected", "cancelled"},
             .help = "Only active keys work."},
            {.name = "ownerId", .help = "/users/{id}."},
            {.name = "allowTracing", .type = MemberType::Boolean, .help = "Calls with this key may be traced."},
            {.name = "primaryKey", .secret = true, .maximum = 256, .help = "Locally: leave it out, a local key is made."},
            {.name = "secondaryKey", .secret = true, .maximum = 256, .help = "Locally: leave it out, a local key is made."},
            {.name = "createdDate", .type = MemberType::DateTime, .help = "When it was made."},
            {.name = "startDate", .type = MemberType::DateTime, .help = "Note of the owner; does not switch anything."},
            {.name = "endDate", .type = MemberType::DateTime, .help = "Note of the owner; does not switch anything."},
        }};
    return descriptor;
}

Subscription readSubscription(Resource resource) {
    Subscription subscription;
    static_cast<Resource&>(subscription) = std::move(resource);
    const Members members = Members::of(subscription);
    subscription.displayName = members.text("displayName", subscription.name);
    readScope(members.text("scope"), subscription);
    // ARM: a subscription made without a state is submitted when its product needs approval, else active; files of APIOps always say it.
    subscription.state = stateOf(members.text("state", "active"));
    subscription.primaryKey = members.text("primaryKey");
    subscription.secondaryKey = members.text("secondaryKey");
    subscription.ownerId = relativeId(members.text("ownerId"));
    subscription.allowTracing = members.boolean("allowTracing", false);
    subscription.created = timeOf(members, "createdDate");
    subscription.start = timeOf(members, "startDate");
    subscription.end = timeOf(members, "endDate");
    return subscription;
}

Subscription masterSubscription() {
    Subscription master;
    master.name = "master";
    master.id = "/subscriptions/master";
    master.displayName = "Built-in all-access subscription";
    master.scopeKind = Subscription::ScopeKind::AllAccess;
    master.state = SubscriptionState::Active;
    master.allowTracing = true;
    return master;
}

}  // namespace mgc::resources
