#include <algorithm>

#include "base/text.h"
#include "expression/host/host_values.h"
#include "http/content_coding.h"
#include "policies/support/outgoing_request.h"
#include "policies/support/without_effect.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class SendRequest : public Step {
public:
    OutgoingRequest request;
    Template variable;
    NumberSetting timeout, timeoutMs;
    BooleanSetting ignoreError, failOnErrorStatus;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto name = variable.text(context);
        if (!name) co_return fail(std::move(name).error());
        auto ignore = ignoreError.get(context);
        if (!ignore) co_return fail(std::move(ignore).error());
        auto answer = co_await call(context);
        if (!answer) {
            if (!*ignore) co_return fail(std::move(answer).error());
            PolicyError ignored = context.takeError(answer.error());
            if (context.trace()) context.trace()->addMessage("send-request", "Ignored: " + ignored.message);
            context.variables.set(*name, expression::Value::null());
            co_return Flow::Continue;
        }
        context.variables.set(*name, expression::makeResponse(std::make_shared<expression::ResponseData>(std::move(*answer))));
        co_return Flow::Continue;
    }

private:
    Task<Result<http::Response>> call(RequestContext& context) const {
        auto made = co_await request.make(context);
        if (!made) co_return fail(std::move(made).error());
        http::SendOptions options;
        options.cancellation = context.cancellation;
        auto wait = patience(context);
        if (!wait) co_return fail(std::move(wait).error());
        options.headerTimeout = *wait;
        auto completed = request.complete(options, context);
        if (!completed) co_return fail(std::move(completed).error());
        if (context.trace()) context.trace()->addMessage("send-request", made->method + " " + made->url.toText());
        auto response = co_await context.services().exchange.send(std::move(*made), std::move(options));
        if (!response) co_return fail(std::move(response).error());
        // Expressions reach the body through the variable, at any time: it has to be whole.
        auto buffered = co_await response->body.buffer(context.services().bodyLimit);
        if (!buffered) co_return fail(std::move(buffered).error());
        auto decoded = http::decodeBody(response->headers, response->body, context.services().bodyLimit);
        if (!decoded) co_return fail(std::move(decoded).error());
        if (failOnErrorStatus.present()) {
            auto strict = failOnErrorStatus.get(context);
            if (!strict) co_return fail(std::move(strict).error());
            if (*strict && response->status >= 400) {
                PolicyError error;
                error.reason = "BackendErrorStatusCode";
                error.message = "The service answered with status code " + std::to_string(response->status) + ".";
                co_return context.fail(std::move(error));
            }
        }
        co_return response;
    }

    Result<Duration> patience(RequestContext& context) const {
        double seconds = 60;
        if (timeout.present()) {
            MGC_TRY_ASSIGN(seconds, timeout.get(context));
        }
        if (timeoutMs.present()) {
            MGC_TRY_ASSIGN(seconds, timeoutMs.get(context));
            seconds /= 1000;
        }
        seconds = seconds > 0 ? std::min(seconds, 3600.0) : 60;
        return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<SendRequest>();
    MGC_TRY_ASSIGN(step->request, OutgoingRequest::compile(node, context));
    step->setReads(step->request.reads());
    MGC_TRY_ASSIGN(step->variable, context.attribute(node, "response-variable-name"));
    MGC_TRY_ASSIGN(step->timeout, context.number(node, "timeout"));
    MGC_TRY_ASSIGN(step->timeoutMs, context.number(node, "timeout-ms"));
    MGC_TRY_ASSIGN(step->ignoreError, context.boolean(node, "ignore-error"));
    MGC_TRY_ASSIGN(step->failOnErrorStatus, context.boolean(node, "fail-on-error-status-code"));
    withoutEffect(context, node, "buffer-response", "the response in a variable is always whole");
    if (!step->variable.present()) return context.error("MGC2414", "send-request needs response-variable-name.", node);
    return step;
}

}  // namespace

const PolicyDescriptor& send_request_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Integration and external communication",
        .element = {.name = "send-request",
                    .attributes = {{.name = "mode",
                                    .type = AttributeType::Enumeration,
                                    .defaultValue = "new",
                                    .values = {"new", "copy"},
                                    .help = "Start from a blank request or from the current one"},
                                   {.name = "response-variable-name",
                                    .type = AttributeType::VariableName,
                                    .presence = Presence::Required,
                                    .help = "Variable that takes the response"},
                                   {.name = "timeout",
                                    .type = AttributeType::Integer,
                                    .defaultValue = "60",
                                    .minimum = 0,
                                    .unit = "seconds",
                                    .help = "Longest wait for the response"},
                                   {.name = "timeout-ms",
                                    .type = AttributeType::Integer,
                                    .minimum = 0,
                                    .unit = "milliseconds",
                                    .help = "The same in milliseconds"},
                                   {.name = "ignore-error",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "false",
                                    .help = "On failure set the variable to null and go on"},
                                   {.name = "buffer-response",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "true",
                                    .help = "Responses in variables are always whole"},
                                   {.name = "fail-on-error-status-code",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "false",
                                    .help = "Treat status 400 to 599 as an error"}},
                    .content = Content::Elements,
                    .children = OutgoingRequest::children(),
                    .ordered = true,
                    .help = "Calls another service"},
        .summary = "Calls a service and puts its response into a variable",
        .documentation = "https://learn.microsoft.com/azure/api-management/send-request-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
