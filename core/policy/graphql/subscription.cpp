#include "policy/graphql/subscription.h"

#include "graphql/run/inputs.h"
#include "policy/graphql/resolver_run.h"

namespace mgc::policy {

using graphql::Json;

namespace {

constexpr Duration pollEvery = std::chrono::milliseconds(50);
constexpr Duration keepAlive = std::chrono::seconds(15);
constexpr Duration longestSilence = std::chrono::hours(1);

/// The event is the value of the root field; below it resolvers work as anywhere.
class EventValues : public graphql::FieldSource {
public:
    EventValues(ResolverRun& run, const graphql::Type& root, const Json& value) : m_run(run), m_root(root), m_value(value) {}
    [[nodiscard]] bool resolves(const graphql::Type& parent, const graphql::Field& field) const override {
        return (&parent == &m_root && !field.name.starts_with("__")) || m_run.resolves(parent, field);
    }
    [[nodiscard]] bool reaches(const graphql::Type& type) const override { return m_run.reaches(type); }
    [[nodiscard]] Task<Result<Json>> resolve(graphql::FieldCall call) override {
        if (&call.parentType == &m_root) co_return m_value;
        auto resolved = co_await m_run.resolve(std::move(call));
        co_return resolved;
    }

private:
    ResolverRun& m_run;
    const graphql::Type& m_root;
    const Json& m_value;
};

class SubscriptionEvents : public http::BodySource {
public:
    explicit SubscriptionEvents(std::unique_ptr<SubscriptionFeed> feed) : m_feed(std::move(feed)) {}

    [[nodiscard]] Task<Result<std::optional<std::string>>> next() override {
        if (!m_ended && m_silence < longestSilence) {
            auto event = co_await m_feed->next(keepAlive);
            if (event) {
                m_silence = {};
                co_return std::optional<std::string>("event: next\ndata: " + *event + "\n\n");
            }
            m_silence += keepAlive;
            if (!m_feed->isCancelled() && m_silence < longestSilence) co_return std::optional<std::string>(":\n\n");
        }
        if (std::exchange(m_ended, true)) co_return std::optional<std::string>();
        co_return std::optional<std::string>("event: complete\ndata:\n\n");
    }

private:
    std::unique_ptr<SubscriptionFeed> m_feed;
    Duration m_silence{};
    bool m_ended = false;
};

}  // namespace

std::unique_ptr<SubscriptionFeed> SubscriptionFeed::open(SubscriptionRequest request, const GraphQlCall& call, RequestContext& context) {
    const graphql::Schema& schema = *call.api().schema();
    const graphql::Introspection::SelectionSets sets{&request.operation->selections};
    const auto fields =
        graphql::collectFields(schema, *request.document, request.variables, *schema.root(graphql::OperationKind::Subscription), sets);
    if (fields.empty() || !call.events()) return nullptr;
    auto queue = call.events()->subscribe(call.api().id(), fields.front().selection->name);
    if (!queue) return nullptr;
    return std::unique_ptr<SubscriptionFeed>(new SubscriptionFeed(std::move(request), call, context, std::move(queue)));
}

bool SubscriptionFeed::isCancelled() const { return m_context.cancellation && m_context.cancellation->requested(); }

Task<std::optional<std::string>> SubscriptionFeed::next(Duration wait) {
    for (Duration waited{};; waited += pollEvery) {
        const auto event = m_queue->take();
        if (event) {
            auto text = co_await answer(*event);
            co_return std::optional<std::string>(std::move(text));
        }
        if (waited >= wait || isCancelled()) co_return std::nullopt;
        co_await m_context.services().clock.sleep(pollEvery);
    }
}

Task<std::string> SubscriptionFeed::answer(const std::string& event) {
    const graphql::Schema& schema = *m_call.api().schema();
    const Json value = Json::parse(event, nullptr, false);
    const Json none;
    ResolverRun run(m_call, m_context);
    EventValues values(run, *schema.root(graphql::OperationKind::Subscription), value);
    const auto execution = co_await graphql::execute(schema, *m_request.document, *m_request.operation, m_request.variables, none, values);
    co_return execution.toJson().dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::unique_ptr<http::BodySource> subscriptionEvents(std::unique_ptr<SubscriptionFeed> feed) {
    return std::make_unique<SubscriptionEvents>(std::move(feed));
}

}  // namespace mgc::policy
