#include "policy/graphql/graphql_call.h"

#include "expression/host/host_values.h"
#include "graphql/check/validate.h"
#include "graphql/run/inputs.h"
#include "graphql/run/reduction.h"
#include "graphql/run/request.h"
#include "graphql/syntax/document_parser.h"
#include "graphql/syntax/printer.h"
#include "policy/graphql/resolver_run.h"
#include "policy/graphql/subscription.h"
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

/// A request that has been found sound.
struct Prepared {
    graphql::Request request;
    std::shared_ptr<const graphql::Document> document;
    const graphql::Operation* operation = nullptr;
    Json variables;
};

tl::expected<Prepared, std::vector<Problem>> prepare(const graphql::Schema& schema, const http::Request& from) {
    const auto refuse = [](Problem problem) { return tl::unexpected(std::vector<Problem>{std::move(problem)}); };
    Prepared prepared;
    auto request = graphql::readRequest(from.headers.get("Content-Type").value_or(""), from.body.view());
    if (!request) return refuse(std::move(request).error());
    prepared.request = std::move(*request);
    auto document = graphql::parseDocument(prepared.request.query);
    if (!document) return refuse(std::move(document).error());
    prepared.document = std::move(*document);
    if (auto problems = graphql::validate(schema, *prepared.document); !problems.empty()) return tl::unexpected(std::move(problems));
    const auto operation = graphql::chooseOperation(*prepared.document, prepared.request.operationName);
    if (!operation) return refuse(operation.error());
    prepared.operation = *operation;
    const auto accepted = from.headers.joined("Accept").value_or("");
    if (prepared.operation->kind == graphql::OperationKind::Subscription && accepted.find("text/event-stream") == std::string::npos)
        return refuse(
            {"Subscriptions are not answered with JSON: ask for text/event-stream.", {prepared.operation->location}, "INVALID_OPERATION"});
    auto variables = graphql::coerceVariables(schema, *prepared.operation, prepared.request.variables);
    if (!variables) return tl::unexpected(std::move(variables).error());
    prepared.variables = std::move(*variables);
    return prepared;
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

Task<Result<void>> GraphQlCall::answer(RequestContext& context) {
    auto whole = co_await context.buffer({.requestBody = true, .responseBody = false}, "the GraphQL resolvers");
    if (!whole) co_return whole;
    const graphql::Schema& schema = *m_api->schema();
    const auto prepared = prepare(schema, context.request());
    if (!prepared) {
        const Json body = graphql::errorsOf(prepared.error());
        storeErrors(context, body["errors"], "");
        if (context.trace()) context.trace()->addMessage("graphql", "The request is refused: " + dumped(body));
        context.setResponse(jsonResponse(400, body));
        co_return Result<void>();
    }
    if (prepared->operation->kind == graphql::OperationKind::Subscription) {
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

void GraphQlCall::subscribe(RequestContext& context, SubscriptionRequest request) {
    auto events = subscriptionEvents(std::move(request), *this, context);
    if (!events) {
        context.setResponse(jsonResponse(503, graphql::errorsOf({{"There are too many subscribers.", {}, "INVALID_OPERATION"}})));
        return;
    }
    http::Response response;
    response.headers.add("Content-Type", "text/event-stream");
    response.headers.add("Cache-Control", "no-cache");
    response.body = http::Body::stream(std::move(events));
    context.setResponse(std::move(response));
    context.streaming = true;
}

Task<Result<void>> GraphQlCall::beforeSend(RequestContext& context) {
    if (m_defaultBody.empty() || !context.response() || context.response()->body.view() != m_defaultBody) co_return Result<void>();
    context.setResponseBody(http::Body::text(m_errorsBody));
    co_return Result<void>();
}

}  // namespace mgc::policy
