#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "gateway/route/route_table.h"
#include "gateway/run/correlation_table.h"
#include "gateway/run/response_examples.h"
#include "management/messages.h"
#include "policy/program/program.h"
#include "policy/runtime/request_context.h"
#include "resources/workspace.h"

namespace mgc::policy {
class Catalog;
}

namespace mgc::policy {
class GraphQlApi;
}

namespace mgc::schema {
struct OperationContract;
}

namespace mgc::gateway {

struct ClientInfo;
struct EngineOptions;

/// Everything that requests need of one state of the workspace. Immutable; swapped whole at reload, kept alive by the requests that
/// began with it.
class LiveProgram {
public:
    std::shared_ptr<const resources::Workspace> workspace;
    std::shared_ptr<const RouteTable> routes;
    policy::WindowKind windowKind = policy::WindowKind::Sliding;
    std::string tier;
    std::vector<management::ActiveLimit> limits;
    CorrelationTable correlations;

    using ProgramPointer = std::shared_ptr<const policy::Program>;
    /// Effective programs of one API: without operation policy and per operation that has one, each without product and per product
    /// that holds the API.
    struct ApiPrograms {
        std::map<const RoutedProduct*, ProgramPointer> general;
        std::map<const RoutedOperation*, std::map<const RoutedProduct*, ProgramPointer>> ofOperation;
    };
    ProgramPointer globalProgram;                                             ///< for calls that lead to no API
    std::vector<ApiPrograms> programs;                                        ///< by RoutedApi::index
    std::vector<std::shared_ptr<const policy::GraphQlApi>> graphQlApis;       ///< by RoutedApi::index; null for other kinds
    std::vector<std::shared_ptr<const ResponseExamples>> examples;            ///< by RoutedOperation::index
    std::vector<std::shared_ptr<const schema::OperationContract>> contracts;  ///< by RoutedOperation::index
    std::shared_ptr<const expression::DeploymentData> deployment;

    /// How a request begins: the program that runs it, and the error of routing or key check where there is one.
    struct Admission {
        ProgramPointer program;
        std::optional<policy::PolicyError> refusal;
        std::shared_ptr<const policy::GraphQlApi> graphQl = nullptr;  ///< null for other kinds of API
    };
    /// Finds API and operation, checks the key, fills the context. `self` keeps this object alive in what the context gets.
    [[nodiscard]] Admission admit(policy::RequestContext& context, const ClientInfo& client) const;
    [[nodiscard]] const ProgramPointer& programFor(const RoutedApi& api, const RoutedOperation* operation,
                                                   const RoutedProduct* product) const;
};

/// Reads and compiles a workspace. Null with findings if there is any error. Findings of severity warning do not hinder it.
[[nodiscard]] std::shared_ptr<LiveProgram> buildLiveProgram(const EngineOptions& options, const policy::Catalog& catalog, Diagnostics& diagnostics);

}  // namespace mgc::gateway
