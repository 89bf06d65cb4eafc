#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "http/uri_text.h"
#include "policies/support/backend_call.h"
#include "policies/support/block_body.h"
#include "policies/support/without_effect.h"
#include "policy/graphql/graphql_call.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/correlation.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

constexpr int mostRedirects = 10;

bool isEventStream(const http::Headers& headers) {
    const auto type = headers.get("Content-Type");
    return type && startsWithIgnoreCase(trimmed(*type), "text/event-stream");
}

/// The network's client leaves them out already; other exchanges may not.
void dropHopByHop(http::Headers& headers) {
    const auto isOne = [](http::Headers::Field field) { return http::isHopByHop(field.name); };
    bool any = false;
    for (const auto field : headers) any = any || isOne(field);
    if (!any) return;
    http::Headers kept;
    kept.reserve(headers.size(), 1024);
    for (const auto field : headers)
        if (!isOne(field)) kept.add(field.name, field.value);
    headers = std::move(kept);
}

bool isRedirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

/// Where a Location leads, seen from `from`; nullopt if it leads nowhere.
std::optional<http::Url> redirectTarget(const http::Url& from, std::string_view written) {
    const std::string location = http::uriEscaped(trimmed(written));
    if (location.find("://") != std::string::npos) {
        auto url = http::parseUrl(location);
        if (!url) return std::nullopt;
        return std::move(*url);
    }
    std::string path = location;
    if (path.starts_with("//")) {
        path.insert(0, from.scheme + ":");
    } else {
        http::Url root = from;
        root.query.clear();
        if (!path.starts_with('/')) {
            root.path.resize(root.path.rfind('/') + 1);
            path.insert(0, root.path);
        }
        root.path = "/";
        std::string base = root.toText();
        base.pop_back();
        path.insert(0, base);
    }
    auto url = http::parseUrl(path);
    if (!url) return std::nullopt;
    return std::move(*url);
}

class ForwardRequest : public Step {
public:
    NumberSetting timeout, timeoutMs;
    BooleanSetting followRedirects;
    bool bufferRequest = false, failOnErrorStatus = false;
    std::optional<bool> bufferResponse;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        // Of a GraphQL API whose fields have resolvers: they answer once the backend section has run.
        if (const auto* call = hookOf<GraphQlCall>(context); call && call->api().answers()) co_return Flow::Continue;
        auto wait = patience(context);
        MGC_CO_TRY(wait);
        bool follow = false;
        if (followRedirects.present()) {
            auto asked = followRedirects.get(context);
            MGC_CO_TRY(asked);
            follow = *asked;
        }
        if (bufferRequest) [[unlikely]] {
            auto buffered = co_await context.collect({true, false}, "forward-request");
            if (!buffered) co_return fail(std::move(buffered).error());
        }
        auto call = resolveBackend(context);
        MGC_CO_TRY(call);

        http::Request request;
        request.method = context.request().method;
        request.url = std::move(call->url);
        request.headers = forwardedHeaders(context, *call);
        auto taken = takeBody(context, request);
        MGC_CO_TRY(taken);
        if (call->entity && !call->entity->managedIdentityResource.empty()) [[unlikely]] {
            auto token = co_await context.services().identity.managedIdentityToken(call->entity->managedIdentityResource,
                                                                                   call->entity->managedIdentityClientId);
            if (!token) co_return fail(std::move(token).error());
            request.headers.set("Authorization", "Bearer " + token->accessToken);
        }
        http::SendOptions options;
        if (call->entity) options = call->entity->options;
        options.headerTimeout = *wait;
        options.cancellation = context.cancellation;
        options.upgrade = context.upgrade;
        if (!context.proxyUrl.empty()) [[unlikely]]
            options.proxyUrl = context.proxyUrl;
        if (context.backendCertificate) [[unlikely]]
            options.clientCertificate = context.backendCertificate;
        if (auto* correlation = hookOf<Correlation>(context)) correlation->apply(request.headers);
        traceRequest(context, request);

