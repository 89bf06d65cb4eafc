#include "azure/observe/cloud_trace.h"

#include "azure/json_text.h"

namespace mgc::azure {

namespace {

/// The request without its key; `path` below `gateway`.
HttpRequest requestAt(const std::string& gateway, const TracedRequest& traced) {
    return {traced.method, gateway + (traced.path.starts_with('/') ? "" : "/") + traced.path, traced.headers, traced.body};
}

bool hasCredentials(const TracedRequest& traced) {
    for (const auto& [field, value] : traced.headers)
        if (equalsIgnoreCase(field, "api-key") || equalsIgnoreCase(field, "Ocp-Apim-Subscription-Key") ||
            equalsIgnoreCase(field, "Authorization"))
            return true;
    return false;
}

void addKey(HttpRequest& request, const std::string& key) {
    request.headers.emplace_back("api-key", key);
    request.headers.emplace_back("Ocp-Apim-Subscription-Key", key);
}

}  // namespace

Result<TracedRequest> readTracedRequest(const std::string& text, const std::string& name) {
    const Json body = Json::parse(text, nullptr, false);
    if (!body.is_object() || !body.contains("url") || !body["url"].is_string())
        return fail("InvalidArgument", "'" + name + "' is not a request: an object with method, url, headers and body.");
    TracedRequest request;
    if (const std::string method = jsonText(body, "method"); !method.empty()) request.method = method;
    request.path = body["url"].get<std::string>();
    if (const std::size_t scheme = request.path.find("://"); scheme != std::string::npos) {
        const std::size_t slash = request.path.find('/', scheme + 3);
        request.path = slash == std::string::npos ? "/" : request.path.substr(slash);
    }
    bool typed = false;
    const Json headers = body.value("headers", Json::object());
    if (!headers.is_object()) return fail("InvalidArgument", "'" + name + "': headers must be an object of texts or lists of texts.");
    for (const auto& [field, values] : headers.items()) {
        typed = typed || equalsIgnoreCase(field, "Content-Type");
        if (values.is_string()) request.headers.emplace_back(field, values.get<std::string>());
        if (values.is_array())
            for (const Json& value : values)
                if (value.is_string()) request.headers.emplace_back(field, value.get<std::string>());
    }
    if (body.contains("body")) {
        request.body = body["body"].is_string() ? body["body"].get<std::string>() : body["body"].dump();
        if (!typed && !body["body"].is_string()) request.headers.emplace_back("Content-Type", "application/json");
    }
    return request;
}

Result<CloudTrace> sendLocally(Transport& transport, const std::string& gatewayUrl, const TracedRequest& traced, const std::string& key) {
    HttpRequest request = requestAt(gatewayUrl, traced);
    if (!hasCredentials(traced) && !key.empty()) addKey(request, key);
    request.headers.emplace_back("Ocp-Apim-Trace", "true");
    MGC_TRY_ASSIGN(HttpResponse response, transport.send(request));
    CloudTrace trace{response.status, {}, std::move(response.body), response.header("Apim-Trace-Id"), {}};
    trace.headers = std::move(response.headers);
    if (trace.traceId.empty())
        return fail("NotTraced", "The local gateway answered " + std::to_string(trace.status) + " without a trace id.");
    return trace;
}

Result<CloudTrace> sendTraced(ArmClient& arm, const ServiceRef& service, const TracedRequest& traced) {
    const std::string gateway = service.id() + "/gateways/managed";
    ArmCall ask{.method = "POST",
                .path = gateway + "/listDebugCredentials",
                .apiVersion = apimVersion,
                .query = {},
                .ifMatch = {},
                .body = {},
                .purpose = "Getting a debug token for " + traced.api};
    ask.body = Json{{"credentialsExpireAfter", "PT1H"}, {"apiId", service.id() + "/apis/" + traced.api}, {"purposes", {"tracing"}}};
    MGC_TRY_ASSIGN(const ArmAnswer credentials, arm.call(ask));
    const std::string url = service.gatewayUrl();
    if (url.empty()) return fail("GatewayUnknown", "Azure shows no gateway address of " + service.name + '.');
    HttpRequest request = requestAt(url, traced);
    if (!hasCredentials(traced) && !traced.subscription.empty()) {
        const ArmCall secrets{.method = "POST",
                              .path = service.id() + "/subscriptions/" + traced.subscription + "/listSecrets",
                              .apiVersion = apimVersion,
                              .query = {},
                              .ifMatch = {},
                              .body = {},
                              .purpose = "Reading the key of " + traced.subscription};
        MGC_TRY_ASSIGN(const ArmAnswer keys, arm.call(secrets));
        addKey(request, textAt(keys.body, "/primaryKey"));
    }
    request.headers.emplace_back("Apim-Debug-Authorization", textAt(credentials.body, "/token"));
    MGC_TRY_ASSIGN(HttpResponse response, arm.transport().send(request));
    CloudTrace trace{response.status, std::move(response.headers), std::move(response.body), {}, {}};
    for (const auto& [name, value] : trace.headers) {
        if (equalsIgnoreCase(name, "Apim-Trace-Id")) trace.traceId = value;
        if (equalsIgnoreCase(name, "Apim-Debug-Authorization-Expired"))
            return fail("DebugTokenRefused", "The gateway says that the debug token has expired.");
        if (equalsIgnoreCase(name, "Apim-Debug-Authorization-WrongAPI"))
            return fail("DebugTokenRefused", "The request went to another API than " + traced.api + '.');
    }
    if (trace.traceId.empty())
        return fail("DebugTokenRefused", "The gateway answered " + std::to_string(trace.status) +
                                             " without a trace id; the request may not have reached " + traced.api + '.');
    ArmCall read{.method = "POST",
                 .path = gateway + "/listTrace",
                 .apiVersion = apimVersion,
                 .query = {},
                 .ifMatch = {},
                 .body = Json{{"traceId", trace.traceId}},
                 .purpose = "Reading the trace"};
    MGC_TRY_ASSIGN(ArmAnswer answer, arm.call(read));
    trace.trace = std::move(answer.body);
    return trace;
}

}  // namespace mgc::azure
