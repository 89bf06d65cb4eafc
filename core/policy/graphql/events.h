#pragma once
#include <cstddef>
#include <string_view>

namespace mgc::policy {

/// Clients that have subscribed to events of GraphQL APIs. May be called from every worker thread.
class GraphQlEvents {
public:
    virtual ~GraphQlEvents() = default;
    /// Hands an event, the JSON value of the subscription field `field`, to all who have subscribed to it; returns their number.
    virtual std::size_t publish(std::string_view apiId, std::string_view field, std::string_view value) = 0;
};

}  // namespace mgc::policy
