#include "policy/graphql/graphql_call.h"

#include <algorithm>

#include "base/text.h"
#include "expression/host/host_values.h"
#include "graphql/run/reduction.h"
#include "graphql/syntax/printer.h"
#include "policy/graphql/prepared_request.h"
#include "policy/graphql/resolver_run.h"
#include "policy/graphql/subscription.h"
#include "policy/graphql/subscription_socket.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policy {

using graphql::Json;
using graphql::Problem;

namespace {

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

http::Response jsonResponse(int status, const Json& body) {
    http::Response response;
    response.status = status;
    response.reason = std::string(http::reasonPhrase(status));
    response.headers.add("Content-Type", "application/json");
    response.body = http::Body::text(dumped(body));
    return response;
}

/// Errors of the API's own service as ours; their places are of another document.
std::vector<Problem> problemsOf(const Json& answer) {
    std::vector<Problem> problems;
    const auto errors = answer.find("errors");
    if (errors == answer.end() || !errors->is_array()) return problems;
    for (const auto& error : *errors) {
        if (!error.is_object() || problems.size() == graphql::mostProblems) continue;
        Problem problem;
        const auto message = error.find("message");
        problem.message = message != error.end() && message->is_string() ? message->get<std::string>() : "Error of the GraphQL service.";
        if (const auto path = error.find("path"); path != error.end() && path->is_array()) problem.path = *path;
        const Json extensions = error.value("extensions", Json());
        if (extensions.is_object() && extensions.contains("code") && extensions["code"].is_string())
            problem.code = extensions["code"].get<std::string>();
        problems.push_back(std::move(problem));
    }
    return problems;
}

}  // namespace

void storeErrors(RequestContext& context, const Json& errors, const std::string& variable) {
    const std::string text = dumped(errors);
    for (const std::string& name : {std::string("GraphQLErrors"), variable}) {
        if (name.empty()) continue;
        auto list = expression::makeToken(text);
        if (list) context.variables.set(name, std::move(*list));
    }
}

GraphQlApi::GraphQlApi(std::string id, std::shared_ptr<const graphql::Schema> schema,
                       std::vector<std::shared_ptr<const Resolver>> resolvers, StepList fallback)
    : m_id(std::move(id)), m_schema(std::move(schema)), m_fallback(std::move(fallback)) {
    for (auto& each : resolvers) m_resolvers.emplace(std::pair(each->type, each->field), std::move(each));
    if (m_schema)
        m_above = graphql::typesAbove(
            *m_schema, [this](const graphql::Type& type, const graphql::Field& field) { return resolver(type, field) != nullptr; });
}

const Resolver* GraphQlApi::resolver(const graphql::Type& type, const graphql::Field& field) const {
    const auto found = m_resolvers.find(std::pair(type.name, field.name));
    return found == m_resolvers.end() ? nullptr : found->second.get();
}

void GraphQlCall::refuse(const std::vector<Problem>& problems, const PolicyError& error) {
    m_defaultBody = errorBody(error.status, error.publicMessage.empty() ? error.message : error.publicMessage);
    m_errorsBody = dumped(graphql::errorsOf(problems));
}

Result<std::vector<Problem>> GraphQlCall::check(RequestContext& context) const {
    for (const auto& each : m_checks) {
        auto problems = each(context);
        if (!problems || !problems->empty()) return problems;
    }
    return std::vector<Problem>();
}

void GraphQlCall::addFieldErrors(const std::vector<Problem>& problems) {
    for (const auto& problem : problems) m_fieldErrors.push_back(graphql::toJson(problem));
}

Task<Result<void>> GraphQlCall::afterBackend(RequestContext& context) {
    if (m_api->answers() && !context.response() && !context.pendingError()) {
        auto done = co_await answer(context);
        if (!done) co_return done;
    }
    if (m_fieldErrors.empty() || !context.response()) co_return Result<void>();
    auto whole = co_await context.buffer({.requestBody = false, .responseBody = true}, "validate-graphql-request");
    if (!whole) co_return whole;
    Json body = Json::parse(context.response()->body.view(), nullptr, false);
    if (!body.is_object() || !body.contains("data")) co_return Result<void>();
    Json errors = std::move(m_fieldErrors);
    for (const auto& error : body.value("errors", Json::array())) errors.push_back(error);
    body["errors"] = std::move(errors);
    context.setResponseBody(http::Body::text(dumped(body)));
    co_return Result<void>();
}

void GraphQlCall::refuseWith(RequestContext& context, const std::vector<Problem>& problems) {
    const Json body = graphql::errorsOf(problems);
    storeErrors(context, body["errors"], "");
    if (context.trace()) context.trace()->addMessage("graphql", "The request is refused: " + dumped(body));
    context.setResponse(jsonResponse(400, body));
}

