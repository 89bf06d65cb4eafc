#pragma once
#include <memory>

#include "graphql/run/execution.h"
#include "http/body.h"
#include "policy/graphql/graphql_call.h"

namespace mgc::policy {

/// A subscription that a client has asked for: its document is validated, its variables are coerced.
struct SubscriptionRequest {
    std::shared_ptr<const graphql::Document> document;
    const graphql::Operation* operation = nullptr;
    graphql::Json variables;
};

/// The events of a subscription as server-sent events: "next" for each, a comment every 15 s, "complete" after an hour without an event.
/// DIFFERS: Azure takes subscriptions over WebSocket (graphql-ws); this gateway gives them to a POST with Accept: text/event-stream.
/// Null where there are too many subscribers. `call` and `context` must live until the body has ended.
[[nodiscard]] std::unique_ptr<http::BodySource> subscriptionEvents(SubscriptionRequest request, const GraphQlCall& call,
                                                                   RequestContext& context);

}  // namespace mgc::policy
