#include "ui/documents/document_scope.h"

#include <QDir>
#include <algorithm>

namespace mgc::ui {

namespace {

QString canonical(const std::string& path) { return QDir::cleanPath(QString::fromStdString(path)); }

void addOuter(DocumentScope& scope, const resources::PolicyDocument* document) {
    if (document) scope.outer.push_back(*document);
}

/// The product whose policies every call of the API passes, where that can be said without a subscription.
const resources::Product* onlyProduct(const resources::Workspace& workspace, std::string_view api) {
    const resources::Product* found = nullptr;
    for (const auto& product : workspace.products) {
        if (std::find(product.apis.begin(), product.apis.end(), api) == product.apis.end()) continue;
        if (found) return nullptr;
        found = &product;
    }
    return found;
}

void addOutside(DocumentScope& scope, const resources::Workspace& workspace) {
    if (!scope.apimWorkspace.empty()) addOuter(scope, workspace.workspacePolicy(scope.apimWorkspace));
    addOuter(scope, workspace.globalPolicy());
}

}  // namespace

DocumentScope scopeOf(const QString& path, const resources::Workspace* workspace) {
    DocumentScope scope;
    if (!workspace) return scope;
    const QString wanted = QDir::cleanPath(path);
    const auto is = [&](const std::optional<resources::PolicyDocument>& document) {
        return document && canonical(document->file) == wanted;
    };
    for (const auto& document : workspace->policies) {
        if (canonical(document.file) != wanted) continue;
        scope.scope = document.scope == "workspace" ? policy::Scope::Workspace : policy::Scope::Global;
        scope.scopeId = document.scopeId;
        if (document.scope == "workspace") addOuter(scope, workspace->globalPolicy());
        return scope;
    }
    for (const auto& product : workspace->products) {
        if (!is(product.policy)) continue;
        scope.scope = policy::Scope::Product;
        scope.apimWorkspace = product.workspace;
        scope.product = product.name;
        scope.scopeId = product.id;
        addOutside(scope, *workspace);
        return scope;
    }
    for (const auto& fragment : workspace->fragments) {
        if (!is(fragment.policy)) continue;
        scope.isFragment = true;
        scope.fragment = fragment.name;
        scope.apimWorkspace = fragment.workspace;
        scope.scopeId = fragment.id;
        return scope;
    }
    for (const auto& api : workspace->apis) {
        const resources::Operation* operation = nullptr;
        for (const auto& candidate : api.operations)
            if (is(candidate.policy)) operation = &candidate;
        if (!operation && !is(api.policy)) continue;
        scope.scope = operation ? policy::Scope::Operation : policy::Scope::Api;
        scope.apimWorkspace = api.workspace;
        scope.api = api.name;
        scope.operation = operation ? operation->name : std::string();
        scope.scopeId = operation ? operation->id : api.id;
        if (operation && api.policy) scope.outer.push_back(*api.policy);
        if (const auto* product = onlyProduct(*workspace, api.baseName()); product && product->policy)
            scope.outer.push_back(*product->policy);
        addOutside(scope, *workspace);
        return scope;
    }
    return scope;
}

bool SnapshotReferences::exists(policy::ReferenceKind kind, std::string_view id) const {
    switch (kind) {
        case policy::ReferenceKind::Backend:
            return m_workspace->backend(id, m_apimWorkspace) != nullptr;
        case policy::ReferenceKind::Fragment:
            return m_workspace->fragment(id, m_apimWorkspace) != nullptr;
        case policy::ReferenceKind::Logger:
            return m_workspace->logger(id, m_apimWorkspace) != nullptr;
    }
    return false;
}

}  // namespace mgc::ui
