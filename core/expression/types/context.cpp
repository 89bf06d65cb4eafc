// `context` itself, and GraphQL.
#include "expression/host/graphql_names.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

/// What the resolver's run has put beside the variables; see graphql_names.h.
Value reserved(Call& c, std::string_view name) {
    const Value* value = context(c).variables ? context(c).variables->get(name) : nullptr;
    return value ? *value : Value();
}

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "IProxyRequestContext", TypeKind::Interface)
        .help("The request that is being handled. All members are read-only.")
        .property(
            "IApi Api", [](Call& c) { return borrowed(ids().api, context(c).api); }, "The API; null before one is found.")
        .property("IBackend Backend", [](Call& c) { return borrowed(ids().backend, context(c).backend); })
        .property(
            "IDeployment Deployment", [](Call& c) { return borrowed(ids().deployment, context(c).deployment); }, "Gateway and service.")
        .property(
            "TimeSpan Elapsed",
            [](Call& c) {
                if (context(c).elapsed) return Value::scalar(Kind::TimeSpan, context(c).elapsed->count() / 100);
                const std::int64_t started = context(c).timestamp.time_since_epoch().count() / 100 + unixEpochTicks;
                return Value::scalar(Kind::TimeSpan, c.runtime.nowTicks() - started);
            },
            "Time since Timestamp.")
        .property(
            "ILastError LastError", [](Call& c) { return borrowed(ids().lastError, context(c).lastError); },
            "The error in on-error; else null.")
        .property("IOperation Operation", [](Call& c) { return borrowed(ids().operation, context(c).operation); })
        .property(
            "IProduct Product", [](Call& c) { return borrowed(ids().product, context(c).product); }, "Null without a product.")
        .property("IRequest Request", [](Call& c) { return borrowed(ids().request, &context(c)); })
        .property("Guid RequestId",
                  [](Call& c) {
                      std::string bytes;
                      if (!parseGuid(context(c).requestId, bytes)) bytes.assign(16, '\0');
                      return guidValue(std::move(bytes));
                  })
        .property(
            "IResponse Response", [](Call& c) { return context(c).response ? borrowed(ids().response, &context(c)) : Value(); },
            "Null before there is a response.")
        .property(
            "ISubscription Subscription", [](Call& c) { return borrowed(ids().subscription, context(c).subscription); },
            "Null for anonymous callers.")
        .property(
            "DateTime Timestamp", [](Call& c) { return fromInstant(context(c).timestamp); }, "When the request was received (UTC).")
        .property("bool Tracing", [](Call& c) { return boxed(context(c).tracing); })
        .property(
            "IUser User", [](Call& c) { return borrowed(ids().user, context(c).user); }, "Null when there is no user.")
        .property(
            "IReadOnlyDictionary<string,object> Variables",
            [](Call& c) {
                static VariableStore empty;
                return Value::host(ids().variables, context(c).variables ? context(c).variables : &empty);
            },
            "What set-variable stored; the static type of an item is object.")
        .property("IWorkspace Workspace", [](Call& c) { return borrowed(ids().workspace, context(c).workspace); })
        .property(
            "IGraphQL GraphQL",
            [](Call& c) {
                static const std::uint16_t id = idOf("IGraphQL");
                return reserved(c, graphQlArguments).isNull() ? Value() : Value::host(id, &context(c));
            },
            "Arguments and parent of the field; null outside of GraphQL resolvers.")
        .property(
            "IGraphQLDataObject ParentResult", [](Call& c) { return reserved(c, graphQlParent); }, "The older name of GraphQL.Parent.")
        .method(
            "void Trace(string message)",
            [](Call& c) {
                if (context(c).trace) context(c).trace(c.text(0));
                return Value();
            },
            "Writes to the request trace.");
    // The expressions page calls the arguments GraphQLArguments, the resolver pages Arguments.
    const auto arguments = [](Call& c) { return reserved(c, graphQlArguments); };
    registry.define(none, "IGraphQL", TypeKind::Interface)
        .help("What a GraphQL resolver is run for.")
        .property("IGraphQLDataObject Arguments", arguments, "Arguments of the field, variables and defaults put in.")
        .property("IGraphQLDataObject GraphQLArguments", arguments, "The same as Arguments.")
        .property(
            "IGraphQLDataObject Parent", [](Call& c) { return reserved(c, graphQlParent); },
            "The object the field belongs to; null at the root.");
    registry.define(none, "IGraphQLDataObject", TypeKind::Class)
        .base("JObject")
        .help("Arguments or a parent object; members read as JToken, absent ones as null.")
        .method("JObject AsJObject()", [](Call& c) { return c.self(); });
}

}  // namespace

MGC_TYPE(context, describe)

}  // namespace mgc::expression
