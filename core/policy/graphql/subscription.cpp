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
    SubscriptionEvents(SubscriptionRequest request, const GraphQlCall& call, RequestContext& context, std::shared_ptr<EventQueue> queue)
        : m_request(std::move(request)), m_call(call), m_context(context), m_queue(std::move(queue)) {}

    [[nodiscard]] Task<Result<std::optional<std::string>>> next() override {
        Duration quiet{};
        while (!m_ended && m_silence < longestSilence) {
            auto event = m_queue->take();
            if (event) {
                m_silence = {};
                auto text = co_await answer(*event);
                co_return std::optional<std::string>(std::move(text));
            }
            if (m_context.cancellation && m_context.cancellation->requested()) break;
            co_await m_context.services().clock.sleep(pollEvery);
            quiet += pollEvery;
            m_silence += pollEvery;
            if (quiet >= keepAlive) co_return std::optional<std::string>(":\n\n");
        }
        if (std::exchange(m_ended, true)) co_return std::optional<std::string>();
        co_return std::optional<std::string>("event: complete\ndata:\n\n");
    }

private:
    Task<std::string> answer(const std::string& event) {
        const graphql::Schema& schema = *m_call.api().schema();
        const Json value = Json::parse(event, nullptr, false);
        const Json none;
        ResolverRun run(m_call, m_context);
        EventValues values(run, *schema.root(graphql::OperationKind::Subscription), value);
        const auto execution =
            co_await graphql::execute(schema, *m_request.document, *m_request.operation, m_request.variables, none, values);
        co_return "event: next\ndata: " + execution.toJson().dump(-1, ' ', false, Json::error_handler_t::replace) + "\n\n";
    }

    SubscriptionRequest m_request;
    const GraphQlCall& m_call;
    RequestContext& m_context;
    std::shared_ptr<EventQueue> m_queue;
    Duration m_silence{};
    bool m_ended = false;
};

}  // namespace

std::unique_ptr<http::BodySource> subscriptionEvents(SubscriptionRequest request, const GraphQlCall& call, RequestContext& context) {
    const graphql::Schema& schema = *call.api().schema();
    const graphql::Introspection::SelectionSets sets{&request.operation->selections};
    const auto fields =
        graphql::collectFields(schema, *request.document, request.variables, *schema.root(graphql::OperationKind::Subscription), sets);
    if (fields.empty() || !call.events()) return nullptr;
    auto queue = call.events()->subscribe(call.api().id(), fields.front().selection->name);
    if (!queue) return nullptr;
    return std::make_unique<SubscriptionEvents>(std::move(request), call, context, std::move(queue));
}

}  // namespace mgc::policy
