#pragma once
#include "graphql/run/execution.h"
#include "policy/graphql/graphql_call.h"

namespace mgc::policy {

/// Runs resolvers for the fields of one request, each on a context of its own (docs "Configure a GraphQL resolver"): its request is the
/// caller's with the field's arguments in the body, its response the one the data source has brought.
class ResolverRun : public graphql::FieldSource {
public:
    ResolverRun(const GraphQlCall& call, RequestContext& context) : m_call(call), m_context(context) {}

    [[nodiscard]] bool resolves(const graphql::Type& parent, const graphql::Field& field) const override {
        return m_call.api().resolver(parent, field) != nullptr;
    }
    [[nodiscard]] bool reaches(const graphql::Type& type) const override { return m_call.api().reaches(type); }
    [[nodiscard]] Task<Result<graphql::Json>> resolve(graphql::FieldCall call) override;

    /// Has the API's own service answer a part of the query: {"data": ..., "errors": ...}.
    [[nodiscard]] Task<Result<graphql::Json>> forward(graphql::Json request);

private:
    const GraphQlCall& m_call;
    RequestContext& m_context;
};

/// What publish-event needs of the resolver it stands in.
class ResolverScope final : public PipelineHook {
public:
    ResolverScope(std::string apiId, GraphQlEvents* events) : m_apiId(std::move(apiId)), m_events(events) {}
    [[nodiscard]] Points points() const override { return {}; }
    /// Number of clients that got the event.
    std::size_t publish(std::string_view field, std::string_view value) const {
        return m_events ? m_events->publish(m_apiId, field, value) : 0;
    }

private:
    std::string m_apiId;
    GraphQlEvents* m_events;
};

/// A data source's body as a value: JSON, or else the text itself.
[[nodiscard]] graphql::Json valueOfBody(std::string_view body);

}  // namespace mgc::policy