        const Instant begun = context.services().clock.now();
        auto sending = follow ? sendFollowing(context, request, options) : context.services().exchange.exchange(request, options);
        auto response = co_await std::move(sending);
        const Instant ended = context.services().clock.now();
        context.backendTime += ended - begun;
        if (call->entity)
            context.services().backends.reportOutcome(*call->entity, response ? response->status : 0,
                                                      response ? std::string_view() : std::string_view(response.error().code),
                                                      response ? retryAfterOf(response->headers, ended) : std::nullopt);
        MGC_CO_TRY(response);
        auto flow = accept(context, std::move(*response), *call);
        co_return flow;
    }

private:
    /// Time until the response's head: 300 s unless told otherwise; longest 1 h.
    Result<Duration> patience(RequestContext& context) const {
        double seconds = 300;
        if (timeout.present()) {
            MGC_TRY_ASSIGN(seconds, timeout.get(context));
        }
        if (timeoutMs.present()) {
            MGC_TRY_ASSIGN(seconds, timeoutMs.get(context));
            seconds /= 1000;
        }
        seconds = seconds > 0 ? std::min(seconds, 3600.0) : 300;
        return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
    }

    static Result<void> takeBody(RequestContext& context, http::Request& request) {
        auto& body = context.request().body;
        if (context.requestBody().consumed()) return {};  // an expression has read the stream to its end
        if (body.isWhole()) {
            if (auto whole = body.sharedText()) request.body = http::Body::shared(std::move(whole));
            return {};
        }
        request.body = std::move(body);
        body = http::Body();
        context.requestBody().markConsumed();
        return {};
    }

    static Task<Result<http::Response>> sendFollowing(RequestContext& context, http::Request& request, const http::SendOptions& options) {
        auto& exchange = context.services().exchange;
        auto whole = request.body.isWhole() ? request.body.sharedText() : nullptr;
        for (int hop = 0;; ++hop) {
            http::Request next;
            next.method = request.method;
            next.url = request.url;
            next.headers = request.headers;
            next.body = whole ? http::Body::shared(whole) : std::move(request.body);
            auto response = co_await exchange.exchange(next, options);
            if (!response || hop == mostRedirects || !isRedirect(response->status)) co_return response;
            const auto location = response->headers.get("Location");
            if (!location) co_return response;
            auto target = redirectTarget(request.url, *location);
            if (!target) co_return response;
            // 303, and 301/302 after a POST, go on as GET without body; credentials do not travel to another host.
            const bool drop = response->status == 303 || ((response->status == 301 || response->status == 302) && request.method == "POST");
            if (!drop && !whole && !request.body.isEmpty()) co_return response;
            if (drop) {
                request.method = request.method == "HEAD" ? "HEAD" : "GET";
                request.headers.remove("Content-Type");
                request.body = http::Body();
                whole.reset();
            }
            if (target->host != request.url.host) request.headers.remove("Authorization");
            request.url = std::move(*target);
        }
    }

    Result<Flow> accept(RequestContext& context, http::Response response, const BackendCall& call) const {
        if (response.status != 101) dropHopByHop(response.headers);  // "Upgrade" is what a 101 is about
        context.streaming = isEventStream(response.headers);
        if (auto* trace = context.trace()) {
            nlohmann::json headers = nlohmann::json::array();
            for (const auto field : response.headers) headers.push_back({{"name", field.name}, {"value", field.value}});
            trace->add(
                "forward-request",
                {{"response", {{"status", {{"code", response.status}, {"reason", response.reason}}}, {"headers", std::move(headers)}}}});
        }
        holdBack(context, response);
        const int status = response.status;
        context.setResponse(std::move(response));
        context.setBackendAnswered(true);
        if (!call.affinityCookie.empty()) context.addClientHeader("Set-Cookie", call.affinityCookie);
        if (failOnErrorStatus && status >= 400) {
            PolicyError error;
            error.status = status;
            error.reason = "BackendErrorStatusCode";  // docs silent on the name
            error.message = "The backend answered with status code " + std::to_string(status) + ".";
            return context.fail(std::move(error));
        }
        return Flow::Continue;
    }

    /// buffer-response, which is about bodies that come in chunks.
    /// DIFFERS: server-sent events are held back only where the attribute asks for it in so many words. Azure's default may hold them too.
    void holdBack(RequestContext& context, http::Response& response) const {
        if (response.status == 101 || response.body.isWhole() || response.body.length() || bufferResponse == false) return;
        if (!context.streaming || bufferResponse == true) {
            response.body = inBlocks(std::move(response.body));
            if (context.trace())
                context.trace()->addMessage(
                    "forward-request",
                    "The response is passed on in blocks of 8 KB; buffer-response=\"false\" passes each chunk on at once.");
        } else if (context.trace()) {
            context.trace()->addMessage("forward-request",
                                        "Server-sent events pass at once here. In Azure they need buffer-response=\"false\".");
        }
    }

    static void traceRequest(RequestContext& context, const http::Request& request) {
        auto* trace = context.trace();
        if (!trace) return;
        nlohmann::json headers = nlohmann::json::array();
        for (const auto field : request.headers) headers.push_back({{"name", field.name}, {"value", field.value}});
        trace->add("forward-request",
                   {{"message", "Request is being forwarded to the backend service."},
                    {"request", {{"method", request.method}, {"url", request.url.toText()}, {"headers", std::move(headers)}}}});
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ForwardRequest>();
    const auto version = context.constant(node, "http-version");
    if (!version.empty() && version != "1" && version != "2or1")
        return context.error("MGC2409", "http-version " + version + " is not supported: backends are called with HTTP/1.1.", node);
    if (node.attribute("timeout") && node.attribute("timeout-ms"))
        return context.error("MGC2410", "timeout and timeout-ms exclude each other.", node);
    if (node.attribute("timeout")) {
        MGC_TRY_ASSIGN(step->timeout, context.number(node, "timeout"));
    }
    MGC_TRY_ASSIGN(step->timeoutMs, context.number(node, "timeout-ms"));
    MGC_TRY_ASSIGN(step->followRedirects, context.boolean(node, "follow-redirects"));
    step->bufferRequest = toBoolean(context.constant(node, "buffer-request-body")).value_or(false);
    step->failOnErrorStatus = toBoolean(context.constant(node, "fail-on-error-status-code")).value_or(false);
    if (const auto* written = node.attribute("buffer-response")) step->bufferResponse = toBoolean(trimmed(written->text));
    withoutEffect(context, node, "continue-timeout", "the body goes to the backend without waiting for 100 Continue");
    return step;
}

}  // namespace

