#include "policies/support/dapr_call.h"

#include <algorithm>

#include "base/text.h"
#include "expression/host/host_values.h"
#include "http/uri_text.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

Result<DaprCall> DaprCall::compile(const PolicyNode& node, CompileContext& context) {
    DaprCall call;
    MGC_TRY_ASSIGN(call.m_ignoreError, context.boolean(node, "ignore-error"));
    MGC_TRY_ASSIGN(call.m_variable, context.attribute(node, "response-variable-name"));
    MGC_TRY_ASSIGN(call.m_contentType, context.attribute(node, "content-type"));
    MGC_TRY_ASSIGN(call.m_timeout, context.number(node, "timeout"));
    if (call.m_timeout.present() && call.m_timeout.isConstant() && call.m_timeout.constant() > 240)
        context.diagnostics().warning("MGC2435", "Dapr is waited for 240 seconds at most; a longer timeout counts as 240.", node.range,
                                      node.name);
    if (const auto* written = node.attribute("template"); written && !equalsIgnoreCase(written->text, "liquid"))
        context.diagnostics().warning("MGC2436", "'" + written->text + "' is no known template language: the text is sent as it stands.",
                                      node.range, node.name);
    return call;
}

std::vector<AttributeDescriptor> DaprCall::attributes() {
    return {{.name = "ignore-error", .type = AttributeType::Boolean, .defaultValue = "false", .help = "Go on when Dapr fails"},
            {.name = "response-variable-name", .type = AttributeType::VariableName, .help = "Variable that takes Dapr's answer"},
            {.name = "timeout",
             .type = AttributeType::Integer,
             .defaultValue = "5",
             .minimum = 1,  // the docs say 1 to 240, the policy toolkit writes 5000
             .unit = "seconds",
             .help = "Longest wait for the answer"},
            {.name = "template", .expressions = Expressions::NotAllowed, .help = "Template language of the text"},
            {.name = "content-type",
             .type = AttributeType::Enumeration,
             .expressions = Expressions::NotAllowed,
             .defaultValue = "application/json",
             .values = {"application/json"},
             .help = "Type of the text"}};
}

Task<Result<Flow>> DaprCall::post(RequestContext& context, std::string path, http::Body body, std::string source) const {
    auto url = http::parseUrl("http://localhost:3500/v1.0/" + http::uriEscaped(path));
    if (!url) co_return fail("UriFormatException", "The Dapr name '" + path + "' makes no address.");
    http::Request request;
    request.method = "POST";
    request.url = std::move(*url);
    request.body = std::move(body);
    auto type = m_contentType.text(context);
    if (!type) co_return fail(std::move(type).error());
    request.headers.add("Content-Type", *type);
    auto seconds = m_timeout.get(context);
    if (!seconds) co_return fail(std::move(seconds).error());
    auto ignored = m_ignoreError.get(context);
    if (!ignored) co_return fail(std::move(ignored).error());
    http::SendOptions options;
    options.headerTimeout = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::clamp(*seconds, 1.0, 240.0)));
    options.cancellation = context.cancellation;
    auto response = co_await context.services().exchange.send(std::move(request), std::move(options));
    if (response) {
        auto whole = co_await response->body.buffer(context.services().bodyLimit);
        if (!whole) response = fail(std::move(whole).error());
    }
    if (!response || response->status >= 400) {
        const std::string text =
            response ? "Dapr answered with status code " + std::to_string(response->status) + "." : response.error().fullMessage();
        if (context.trace()) context.trace()->addMessage(source, text);
        if (!*ignored && !response) co_return fail(std::move(response).error());
        if (!*ignored) {
            PolicyError error;
            error.reason = "DaprFailure";  // docs silent on the name
            error.message = text;
            co_return context.fail(std::move(error));
        }
    }
    if (m_variable.present()) {
        auto name = m_variable.text(context);
        if (!name) co_return fail(std::move(name).error());
        if (response)
            context.variables.set(*name, expression::makeResponse(std::make_shared<expression::ResponseData>(std::move(*response))));
        else
            context.variables.set(*name, expression::Value());
    }
    co_return Flow::Continue;
}

}  // namespace mgc::policies
