#include "app/gateway/check_workspace.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "graphql/schema/schema.h"
#include "policy/model/node_builder.h"
#include "policy/model/validator.h"
#include "policy/xml/document.h"
#include "resources/workspace.h"

namespace mgc::app {

namespace {

/// What documents of one APIM workspace ("" for the service itself) can name.
class Reach : public policy::References {
public:
    Reach(const resources::Workspace& workspace, std::string apimWorkspace)
        : m_workspace(workspace), m_apimWorkspace(std::move(apimWorkspace)) {}

    [[nodiscard]] bool exists(policy::ReferenceKind kind, std::string_view id) const override {
        switch (kind) {
            case policy::ReferenceKind::Backend:
                return m_workspace.backend(id, m_apimWorkspace) != nullptr;
            case policy::ReferenceKind::Fragment:
                return m_workspace.fragment(id, m_apimWorkspace) != nullptr;
            case policy::ReferenceKind::Logger:
                return m_workspace.logger(id, m_apimWorkspace) != nullptr;
        }
        return false;
    }
    [[nodiscard]] const resources::NamedValue* namedValue(std::string_view name) const {
        return m_workspace.namedValue(name, m_apimWorkspace);
    }
    [[nodiscard]] const resources::PolicyFragment* fragment(std::string_view id) const { return m_workspace.fragment(id, m_apimWorkspace); }

private:
    const resources::Workspace& m_workspace;
    std::string m_apimWorkspace;
};

std::optional<policy::Scope> scopeNamed(std::string_view name) {
    if (name == "global") return policy::Scope::Global;
    if (name == "workspace") return policy::Scope::Workspace;
    if (name == "product") return policy::Scope::Product;
    if (name == "api") return policy::Scope::Api;
    if (name == "operation") return policy::Scope::Operation;
    return std::nullopt;  // a fragment is used in several
}

class WorkspaceCheck {
public:
    WorkspaceCheck(const resources::Workspace& workspace, const policy::Catalog& catalog, const policy::ValidationOptions& options)
        : m_workspace(workspace), m_catalog(catalog), m_options(options) {}

    std::vector<CheckedFile> run() {
        for (const auto& fragment : m_workspace.fragments) {
            if (fragment.policy) readFragment(fragment);
        }
        for (const auto& document : m_workspace.policies) check(document, apimWorkspaceOf(document));
        for (const auto& api : m_workspace.apis) {
            const bool webSocket = api.type == resources::ApiType::WebSocket;
            check(api.policy, api.workspace, webSocket);
            for (const auto& operation : api.operations) check(operation.policy, api.workspace, webSocket);
            for (const auto& resolver : api.resolvers) check(resolver.policy, api.workspace);
            if (api.graphQlText) schema(api);
        }
        for (const auto& product : m_workspace.products) check(product.policy, product.workspace);
        for (const auto& fragment : m_workspace.fragments) check(fragment.policy, fragment.workspace);
        return std::move(m_checked);
    }

private:
    static std::string apimWorkspaceOf(const resources::PolicyDocument& document) {
        constexpr std::string_view prefix = "/workspaces/";
        if (!document.scopeId.starts_with(prefix)) return {};
        return std::string(split(std::string_view(document.scopeId).substr(prefix.size()), '/').front());
    }

    const Reach& reach(const std::string& apimWorkspace) {
        return m_reaches.try_emplace(apimWorkspace, m_workspace, apimWorkspace).first->second;
    }

    std::function<std::optional<std::string>(std::string_view)> namedValues(const std::string& apimWorkspace) {
        return [&reach = reach(apimWorkspace)](std::string_view name) -> std::optional<std::string> {
            const auto* value = reach.namedValue(name);
            return value ? value->value : std::nullopt;
        };
    }

