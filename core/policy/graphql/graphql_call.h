#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <vector>

#include "graphql/run/execution.h"
#include "policy/graphql/events.h"
#include "policy/graphql/resolver.h"
#include "policy/runtime/pipeline_hook.h"
#include "policy/runtime/request_context.h"

namespace mgc::policy {

struct SubscriptionRequest;

/// The first hook of a kind among those of a request; null where there is none.
template <class Hook>
[[nodiscard]] Hook* hookOf(const RequestContext& context) {
    static_assert(std::is_final_v<Hook>, "compared by its own type, which costs less than a search among base classes");
    for (const auto& hook : context.hooks())
        if (PipelineHook& each = *hook; typeid(each) == typeid(Hook)) return static_cast<Hook*>(&each);
    return nullptr;
}

/// A GraphQL API as requests meet it. Immutable.
class GraphQlApi {
public:
    /// `schema` may be null (a pass-through API whose schema nobody has stored). `fallback` forwards to the API's own GraphQL service,
    /// for fields without resolver; empty where there is none.
    GraphQlApi(std::string id, std::shared_ptr<const graphql::Schema> schema, std::vector<std::shared_ptr<const Resolver>> resolvers,
               StepList fallback);

    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] const graphql::Schema* schema() const { return m_schema.get(); }
    [[nodiscard]] const StepList& fallback() const { return m_fallback; }
    [[nodiscard]] const Resolver* resolver(const graphql::Type& type, const graphql::Field& field) const;
    [[nodiscard]] bool reaches(const graphql::Type& type) const { return m_above.contains(&type); }
    /// True if the gateway answers; false for a pass-through API without resolvers, which only forwards.
    [[nodiscard]] bool answers() const { return m_schema && (m_fallback.empty() || !m_resolvers.empty()); }

private:
    std::string m_id;
    std::shared_ptr<const graphql::Schema> m_schema;
    std::map<std::pair<std::string, std::string>, std::shared_ptr<const Resolver>, std::less<>> m_resolvers;
    std::set<const graphql::Type*> m_above;
    StepList m_fallback;
};

/// A request to a GraphQL API. Once inbound and backend have run it has the resolvers answer (docs "Configure a GraphQL resolver"), unless
/// a policy has set the response already.
class GraphQlCall final : public PipelineHook {
public:
    GraphQlCall(std::shared_ptr<const GraphQlApi> api, GraphQlEvents* events) : m_api(std::move(api)), m_events(events) {}

    [[nodiscard]] const GraphQlApi& api() const { return *m_api; }
    [[nodiscard]] GraphQlEvents* events() const { return m_events; }
    /// The request has failed with these errors: unless on-error changes the answer, it is a body with "errors" instead of the default one.
    void refuse(const std::vector<graphql::Problem>& problems, const PolicyError& error);
    /// What a subscription that comes over the request's WebSocket must pass: the problems of the one that the request's body holds.
    using Check = std::function<Result<std::vector<graphql::Problem>>(RequestContext& context)>;
    void addCheck(Check check) { m_checks.push_back(std::move(check)); }
    [[nodiscard]] Result<std::vector<graphql::Problem>> check(RequestContext& context) const;
    /// Errors of fields that a policy has taken out of the query; they are added to the answer.
    void addFieldErrors(const std::vector<graphql::Problem>& problems);

    [[nodiscard]] Task<Result<void>> afterBackend(RequestContext& context) override;
    [[nodiscard]] Task<Result<void>> beforeSend(RequestContext& context) override;
    [[nodiscard]] Points points() const override { return {.afterBackend = true, .beforeSend = true}; }
    [[nodiscard]] expression::Reads reads() const override { return {.requestBody = false, .responseBody = !m_defaultBody.empty()}; }

private:
    [[nodiscard]] Task<Result<void>> answer(RequestContext& context);
    void subscribe(RequestContext& context, SubscriptionRequest request);
    /// Answers the handshake of a WebSocket for subscriptions.
    void openSocket(RequestContext& context);
    static void refuseWith(RequestContext& context, const std::vector<graphql::Problem>& problems);

    std::shared_ptr<const GraphQlApi> m_api;
    GraphQlEvents* m_events;
    std::vector<Check> m_checks;
    std::string m_defaultBody, m_errorsBody;
    graphql::Json m_fieldErrors = graphql::Json::array();
};

/// Puts errors into the variable GraphQLErrors, and into `variable` unless that is "" (validate-graphql-request page).
void storeErrors(RequestContext& context, const graphql::Json& errors, const std::string& variable);

}  // namespace mgc::policy
