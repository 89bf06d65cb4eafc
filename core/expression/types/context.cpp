// `context` itself, and GraphQL.
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/types/host_members.h"

namespace mgc::expression {
using namespace host;

namespace {

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
        .property("IGraphQL GraphQL", [](Call&) { return Value(); })
        .method(
            "void Trace(string message)",
            [](Call& c) {
                if (context(c).trace) context(c).trace(c.text(0));
                return Value();
            },
            "Writes to the request trace.");
    registry.define(none, "IGraphQL", TypeKind::Interface)
        .property("IReadOnlyDictionary<string,object> Arguments", [](Call&) { return Value(); })
        .property("IReadOnlyDictionary<string,object> Parent", [](Call&) { return Value(); });
}

}  // namespace

MGC_TYPE(context, describe)

}  // namespace mgc::expression
