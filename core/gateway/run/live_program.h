#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "management/messages.h"
#include "policy/program/program.h"
#include "policy/runtime/request_context.h"
#include "resources/workspace.h"

namespace mgc::policy {
class Catalog;
}

namespace mgc::gateway {

struct ClientInfo;
struct EngineOptions;
class RouteSet;

/// Everything that requests need of one state of the workspace. Immutable; swapped whole at reload, kept alive by the requests that
/// began with it.
struct LiveProgram {
    std::shared_ptr<const resources::Workspace> workspace;
    std::shared_ptr<const RouteSet> routes;
    policy::WindowKind windowKind = policy::WindowKind::Sliding;
    std::string tier;
    std::vector<management::ActiveLimit> limits;

    /// How a request begins: the program that runs it, and the error of routing or key check where there is one.
    struct Admission {
        std::shared_ptr<const policy::Program> program;
        std::optional<policy::PolicyError> refusal;
    };
    /// Finds API and operation, checks the key, fills the context.
    [[nodiscard]] Admission admit(policy::RequestContext& context, const ClientInfo& client) const;
};

/// Reads and compiles a workspace. Null with findings if there is any error. Findings of severity warning do not hinder it.
[[nodiscard]] std::shared_ptr<const LiveProgram> buildLiveProgram(const EngineOptions& options, const policy::Catalog& catalog, Diagnostics& diagnostics);

}  // namespace mgc::gateway
