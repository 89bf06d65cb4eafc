#include "gateway/run/policy_loader.h"

#include "base/text.h"
#include "policy/model/node_builder.h"
#include "policy/program/unavailable.h"
#include "policy/xml/document.h"

namespace mgc::gateway {

/// What documents of one APIM workspace may refer to.
class PolicyLoader::Reach : public policy::References {
public:
    Reach(const resources::Workspace& workspace, const std::string& apimWorkspace)
        : m_workspace(workspace), m_apimWorkspace(apimWorkspace) {}
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

private:
    const resources::Workspace& m_workspace;
    const std::string& m_apimWorkspace;
};

PolicyLoader::PolicyLoader(const resources::Workspace& workspace, const policy::Catalog& catalog, policy::ValidationOptions validation,
                           Diagnostics& diagnostics)
    : m_workspace(workspace), m_catalog(catalog), m_validation(std::move(validation)), m_diagnostics(diagnostics) {
    for (const auto& fragment : workspace.fragments) {
        if (!fragment.policy) continue;
        m_fragments.emplace(std::pair(fragment.workspace, toLowerAscii(fragment.name)),
                            read(*fragment.policy, fragment.workspace, m_validation));
    }
}

PolicyLoader::~PolicyLoader() = default;

policy::PolicyDocument PolicyLoader::read(const resources::PolicyDocument& document, const std::string& apimWorkspace,
                                          const policy::ValidationOptions& validation) {
    const auto parsed = policy::xml::Document::parse(*document.text, document.file);
    m_diagnostics.append(parsed.problems());
    policy::NodeOptions nodes;
    nodes.namedValue = [&](std::string_view name) -> std::optional<std::string> {
        const auto* value = m_workspace.namedValue(name, apimWorkspace);
        return value ? value->value : std::nullopt;
    };
    auto result = policy::buildPolicyDocument(parsed, nodes);
    if (parsed.hasErrors()) return result;
    const Reach reach(m_workspace, apimWorkspace);
    auto options = validation;
    options.known = &reach;
    policy::Validator(m_catalog, options).validate(result, m_diagnostics);
    return result;
}

policy::CompileEnvironment PolicyLoader::environment(const std::string& apimWorkspace) const {
    policy::CompileEnvironment environment;
    environment.findPolicy = [this](std::string_view element) { return m_catalog.find(element); };
    environment.findFragment = [this, apimWorkspace](std::string_view id) -> const policy::PolicyNode* {
        const std::string name = toLowerAscii(id);
        auto found = m_fragments.find({apimWorkspace, name});
        if (found == m_fragments.end()) found = m_fragments.find({std::string(), name});
        return found == m_fragments.end() ? nullptr : &found->second.root;
    };
    return environment;
}

std::shared_ptr<const policy::CompiledDocument> PolicyLoader::load(const resources::PolicyDocument& document, policy::Scope scope,
                                                                   const std::string& apimWorkspace, bool webSocket) {
    const std::size_t before = m_diagnostics.errorCount();
    auto validation = m_validation;
    validation.scope = scope;
    validation.webSocketApi = webSocket;
    const auto nodes = read(document, apimWorkspace, validation);
    if (m_diagnostics.errorCount() != before) return nullptr;
    if (nodes.kind != policy::DocumentKind::Policies) {
        m_diagnostics.error("MGC4220", "A policy document needs <policies> as its root element.", nodes.root.range, nodes.root.name);
        return nullptr;
    }
    collectLimits(nodes.root, document.scopeId);
    return policy::compileDocument(nodes.root, scope, document.scopeId == "/" ? std::string() : document.scopeId,
                                   environment(apimWorkspace), m_diagnostics);
}

namespace {

/// <policies> with the fragment's content in inbound, after <base/> unless it has one of its own.
policy::PolicyNode inInbound(policy::PolicyNode fragment) {
    const bool ownBase = fragment.child("base") != nullptr;
    policy::PolicyNode root;
    root.name = "policies";
    for (const char* name : {"inbound", "backend", "outbound", "on-error"}) {
        policy::PolicyNode section;
        section.name = name;
        policy::PolicyNode base;
        base.name = "base";
        if (section.name != "inbound" || !ownBase) section.children.push_back(std::move(base));
        if (section.name == "inbound")
            for (auto& child : fragment.children) section.children.push_back(std::move(child));
        root.children.push_back(std::move(section));
    }
    return root;
}

}  // namespace

std::shared_ptr<const policy::CompiledDocument> PolicyLoader::loadAlone(const resources::PolicyDocument& document, policy::Scope scope,
                                                                        const std::string& apimWorkspace) {
    const std::size_t before = m_diagnostics.errorCount();
    auto validation = m_validation;
    validation.placeholders = validation.references = policy::Handling::Warn;
    auto nodes = read(document, apimWorkspace, validation);
    if (m_diagnostics.errorCount() != before) return nullptr;
    if (nodes.kind == policy::DocumentKind::Fragment) {
        nodes.root = inInbound(std::move(nodes.root));
        nodes.kind = policy::DocumentKind::Policies;
    }
    if (nodes.kind != policy::DocumentKind::Policies) {
        m_diagnostics.error("MGC4220", "A policy document needs <policies> as its root element.", nodes.root.range, nodes.root.name);
        return nullptr;
    }
    collectLimits(nodes.root, document.scopeId);
    const auto reachable = environment(apimWorkspace);
    policy::replaceUnavailable(nodes.root, scope, document.scopeId, reachable, m_diagnostics);
    return policy::compileDocument(nodes.root, scope, document.scopeId, reachable, m_diagnostics);
}

std::shared_ptr<const policy::CompiledDocument> PolicyLoader::loadDefault() {
    return policy::compileDefaultDocument(environment({}), m_diagnostics);
}

std::shared_ptr<const policy::Resolver> PolicyLoader::loadResolver(const resources::Resolver& resolver, const std::string& apimWorkspace) {
    if (!resolver.policy) return nullptr;
    const std::size_t before = m_diagnostics.errorCount();
    const auto nodes = read(*resolver.policy, apimWorkspace, m_validation);
    if (m_diagnostics.errorCount() != before) return nullptr;
    if (nodes.kind != policy::DocumentKind::Resolver) {
        m_diagnostics.error("MGC4221",
                            "The policy of a GraphQL resolver needs a data source as its root element: http-data-source and the like.",
                            nodes.root.range, nodes.root.name);
        return nullptr;
    }
    return policy::compileResolver(nodes.root, resolver.id, resolver.path, environment(apimWorkspace), m_diagnostics);
}

policy::StepList PolicyLoader::loadForward(const std::string& apiId) {
    return policy::compileForward(apiId, environment({}), m_diagnostics);
}

void PolicyLoader::collectLimits(const policy::PolicyNode& node, const std::string& scopeId) {
    const auto number = [&](std::string_view name) -> std::optional<std::int64_t> {
        const auto* attribute = node.attribute(name);
        return attribute ? toInteger(trimmed(attribute->text)) : std::nullopt;
    };
    const auto add = [&](std::optional<std::int64_t> limit, std::string_view unit, double windowSeconds) {
        if (!limit) return;
        const auto* key = node.attribute("counter-key");
        m_limits.push_back({node.name, scopeId, key ? key->text : "subscription", *limit, std::string(unit), windowSeconds});
    };
    if (node.name == "llm-token-limit" || node.name == "azure-openai-token-limit")
        add(number("tokens-per-minute"), "tokens per minute", 60);
    if (node.name == "rate-limit" || node.name == "rate-limit-by-key")
        add(number("calls"), "calls", static_cast<double>(number("renewal-period").value_or(60)));
    if (node.name == "quota" || node.name == "quota-by-key")
        add(number("calls"), "calls", static_cast<double>(number("renewal-period").value_or(0)));
    for (const auto& child : node.children) collectLimits(child, scopeId);
}

}  // namespace mgc::gateway
