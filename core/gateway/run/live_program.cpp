#include "gateway/run/live_program.h"

#include "base/text.h"
#include "gateway/route/refusals.h"
#include "gateway/run/engine.h"

namespace mgc::gateway {

namespace {

policy::PolicyError toError(const Refusal& refusal, const expression::ApiData* api, const http::Url& called) {
    policy::PolicyError error;
    error.status = refusal.status;
    error.source = refusal.source;
    error.reason = refusal.reason;
    error.message = refusal.message;
    // The default answer's text differs from LastError.Message; both come from the same table.
    constexpr std::string_view marker = "\"message\": \"";
    const auto begin = refusal.body.find(marker);
    if (begin != std::string_view::npos) {
        const auto text = refusal.body.substr(begin + marker.size());
        error.publicMessage = std::string(text.substr(0, text.rfind('"')));
    }
    const auto response = responseOf(refusal, api, called.authority());
    if (const auto challenge = response.headers.get("WWW-Authenticate"))
        error.headers.emplace_back("WWW-Authenticate", std::string(*challenge));
    return error;
}

/// The cross-domain policy of the global scope answers for the whole host, where no API does.
bool servesCrossDomain(const policy::Program& program) {
    for (const auto& piece : program.pieces(policy::Section::Inbound))
        for (const auto& entry : piece)
            if (entry.descriptor->name() == "cross-domain") return true;
    return false;
}

/// A part of the live program. The request's scope keeps the program, so its parts need no counting for each request.
template <class T>
std::shared_ptr<const T> inProgram(const T* part) {
    return {std::shared_ptr<const void>(), part};
}

bool asksForWebSocket(const http::Request& request, const ClientInfo& client) {
    const auto protocol = request.headers.get("Upgrade");
    return client.upgrade && protocol && equalsIgnoreCase(trimmed(*protocol), "websocket");
}

}  // namespace

const LiveProgram::ProgramPointer& LiveProgram::programFor(const RoutedApi& api, const RoutedOperation* operation,
                                                           const RoutedProduct* product) const {
    const ApiPrograms& own = programs[api.index];
    if (operation) {
        if (const auto found = own.ofOperation.find(operation); found != own.ofOperation.end())
            if (const auto program = found->second.find(product); program != found->second.end()) return program->second;
    }
    const auto program = own.general.find(product);
    return program != own.general.end() ? program->second : own.general.at(nullptr);
}

LiveProgram::Admission LiveProgram::admit(policy::RequestContext& context, const ClientInfo& client) const {
    const http::Request& request = context.request();
    context.deployment = inProgram(deployment.get());
    Match match = routes->match(request.url.host, request.method, request.url.path, request.url.query, request.headers);
    const bool handshake = asksForWebSocket(request, client);
    // Subscriptions of a GraphQL API come by a handshake, which has the path of its one operation but not the method.
    if (handshake && match.outcome == Match::Outcome::NoOperation && match.api->resource->type == resources::ApiType::GraphQl) [[unlikely]]
        match = routes->match(request.url.host, "POST", request.url.path, request.url.query, request.headers);
    const bool crossDomain = equalsIgnoreCase(request.url.path, "/crossdomain.xml") && servesCrossDomain(*globalProgram);
    if (match.outcome == Match::Outcome::NoApi && crossDomain) [[unlikely]]
        return {globalProgram, std::nullopt};
    if (match.outcome == Match::Outcome::NoApi) [[unlikely]]
        return {globalProgram, toError(operationNotFound(), nullptr, request.url)};

    context.api = inProgram(match.api->data.get());
    context.workspace = inProgram(match.api->workspace.get());
    if (match.outcome == Match::Outcome::NoOperation) [[unlikely]]
        return {programFor(*match.api, nullptr, nullptr), toError(operationNotFound(), nullptr, request.url)};
    // Only a handshake has an operation on a WebSocket API (docs silent on what else is answered).
    const auto type = match.api->resource->type;
    if (type == resources::ApiType::WebSocket && !handshake) [[unlikely]]
        return {programFor(*match.api, nullptr, nullptr), toError(operationNotFound(), nullptr, request.url)};
    if (handshake && (type == resources::ApiType::WebSocket || type == resources::ApiType::GraphQl)) [[unlikely]] {
        context.upgrade = client.upgrade;
        context.addFlag("websocket");
    }
    if (match.operation) {
        context.operation = inProgram(match.operation->data.get());
        context.responseExamples = inProgram(examples[match.operation->index].get());
        context.contract = inProgram(contracts[match.operation->index].get());
    }
    context.matchedParameters = std::move(match.parameters);
    // A remote MCP server is its backend entity, unless a policy chooses another.
    if (match.api->mcp && match.api->mcp->tools.empty()) [[unlikely]]
        context.backend.backendId = match.api->mcp->backendId;
    // The card comes from the gateway's own reader, unless a policy chooses another backend.
    if (match.api->agent && match.operation && match.operation->resource->method == "GET" && match.operation->resource->urlTemplate == match.api->agent->cardPath) [[unlikely]]
        context.backend.baseUrl = http::parseUrl("http://" + std::string(agentCardHost) + "/" + percentEncoded(match.api->resource->name)).value();
    context.user = client.user;
    if (match.outcome == Match::Outcome::Preflight) [[unlikely]] {
        context.corsPreflight = true;
        return {programFor(*match.api, match.operation, match.api->openProduct), std::nullopt};
    }
    const KeyChecker& keys = routes->keys();
    Caller caller =
        client.hasCheckedSubscription ? keys.as(client.checkedSubscription) : keys.check(*match.api, request.headers, request.url.query);
    if (!caller.allowed()) [[unlikely]]
        return {programFor(*match.api, match.operation, nullptr), toError(*caller.refusal, match.api->data.get(), request.url)};
    if (client.hasCheckedSubscription && !caller.subscription && !client.checkedSubscription.empty()) [[unlikely]] {
        auto madeUp = std::make_shared<expression::SubscriptionData>();
        madeUp->id = madeUp->name = client.checkedSubscription;
        context.subscription = std::move(madeUp);
    } else {
        context.subscription = inProgram(caller.subscription);
    }
    if (!context.user) context.user = inProgram(caller.user);
    if (caller.product) context.product = inProgram(caller.product->data.get());
    return {programFor(*match.api, match.operation, caller.product), std::nullopt, graphQlApis[match.api->index]};
}

}  // namespace mgc::gateway
