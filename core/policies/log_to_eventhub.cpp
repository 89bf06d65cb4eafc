#include "base/text.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

constexpr std::size_t longestMessage = 200u << 10;  // the rest is cut off (docs "log-to-eventhub")

/// Cut at a character of UTF-8.
void cut(std::string& text) {
    if (text.size() <= longestMessage) return;
    std::size_t end = longestMessage;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
}

/// Owns what it needs: it may outlive the request.
Task<void> sendAway(Messages& messages, OutgoingMessage message, http::Exchange& exchange) {
    auto delivered = co_await messages.deliver(std::move(message), exchange);
    (void)delivered;  // a failure does not touch the call
}

class LogToEventHub : public Step {
public:
    Template logger, partitionId, partitionKey, message;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto made = make(context);
        if (!made) co_return fail(std::move(made).error());
        Services& services = context.services();
        if (context.trace())
            context.trace()->addMessage("log-to-eventhub",
                                        "Message of " + std::to_string(made->body.size()) + " bytes for logger " + made->target + ".");
        if (!services.messages) co_return fail("MessagingNotAvailable", "This gateway has no outbox for event hub messages.");
        if (services.background) {
            startTask(sendAway(*services.messages, std::move(*made), *services.background), [] {});
            co_return Flow::Continue;
        }
        co_await sendAway(*services.messages, std::move(*made), services.exchange);
        co_return Flow::Continue;
    }

private:
    Result<OutgoingMessage> make(RequestContext& context) const {
        OutgoingMessage made;
        made.kind = OutgoingMessage::Kind::EventHub;
        MGC_TRY_ASSIGN(made.target, logger.text(context));
        if (partitionId.present()) {
            MGC_TRY_ASSIGN(made.partitionId, partitionId.text(context));
        }
        if (partitionKey.present()) {
            MGC_TRY_ASSIGN(made.partitionKey, partitionKey.text(context));
        }
        MGC_TRY_ASSIGN(made.body, message.text(context));
        cut(made.body);
        return made;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<LogToEventHub>();
    MGC_TRY_ASSIGN(step->logger, context.attribute(node, "logger-id"));
    MGC_TRY_ASSIGN(step->partitionId, context.attribute(node, "partition-id"));
    MGC_TRY_ASSIGN(step->partitionKey, context.attribute(node, "partition-key"));
    MGC_TRY_ASSIGN(step->message, context.text(node));
    return step;
}

}  // namespace

const PolicyDescriptor& log_to_eventhub_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Integration and external communication",
        .element = {.name = "log-to-eventhub",
                    .attributes =
                        {{.name = "logger-id", .type = AttributeType::LoggerId, .presence = Presence::Required, .help = "Event hub logger"},
                         {.name = "partition-id", .expressions = Expressions::NotAllowed, .help = "Partition that takes the message"},
                         {.name = "partition-key", .help = "Messages with equal keys go to one partition"}},
                    .content = Content::Text,
                    .help = "Sends a text to an event hub",
                    .groups = {{AttributeGroup::Rule::AtMostOne, {"partition-id", "partition-key"}}}},
        .scopes = {Scope::Global, Scope::Product, Scope::Api, Scope::Operation},
        .summary = "Sends a text to an event hub without waiting; at most 200 KB",
        .documentation = "https://learn.microsoft.com/azure/api-management/log-to-eventhub-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
