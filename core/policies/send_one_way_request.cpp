#include <algorithm>

#include "policies/support/outgoing_request.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// Sends and reads the answer away; owns all it needs, so that it may outlive the request.
Task<void> sendAway(http::Exchange& exchange, http::Request request, http::SendOptions options) {
    constexpr int mostPieces = 1000;
    auto response = co_await exchange.send(std::move(request), std::move(options));
    if (!response) co_return;
    for (int i = 0; i < mostPieces; ++i) {
        auto piece = co_await response->body.next();
        if (!piece || !*piece) co_return;
    }
}

class SendOneWayRequest : public Step {
public:
    OutgoingRequest request;
    NumberSetting timeout;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto made = co_await request.make(context);
        if (!made) co_return fail(std::move(made).error());
        auto seconds = timeout.get(context);
        if (!seconds) co_return fail(std::move(seconds).error());
        http::SendOptions options;
        options.headerTimeout = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::clamp(*seconds, 0.001, 3600.0)));
        auto completed = request.complete(options, context);
        if (!completed) co_return fail(std::move(completed).error());
        if (context.trace()) context.trace()->addMessage("send-one-way-request", made->method + " " + made->url.toText());
        Services& services = context.services();
        if (services.background) {
            startTask(sendAway(*services.background, std::move(*made), std::move(options)), [] {});
            co_return Flow::Continue;
        }
        co_await sendAway(services.exchange, std::move(*made), std::move(options));
        co_return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<SendOneWayRequest>();
    MGC_TRY_ASSIGN(step->request, OutgoingRequest::compile(node, context));
    step->setReads(step->request.reads());
    MGC_TRY_ASSIGN(step->timeout, context.number(node, "timeout"));
    return step;
}

}  // namespace

const PolicyDescriptor& send_one_way_request_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Integration and external communication",
        .element = {.name = "send-one-way-request",
                    .attributes = {{.name = "mode",
                                    .type = AttributeType::Enumeration,
                                    .defaultValue = "new",
                                    .values = {"new", "copy"},
                                    .help = "Start from a blank request or from the current one"},
                                   {.name = "timeout",
                                    .type = AttributeType::Integer,
                                    .defaultValue = "60",
                                    .minimum = 0,
                                    .unit = "seconds",
                                    .help = "Longest wait for the response"}},
                    .content = Content::Elements,
                    .children = OutgoingRequest::children(),
                    .ordered = true,
                    .help = "Calls another service without waiting"},
        .summary = "Calls a service without waiting for its answer; failures do not matter",
        .documentation = "https://learn.microsoft.com/azure/api-management/send-one-way-request-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
