#include "base/text.h"
#include "policies/support/body_edit.h"
#include "policies/support/dapr_call.h"

namespace mgc::policies {

using namespace policy;

namespace {

class PublishToDapr : public Step {
public:
    Template pubsub, topic;
    BodyEdit message;
    DaprCall call;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto path = address(context);
        if (!path) co_return fail(std::move(path).error());
        auto body = message.make(context);
        if (!body) co_return fail(std::move(body).error());
        std::string source = "publish-to-dapr";
        auto flow = co_await call.post(context, std::move(*path), std::move(*body), std::move(source));
        co_return flow;
    }

private:
    /// Without pubsub-name the topic is "pubsub/topic".
    Result<std::string> address(RequestContext& context) const {
        MGC_TRY_ASSIGN(const std::string name, topic.text(context));
        if (!pubsub.present()) return "publish/" + name;
        MGC_TRY_ASSIGN(const std::string component, pubsub.text(context));
        return "publish/" + percentEncoded(component) + "/" + percentEncoded(name);
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<PublishToDapr>();
    MGC_TRY_ASSIGN(step->pubsub, context.attribute(node, node.attribute("pub-sub-name") ? "pub-sub-name" : "pubsub-name"));
    MGC_TRY_ASSIGN(step->topic, context.attribute(node, "topic"));
    MGC_TRY_ASSIGN(step->message, BodyEdit::compile(node, context));
    step->setReads(step->message.reads());
    MGC_TRY_ASSIGN(step->call, DaprCall::compile(node, context));
    if (!step->pubsub.present() && step->topic.isConstant() && step->topic.constantText().find('/') == std::string::npos)
        context.diagnostics().warning("MGC2434", "Without pubsub-name the topic has to be 'pubsub/topic': Dapr will not find this one.", node.range,
                                      node.name);
    return step;
}

std::vector<AttributeDescriptor> attributes() {
    std::vector<AttributeDescriptor> all{{.name = "pubsub-name", .help = "Dapr component; absent: part of the topic"},
                                         {.name = "pub-sub-name", .help = "The policy toolkit's spelling of pubsub-name"},
                                         {.name = "topic", .presence = Presence::Required, .help = "Topic"}};
    for (auto& attribute : DaprCall::attributes()) all.push_back(std::move(attribute));
    return all;
}

}  // namespace

const PolicyDescriptor& publish_to_dapr_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Integration and external communication",
        .element = {.name = "publish-to-dapr",
                    .attributes = attributes(),
                    .content = Content::Text,
                    .help = "Publishes the text through Dapr"},
        .sections = {Section::Inbound, Section::Outbound, Section::OnError},  // outbound, on-error: the policy toolkit
        .gateways = Gateway::SelfHosted,
        .summary = "Publishes a message to a topic through the Dapr sidecar",
        .documentation = "https://learn.microsoft.com/azure/api-management/publish-to-dapr-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
