#pragma once
#include <memory>
#include <optional>
#include <string>
#include <utility>

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

/// The events of one subscription, each as the JSON text of its execution result. `call` and `context` must outlive it.
class SubscriptionFeed {
public:
    /// Null where there are too many subscribers, or nobody who brings events.
    [[nodiscard]] static std::unique_ptr<SubscriptionFeed> open(SubscriptionRequest request, const GraphQlCall& call,
                                                                RequestContext& context);

    /// The next one; nullopt if none has come within `wait`, or the request was cancelled.
    [[nodiscard]] Task<std::optional<std::string>> next(Duration wait);
    [[nodiscard]] bool isCancelled() const;

private:
    SubscriptionFeed(SubscriptionRequest request, const GraphQlCall& call, RequestContext& context, std::shared_ptr<EventQueue> queue)
        : m_request(std::move(request)), m_call(call), m_context(context), m_queue(std::move(queue)) {}
    [[nodiscard]] Task<std::string> answer(const std::string& event);

    SubscriptionRequest m_request;
    const GraphQlCall& m_call;
    RequestContext& m_context;
    std::shared_ptr<EventQueue> m_queue;
};

/// A feed as server-sent events: "next" for each event, a comment every 15 s, "complete" after an hour without an event.
/// DIFFERS: Azure takes subscriptions over WebSocket only (SubscriptionSocket); this gateway also answers a POST with
/// Accept: text/event-stream.
[[nodiscard]] std::unique_ptr<http::BodySource> subscriptionEvents(std::unique_ptr<SubscriptionFeed> feed);

}  // namespace mgc::policy
