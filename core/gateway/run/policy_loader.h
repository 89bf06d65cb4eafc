#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "management/messages.h"
#include "policy/graphql/resolver.h"
#include "policy/model/catalog.h"
#include "policy/model/policy_document.h"
#include "policy/model/validator.h"
#include "policy/program/program.h"
#include "resources/workspace.h"

namespace mgc::gateway {

/// Reads, validates and compiles the policy documents of one workspace: fragments first, then documents on demand, each once.
class PolicyLoader {
public:
    PolicyLoader(const resources::Workspace& workspace, const policy::Catalog& catalog, policy::ValidationOptions validation,
                 Diagnostics& diagnostics);
    ~PolicyLoader();

    /// Null (with findings) if the document has errors. `apimWorkspace` is where its fragments, backends and named values are looked up first.
    /// `webSocket`: the document is of a WebSocket API, where some policies are refused.
    [[nodiscard]] std::shared_ptr<const policy::CompiledDocument> load(const resources::PolicyDocument& document, policy::Scope scope,
                                                                       const std::string& apimWorkspace, bool webSocket = false);
    /// The document of `try`: what it names and is not at hand makes the policies that need it fail when they run, not the document
    /// (findings become warnings); where it would stand is not checked; a <fragment> runs in inbound.
    [[nodiscard]] std::shared_ptr<const policy::CompiledDocument> loadAlone(const resources::PolicyDocument& document, policy::Scope scope,
                                                                            const std::string& apimWorkspace);
    [[nodiscard]] std::shared_ptr<const policy::CompiledDocument> loadDefault();
    /// The data source of a GraphQL field. Null (with findings) if it has errors, or no policy.
    [[nodiscard]] std::shared_ptr<const policy::Resolver> loadResolver(const resources::Resolver& resolver,
                                                                       const std::string& apimWorkspace);
    /// forward-request of an API with a GraphQL service of its own.
    [[nodiscard]] policy::StepList loadForward(const std::string& apiId);
    /// Limits that the loaded documents set with constants.
    [[nodiscard]] std::vector<management::ActiveLimit> takeLimits() { return std::move(m_limits); }

private:
    class Reach;
    [[nodiscard]] policy::PolicyDocument read(const resources::PolicyDocument& document, const std::string& apimWorkspace,
                                              const policy::ValidationOptions& validation);
    void collectLimits(const policy::PolicyNode& node, const std::string& scopeId);
    [[nodiscard]] policy::CompileEnvironment environment(const std::string& apimWorkspace) const;

    const resources::Workspace& m_workspace;
    const policy::Catalog& m_catalog;
    policy::ValidationOptions m_validation;
    Diagnostics& m_diagnostics;
    std::map<std::pair<std::string, std::string>, policy::PolicyDocument> m_fragments;  ///< by APIM workspace and lower-case name
    std::vector<management::ActiveLimit> m_limits;
};

}  // namespace mgc::gateway