    /// Compiling a document that includes a fragment needs the fragment's nodes, marked by the validator.
    void readFragment(const resources::PolicyFragment& fragment) {
        policy::NodeOptions nodes;
        nodes.namedValue = namedValues(fragment.workspace);
        auto document = policy::buildPolicyDocument(policy::xml::Document::parse(*fragment.policy->text, fragment.policy->file), nodes);
        Diagnostics ignored;  // reported when the fragment itself is checked
        policy::Validator(m_catalog, m_options).validate(document, ignored);
        if (!ignored.hasErrors()) m_fragments.emplace(&fragment, std::move(document));
    }

    /// A GraphQL schema, and whether its resolvers stand at fields that it has.
    void schema(const resources::Api& api) {
        CheckedFile& file = m_checked.emplace_back(CheckedFile{api.graphQlFile, {}});
        const auto read = graphql::Schema::parse(*api.graphQlText, api.graphQlFile, file.diagnostics);
        for (const auto& resolver : api.resolvers) {
            const auto slash = resolver.path.find('/');
            const graphql::Type* type = read ? read->find(std::string_view(resolver.path).substr(0, slash)) : nullptr;
            const bool linked = type && slash != std::string::npos && type->field(std::string_view(resolver.path).substr(slash + 1));
            if (read && !linked) m_checked.push_back(notLinked(resolver));
        }
    }

    static CheckedFile notLinked(const resources::Resolver& resolver) {
        CheckedFile file{resolver.file, {}};
        file.diagnostics.warning("MGC4250", "The schema has no field \"" + resolver.path + "\": the resolver is not linked and never runs.",
                                 resolver.rangeOf("/path"), "path");
        return file;
    }

    void check(const std::optional<resources::PolicyDocument>& document, const std::string& apimWorkspace, bool webSocket = false) {
        if (document) check(*document, apimWorkspace, webSocket);
    }

    void check(const resources::PolicyDocument& document, const std::string& apimWorkspace, bool webSocket = false) {
        const Reach& known = reach(apimWorkspace);
        PolicyFile file{document.file, *document.text, scopeNamed(document.scope)};
        file.webSocketApi = webSocket;
        file.namedValue = namedValues(apimWorkspace);
        file.namedValueExists = [&known](std::string_view name) { return known.namedValue(name) != nullptr; };
        file.known = &known;
        file.fragment = [this, &known](std::string_view id) -> const policy::PolicyNode* {
            const auto found = m_fragments.find(known.fragment(id));
            return found == m_fragments.end() ? nullptr : &found->second.root;
        };
        m_checked.push_back(checkPolicyFile(file, m_catalog, m_options));
    }

    const resources::Workspace& m_workspace;
    const policy::Catalog& m_catalog;
    const policy::ValidationOptions& m_options;
    std::map<std::string, Reach> m_reaches;
    std::map<const resources::PolicyFragment*, policy::PolicyDocument> m_fragments;
    std::vector<CheckedFile> m_checked;
};

/// Findings of the reader join those of the same file.
void addFindings(std::vector<CheckedFile>& files, const Diagnostics& findings) {
    for (const auto& finding : findings.all()) {
        auto file = std::find_if(files.begin(), files.end(), [&](const auto& checked) { return checked.path == finding.range.file; });
        if (file == files.end()) file = files.insert(files.end(), CheckedFile{finding.range.file, {}});
        file->diagnostics.add(finding);
    }
}

}  // namespace

Result<std::vector<CheckedFile>> checkWorkspace(const std::string& path, const policy::Catalog& catalog,
                                                policy::ValidationOptions options) {
    Diagnostics findings;
    MGC_TRY_ASSIGN(const auto workspace, resources::Workspace::read(path, findings));
    if (!options.gateway && !workspace->tier.empty()) {
        options.gateway = gatewayOfTier(workspace->tier);
        options.gatewayName = workspace->tier;
    }
    auto files = WorkspaceCheck(*workspace, catalog, options).run();
    addFindings(files, findings);
    std::sort(files.begin(), files.end(), [](const auto& left, const auto& right) { return left.path < right.path; });
    return files;
}

}  // namespace mgc::app
