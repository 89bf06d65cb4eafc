#pragma once
#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "policy/model/descriptor.h"
#include "policy/model/references.h"
#include "resources/workspace.h"

namespace mgc::ui {

/// Where a policy document stands in its workspace.
struct DocumentScope {
    std::optional<policy::Scope> scope;  ///< none for a fragment and for a file outside of the workspace
    bool isFragment = false;
    std::string apimWorkspace;  ///< the APIM workspace, "" for the service itself
    std::string scopeId;        ///< "/apis/a/operations/o", as traces say it
    std::string api, operation, product, fragment;
    /// The documents that <base/> stands for, innermost first: product (where exactly one holds the API), workspace, global.
    std::vector<resources::PolicyDocument> outer;
};

[[nodiscard]] DocumentScope scopeOf(const QString& path, const resources::Workspace* workspace);

/// What documents of one APIM workspace can name.
class SnapshotReferences : public policy::References {
public:
    SnapshotReferences(std::shared_ptr<const resources::Workspace> workspace, std::string apimWorkspace)
        : m_workspace(std::move(workspace)), m_apimWorkspace(std::move(apimWorkspace)) {}
    [[nodiscard]] bool exists(policy::ReferenceKind kind, std::string_view id) const override;

private:
    std::shared_ptr<const resources::Workspace> m_workspace;
    std::string m_apimWorkspace;
};

}  // namespace mgc::ui
