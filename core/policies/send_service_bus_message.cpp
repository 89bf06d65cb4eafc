#include "base/text.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class SendServiceBusMessage : public Step {
public:
    struct Property {
        Template name, value;
    };
    Template queue, topic, nameSpace, clientId, payload;
    std::vector<Property> properties;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto made = make(context);
        if (!made) co_return fail(std::move(made).error());
        Services& services = context.services();
        if (!services.messages) co_return fail("MessagingNotAvailable", "This gateway has no outbox for Service Bus messages.");
        const std::string target = made->target;
        auto delivered = co_await services.messages->deliver(std::move(*made), services.exchange);
        if (!delivered) co_return fail(std::move(delivered).error());
        if (context.trace())
            context.trace()->addMessage("send-service-bus-message", *delivered == Messages::Delivery::Sent
                                                                        ? "The message was sent to " + target + "."
                                                                        : "The message for " + target + " is in the local outbox.");
        co_return Flow::Continue;
    }

private:
    Result<OutgoingMessage> make(RequestContext& context) const {
        OutgoingMessage made;
        made.kind = queue.present() ? OutgoingMessage::Kind::Queue : OutgoingMessage::Kind::Topic;
        MGC_TRY_ASSIGN(made.target, (queue.present() ? queue : topic).text(context));
        const auto optional = [&](const Template& from, std::string& to) -> Result<void> {
            if (!from.present()) return {};
            MGC_TRY_ASSIGN(to, from.text(context));
            return {};
        };
        MGC_TRY(optional(nameSpace, made.nameSpace));
        MGC_TRY(optional(clientId, made.clientId));
        MGC_TRY(optional(payload, made.body));
        for (const auto& property : properties) {
            MGC_TRY_ASSIGN(std::string name, property.name.text(context));
            MGC_TRY_ASSIGN(std::string value, property.value.text(context));
            made.properties.emplace_back(std::move(name), std::move(value));
        }
        return made;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<SendServiceBusMessage>();
    MGC_TRY_ASSIGN(step->queue, context.attribute(node, "queue-name"));
    MGC_TRY_ASSIGN(step->topic, context.attribute(node, "topic-name"));
    MGC_TRY_ASSIGN(step->nameSpace, context.attribute(node, "namespace"));
    MGC_TRY_ASSIGN(step->clientId, context.attribute(node, "client-id"));
    for (const auto& child : node.children) {
        if (child.name == "payload") {
            MGC_TRY_ASSIGN(step->payload, context.text(child));
        }
        if (child.name != "message-properties") continue;
        for (const auto& each : child.children) {
            SendServiceBusMessage::Property property;
            MGC_TRY_ASSIGN(property.name, context.attribute(each, "name"));
            MGC_TRY_ASSIGN(property.value, context.text(each));
            step->properties.push_back(std::move(property));
        }
    }
    return step;
}

std::vector<ElementDescriptor> children() {
    // The docs' examples have the two in either order.
    return {{.name = "message-properties",
             .content = Content::Elements,
             .children = {{.name = "message-property",
                           .attributes = {{.name = "name", .presence = Presence::Required, .help = "Property"}},
                           .content = Content::Text,
                           .help = "A property and its value"}},
             .maximum = 1,
             .help = "Properties of the message"},
            {.name = "payload", .content = Content::Text, .minimum = 1, .maximum = 1, .help = "Body of the message"}};
}

}  // namespace

const PolicyDescriptor& send_service_bus_message_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Integration and external communication",
        .element = {.name = "send-service-bus-message",
                    .attributes = {{.name = "queue-name", .help = "Queue"},
                                   {.name = "topic-name", .help = "Topic"},
                                   {.name = "namespace", .help = "Host name of the Service Bus namespace"},
                                   {.name = "client-id", .help = "User-assigned identity that sends; absent: the system-assigned one"}},
                    .content = Content::Elements,
                    .children = children(),
                    .help = "Sends a message to a queue or topic",
                    .groups = {{AttributeGroup::Rule::ExactlyOne, {"queue-name", "topic-name"}}}},
        .sections = {Section::Inbound, Section::Outbound, Section::OnError},
        .scopes = {Scope::Global, Scope::Product, Scope::Api, Scope::Operation},
        .summary = "Sends a message to a Service Bus queue or topic",
        .documentation = "https://learn.microsoft.com/azure/api-management/send-service-bus-message-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