Task<Result<void>> GraphQlCall::answer(RequestContext& context) {
    if (context.upgrade) {
        openSocket(context);
        co_return Result<void>();
    }
    auto whole = co_await context.buffer({.requestBody = true, .responseBody = false}, "the GraphQL resolvers");
    if (!whole) co_return whole;
    const graphql::Schema& schema = *m_api->schema();
    const auto& headers = context.request().headers;
    const auto prepared = prepareRequest(schema, headers.get("Content-Type").value_or(""), context.request().body.view());
    if (!prepared) {
        refuseWith(context, prepared.error());
        co_return Result<void>();
    }
    if (prepared->operation->kind == graphql::OperationKind::Subscription) {
        if (headers.joined("Accept").value_or("").find("text/event-stream") == std::string::npos)
            refuseWith(context, {{"Subscriptions are not answered with JSON: use a WebSocket, or ask for text/event-stream.",
                                  {prepared->operation->location},
                                  "INVALID_OPERATION"}});
        else
            subscribe(context, {prepared->document, prepared->operation, prepared->variables});
        co_return Result<void>();
    }
    ResolverRun run(*this, context);
    Json root;
    std::vector<Problem> outside;
    if (!m_api->fallback().empty()) {
        const auto drops = [&](const graphql::Type& type, const graphql::Selection& selection) {
            const auto* field = schema.field(type, selection.name);
            return selection.name == "__schema" || selection.name == "__type" || (field && m_api->resolver(type, *field));
        };
        const graphql::Document rest = graphql::reduced(schema, *prepared->document, *prepared->operation, drops);
        if (!graphql::isHollow(rest)) {
            Json request{{"query", graphql::printed(rest)}, {"variables", Json::object()}};
            for (const auto& variable : rest.operations.front().variables)
                if (prepared->variables.contains(variable.name)) request["variables"][variable.name] = prepared->variables[variable.name];
            auto forwarded = co_await run.forward(std::move(request));
            if (forwarded) {
                root = forwarded->value("data", Json());
                outside = problemsOf(*forwarded);
            } else {
                outside.push_back(
                    {"The GraphQL service could not be reached.", {}, forwarded.error().code, "", nullptr, forwarded.error().message});
            }
        }
    }
    auto execution = co_await graphql::execute(schema, *prepared->document, *prepared->operation, prepared->variables, root, run);
    execution.problems.insert(execution.problems.end(), outside.begin(), outside.end());
    if (context.trace())
        for (const auto& problem : execution.problems)
            if (!problem.details.empty()) context.trace()->addMessage("graphql", problem.message + " " + problem.details);
    if (!execution.problems.empty()) {
        const Json errors = graphql::errorsOf(execution.problems);
        storeErrors(context, errors["errors"], "");
    }
    context.setResponse(jsonResponse(200, execution.toJson()));
    co_return Result<void>();
}

void GraphQlCall::openSocket(RequestContext& context) {
    const auto& headers = context.request().headers;
    const auto key = headers.get("Sec-WebSocket-Key");
    const auto offered = headers.joined("Sec-WebSocket-Protocol").value_or("");
    const auto names = split(offered, ',');
    const bool spoken = std::ranges::any_of(names, [](auto name) { return trimmed(name) == SubscriptionSocket::protocol; });
    if (!key || !spoken)
        return refuseWith(context, {{"Subscriptions over a WebSocket need the protocol " + std::string(SubscriptionSocket::protocol) + ".",
                                     {},
                                     "INVALID_OPERATION"}});
    http::Response response;
    response.status = 101;
    response.reason = "Switching Protocols";
    response.headers.add("Upgrade", "websocket");
    response.headers.add("Sec-WebSocket-Accept", websocket::acceptKey(trimmed(*key)));
    response.headers.add("Sec-WebSocket-Protocol", SubscriptionSocket::protocol);
    context.upgrade->peer = std::make_shared<SubscriptionSocket>(*this, context);
    context.setResponse(std::move(response));
}

void GraphQlCall::subscribe(RequestContext& context, SubscriptionRequest request) {
    auto feed = SubscriptionFeed::open(std::move(request), *this, context);
    if (!feed) {
        context.setResponse(jsonResponse(503, graphql::errorsOf({{"There are too many subscribers.", {}, "INVALID_OPERATION"}})));
        return;
    }
    http::Response response;
    response.headers.add("Content-Type", "text/event-stream");
    response.headers.add("Cache-Control", "no-cache");
    response.body = http::Body::stream(subscriptionEvents(std::move(feed)));
    context.setResponse(std::move(response));
    context.streaming = true;
}

Task<Result<void>> GraphQlCall::beforeSend(RequestContext& context) {
    if (m_defaultBody.empty() || !context.response() || context.response()->body.view() != m_defaultBody) co_return Result<void>();
    context.setResponseBody(http::Body::text(m_errorsBody));
    co_return Result<void>();
}

}  // namespace mgc::policy
