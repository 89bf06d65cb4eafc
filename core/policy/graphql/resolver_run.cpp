#include "policy/graphql/resolver_run.h"

#include "base/text.h"
#include "expression/host/graphql_names.h"
#include "expression/host/host_values.h"
#include "policy/program/runner.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policy {

using graphql::Json;

namespace {

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// "BackendConnectionFailure" as GraphQL.NET makes an error code of an exception's name: BACKEND_CONNECTION_FAILURE.
std::string errorCode(std::string_view reason) {
    std::string code;
    for (const char c : reason) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !code.empty() && code.back() != '_') code += '_';
        code += upper || c < 'a' || c > 'z' ? c : static_cast<char>(c - 'a' + 'A');
    }
    return code;
}

/// The caller's request, as a part of its work sees it.
http::Request partRequest(const RequestContext& outer, const Json& body) {
    http::Request request;
    request.method = outer.request().method;
    request.url = outer.originalUrl();
    request.headers = outer.request().headers;
    request.headers.remove("Content-Length");
    request.headers.set("Content-Type", "application/json");
    request.body = http::Body::text(dumped(body));
    return request;
}

/// A context for a part of a request's work: who calls whom, and a copy of the variables. What it traces goes to the outer trace.
class PartContext {
public:
    PartContext(RequestContext& outer, http::Request request) : m_outer(outer), context(outer.services(), std::move(request)) {
        context.requestId = outer.requestId;
        context.received = outer.received;
        context.clientIp = outer.clientIp;
        context.clientCertificateChain = outer.clientCertificateChain;
        context.clientCertificateDer = outer.clientCertificateDer;
        context.api = outer.api;
        context.operation = outer.operation;
        context.product = outer.product;
        context.subscription = outer.subscription;
        context.user = outer.user;
        context.workspace = outer.workspace;
        context.deployment = outer.deployment;
        context.matchedParameters = outer.matchedParameters;
        context.cancellation = outer.cancellation;
        context.observer = outer.observer;
        context.contract = outer.contract;
        context.variables = outer.variables;
        if (outer.trace()) context.startTrace();
    }
    ~PartContext() {
        m_outer.backendTime += context.backendTime;
        if (context.calledTarget) m_outer.calledTarget = context.calledTarget;
        if (!m_outer.trace() || !context.trace()) return;
        const auto traced = context.trace()->toJson();
        for (const auto& section : traced["traceEntries"])
            for (const auto& entry : section) m_outer.trace()->add(entry.value("source", std::string()), entry["data"]);
    }
    PartContext(const PartContext&) = delete;
    PartContext& operator=(const PartContext&) = delete;

private:
    RequestContext& m_outer;

public:
    RequestContext context;
};

expression::Value token(const Json& json) {
    auto made = expression::makeToken(dumped(json));
    return made ? std::move(*made) : expression::Value();
}

/// Runs the steps of one part; the error of a failed one carries a GraphQL error code.
Task<Result<void>> runPart(const StepList& steps, Section section, RequestContext& context) {
    context.section = section;
    const Steps all(steps);
    auto flow = co_await runSteps(all, context);
    if (flow) co_return Result<void>();
    const PolicyError error = context.takeError(flow.error());
    co_return fail(errorCode(error.reason.empty() ? flow.error().code : error.reason), error.source + ": " + error.message);
}

Task<Result<std::string>> responseText(RequestContext& context, const char* reader) {
    context.ensureResponse();
    auto whole = co_await context.buffer({.requestBody = false, .responseBody = true}, reader);
    if (!whole) co_return fail(std::move(whole).error());
    co_return std::string(context.response()->body.view());
}

}  // namespace

Json valueOfBody(std::string_view body) {
    if (trimmed(body).empty()) return nullptr;
    Json value = Json::parse(body, nullptr, false);
    return value.is_discarded() ? Json(std::string(body)) : value;
}

Task<Result<Json>> ResolverRun::resolve(graphql::FieldCall call) {
    const Resolver& resolver = *m_call.api().resolver(call.parentType, call.field);
    Json body = Json::parse(m_context.request().body.view(), nullptr, false);
    if (!body.is_object()) body = Json{{"query", std::string(m_context.request().body.view())}};
    body["arguments"] = call.arguments;
    PartContext part(m_context, partRequest(m_context, body));
    RequestContext& context = part.context;
    context.variables.set(expression::graphQlArguments, token(call.arguments));
    context.variables.set(expression::graphQlParent, call.parent.is_object() ? token(call.parent) : expression::Value());
    context.addHook(std::make_shared<ResolverScope>(m_call.api().id(), m_call.events()));

    auto done = co_await runPart(resolver.source, Section::Inbound, context);
    if (!done) co_return fail(std::move(done).error());
    if (!context.response()) {
        // The data source has left an address of its own, which neither lies below the API nor gets the caller's address.
        const auto api = std::exchange(context.api, nullptr);
        const auto clientIp = std::exchange(context.clientIp, std::string());
        done = co_await runPart(resolver.backend, Section::Backend, context);
        context.api = api;
        context.clientIp = clientIp;
        if (!done) co_return fail(std::move(done).error());
    }
    auto text = co_await responseText(context, "a GraphQL resolver");
    if (!text) co_return fail(std::move(text).error());
    const int status = context.response()->status;
    done = co_await runPart(resolver.response, Section::Outbound, context);
    if (!done) co_return fail(std::move(done).error());
    // Docs silent: an error of the source is one of the field, unless the resolver makes a value of it.
    if (status >= 400 && !resolver.replacesBody)
        co_return fail("HTTP_REQUEST", "The data source answered with status code " + std::to_string(status) + ".");
    text = co_await responseText(context, "a GraphQL resolver");
    if (!text) co_return fail(std::move(text).error());
    co_return valueOfBody(*text);
}

Task<Result<Json>> ResolverRun::forward(Json request) {
    PartContext part(m_context, partRequest(m_context, request));
    RequestContext& context = part.context;
    context.request().url = m_context.request().url;
    context.backend = m_context.backend;
    auto done = co_await runPart(m_call.api().fallback(), Section::Backend, context);
    if (!done) co_return fail(std::move(done).error());
    auto text = co_await responseText(context, "the GraphQL resolvers");
    if (!text) co_return fail(std::move(text).error());
    Json answer = Json::parse(*text, nullptr, false);
    if (answer.is_object() && (answer.contains("data") || answer.contains("errors"))) co_return answer;
    co_return fail("HTTP_REQUEST", "The API's GraphQL service answered with status code " + std::to_string(context.response()->status) +
                                       " and no GraphQL response.");
}

}  // namespace mgc::policy
