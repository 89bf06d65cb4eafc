#include "policies/support/trace_note.h"
#include "policy/graphql/resolver_run.h"
#include "policy/program/compile_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class PublishEvent : public Step {
public:
    explicit PublishEvent(std::vector<std::string> targets) : m_targets(std::move(targets)) {}

    Result<Flow> run(RequestContext& context) const override {
        const auto* resolver = hookOf<ResolverScope>(context);
        if (!resolver) {
            PolicyError error;
            error.reason = "ConfigurationError";
            error.message = "publish-event stands outside of a GraphQL resolver.";
            return context.fail(std::move(error));
        }
        const auto value = valueOfBody(context.ensureResponse().body.view());
        const std::string text = value.dump(-1, ' ', false, graphql::Json::error_handler_t::replace);
        for (const auto& target : m_targets) {
            const auto clients = resolver->publish(target, text);
            if (context.trace())
                note(context, "publish-event", "The event was published.",
                     {{"subscription", target}, {"clients", std::to_string(clients)}});
        }
        return Flow::Continue;
    }

private:
    std::vector<std::string> m_targets;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    std::vector<std::string> targets;
    if (const auto* list = node.child("targets"))
        for (const auto& target : list->children) targets.push_back(context.constant(target, "id"));
    auto step = std::make_unique<PublishEvent>(std::move(targets));
    step->setReads({.requestBody = false, .responseBody = true});
    return step;
}

}  // namespace

const PolicyDescriptor& publish_event_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "GraphQL",
        .element = {.name = "publish-event",
                    .content = Content::Elements,
                    .children = {{.name = "targets",
                                  .content = Content::Elements,
                                  .children = {{.name = "graphql-subscription",
                                                .attributes = {{.name = "id",
                                                                .type = AttributeType::Name,
                                                                .presence = Presence::Required,
                                                                .expressions = Expressions::NotAllowed,
                                                                .help = "Field of the schema's Subscription type"}},
                                                .minimum = 1,
                                                .help = "A subscription that gets the event"}},
                                  .minimum = 1,
                                  .maximum = 1,
                                  .help = "Subscriptions that get the event"}},
                    .help = "Publishes the resolver's result to subscribers"},
        .sections = {},
        .gateways = {Gateway::Classic, Gateway::V2, Gateway::Consumption},
        .resolver = true,
        .summary = "Publishes an event to GraphQL subscriptions",
        .documentation = "https://learn.microsoft.com/azure/api-management/publish-event-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