const PolicyDescriptor& forward_request_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Routing",
        .element =
            {.name = "forward-request",
             .attributes =
                 {{.name = "timeout",
                   .type = AttributeType::Integer,
                   .defaultValue = "300",
                   .minimum = 0,
                   .unit = "seconds",
                   .help = "Longest wait for the response's headers"},
                  {.name = "timeout-ms",
                   .type = AttributeType::Integer,
                   .minimum = 0,
                   .unit = "milliseconds",
                   .help = "The same in milliseconds"},
                  {.name = "continue-timeout",
                   .type = AttributeType::Integer,
                   .minimum = 0,
                   .unit = "seconds",
                   .help = "Longest wait for 100 Continue; without effect here: nothing waits for it"},
                  {.name = "http-version",
                   .type = AttributeType::Enumeration,
                   .expressions = Expressions::NotAllowed,
                   .defaultValue = "1",
                   .values = {"1", "2or1", "2"},
                   .help = "HTTP version towards the backend"},
                  {.name = "follow-redirects",
                   .type = AttributeType::Boolean,
                   .defaultValue = "false",
                   .help = "Follow redirects instead of passing them on"},
                  {.name = "buffer-request-body",
                   .type = AttributeType::Boolean,
                   .expressions = Expressions::NotAllowed,
                   .defaultValue = "false",
                   .help = "Keep the body so that a retry can send it again"},
                  {.name = "buffer-response",
                   .type = AttributeType::Boolean,
                   .expressions = Expressions::NotAllowed,
                   .defaultValue = "true",
                   .help =
                       "Pass a chunked response on in blocks of 8 KB; false: each chunk at once. Absent, server-sent events pass at once"},
                  {.name = "fail-on-error-status-code",
                   .type = AttributeType::Boolean,
                   .expressions = Expressions::NotAllowed,
                   .defaultValue = "false",
                   .help = "Treat status 400 to 599 as an error"}},
             .help = "Calls the backend"},
        .sections = Section::Backend,
        .summary = "Sends the request to the backend and takes its response",
        .documentation = "https://learn.microsoft.com/azure/api-management/forward-request-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
