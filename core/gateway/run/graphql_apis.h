#pragma once
#include <memory>

#include "gateway/run/policy_loader.h"
#include "policy/graphql/graphql_call.h"
#include "resources/types/api.h"

namespace mgc::gateway {

/// A GraphQL API of the workspace with its schema read and its resolvers compiled. Findings: those of schema and policies, MGC4250 for a
/// resolver of a field that the schema does not have (a warning: Azure shows it as not linked), MGC4251 for a second one of a field.
[[nodiscard]] std::shared_ptr<const policy::GraphQlApi> buildGraphQlApi(const resources::Api& api, PolicyLoader& loader,
                                                                        Diagnostics& diagnostics);

}  // namespace mgc::gateway
