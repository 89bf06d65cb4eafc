#include "base/text.h"
#include "gateway/run/engine.h"
#include "gateway/run/graphql_apis.h"
#include "gateway/run/live_program.h"
#include "gateway/run/operation_contracts.h"
#include "gateway/run/policy_loader.h"
#include "json/document.h"

namespace mgc::gateway {

namespace {

using Documents = std::vector<std::shared_ptr<const policy::CompiledDocument>>;

struct Tier {
    std::string_view name;
    policy::Gateway gateway;
    policy::WindowKind window;
};

constexpr Tier tiers[] = {
    {"developer", policy::Gateway::Classic, policy::WindowKind::Sliding},
    {"basic", policy::Gateway::Classic, policy::WindowKind::Sliding},
    {"standard", policy::Gateway::Classic, policy::WindowKind::Sliding},
    {"premium", policy::Gateway::Classic, policy::WindowKind::Sliding},
    {"basicv2", policy::Gateway::V2, policy::WindowKind::TokenBucket},
    {"standardv2", policy::Gateway::V2, policy::WindowKind::TokenBucket},
    {"premiumv2", policy::Gateway::V2, policy::WindowKind::TokenBucket},
    {"consumption", policy::Gateway::Consumption, policy::WindowKind::Sliding},
    {"self-hosted", policy::Gateway::SelfHosted, policy::WindowKind::Sliding},
    {"workspace", policy::Gateway::WorkspaceGateway, policy::WindowKind::Sliding},
};

const Tier* findTier(std::string_view name) {
    for (const Tier& tier : tiers)
        if (equalsIgnoreCase(tier.name, name)) return &tier;
    return nullptr;
}

/// Compiles all documents of a workspace and joins them for every combination that requests can meet.
class Builder {
public:
    Builder(const EngineOptions& options, LiveProgram& program, PolicyLoader& loader, Diagnostics& diagnostics)
        : m_options(options), m_program(program), m_loader(loader), m_diagnostics(diagnostics) {}

    void build() {
        const auto* global = m_program.workspace->globalPolicy();
        m_global = global ? m_loader.load(*global, policy::Scope::Global, {}) : m_loader.loadDefault();
        if (m_global) m_program.globalProgram = policy::joinProgram({m_global});
        for (const auto& product : m_program.routes->products())
            if (product->resource->policy)
                m_products[product.get()] = m_loader.load(*product->resource->policy, policy::Scope::Product, product->resource->workspace);
        m_program.programs.resize(m_program.routes->apis().size());
        m_program.graphQlApis.resize(m_program.routes->apis().size());
        m_program.examples.resize(m_program.routes->operationCount());
        m_program.contracts.resize(m_program.routes->operationCount());
        m_library = schemaLibrary(*m_program.workspace);
        for (const auto& api : m_program.routes->apis()) addApi(*api);
    }

private:
    void addApi(const RoutedApi& api) {
        if (api.resource->type == resources::ApiType::GraphQl)
            m_program.graphQlApis[api.index] = buildGraphQlApi(*api.resource, m_loader, m_diagnostics);
        const auto* specification = api.resource->specification ? &api.resource->specification->root() : nullptr;
        for (const auto& operation : api.operations)
            m_program.examples[operation.index] = responseExamples(*operation.resource, specification);
        for (const auto& operation : api.operations)
            m_program.contracts[operation.index] = operationContract(*operation.resource, api.resource->specification.get(), m_library);

        const bool webSocket = api.resource->type == resources::ApiType::WebSocket;
        std::optional<resources::PolicyDocument> own = api.resource->policy;
        if (!m_options.replacedApiId.empty() && equalsIgnoreCase(api.resource->name, m_options.replacedApiId))
            own = resources::PolicyDocument{"api", "/apis/" + api.resource->name, m_options.replacedPolicyFile,
                                            std::make_shared<const std::string>(m_options.replacedPolicyText)};
        const bool replaced = own && own->file == m_options.replacedPolicyFile && !m_options.replacedApiId.empty();
        const auto compiled = !own       ? nullptr
                              : replaced ? m_loader.loadAlone(*own, policy::Scope::Api, api.resource->workspace)
                                         : m_loader.load(*own, policy::Scope::Api, api.resource->workspace, webSocket);

        auto& programs = m_program.programs[api.index];
        programs.general[nullptr] = join(api, nullptr, compiled, nullptr);
        for (const auto* product : api.products) programs.general[product] = join(api, product, compiled, nullptr);
        for (const auto& operation : api.operations) {
            if (!operation.resource->policy) continue;
            const auto document = m_loader.load(*operation.resource->policy, policy::Scope::Operation, api.resource->workspace, webSocket);
            auto& own_programs = programs.ofOperation[&operation];
            own_programs[nullptr] = join(api, nullptr, compiled, document);
            for (const auto* product : api.products) own_programs[product] = join(api, product, compiled, document);
        }
    }

    std::shared_ptr<const policy::Program> join(const RoutedApi& api, const RoutedProduct* product,
                                                const std::shared_ptr<const policy::CompiledDocument>& own,
                                                const std::shared_ptr<const policy::CompiledDocument>& operation) {
        Documents documents{m_global};
        documents.push_back(workspaceDocument(api.resource->workspace));
        if (product)
            if (const auto found = m_products.find(product); found != m_products.end()) documents.push_back(found->second);
        documents.push_back(own);
        documents.push_back(operation);
        std::erase(documents, nullptr);
        return policy::joinProgram(std::move(documents));
    }

    std::shared_ptr<const policy::CompiledDocument> workspaceDocument(const std::string& name) {
        if (name.empty()) return nullptr;
        if (const auto found = m_workspaces.find(name); found != m_workspaces.end()) return found->second;
        const auto* document = m_program.workspace->workspacePolicy(name);
        return m_workspaces[name] = document ? m_loader.load(*document, policy::Scope::Workspace, name) : nullptr;
    }

    const EngineOptions& m_options;
    LiveProgram& m_program;
    PolicyLoader& m_loader;
    Diagnostics& m_diagnostics;
    std::shared_ptr<const schema::SchemaLibrary> m_library;
    std::shared_ptr<const policy::CompiledDocument> m_global;
    std::map<const RoutedProduct*, std::shared_ptr<const policy::CompiledDocument>> m_products;
    std::map<std::string, std::shared_ptr<const policy::CompiledDocument>> m_workspaces;
};

}  // namespace

std::shared_ptr<LiveProgram> buildLiveProgram(const EngineOptions& options, const policy::Catalog& catalog, Diagnostics& diagnostics) {
    resources::ReadOptions reading;
    for (const auto& [name, value] : options.namedValues) reading.settings.emplace(name, value);
    auto workspace = resources::Workspace::read(options.workspace.string(), diagnostics, reading);
    if (!workspace) {
        diagnostics.error(workspace.error().code, workspace.error().message, workspace.error().range);
        return nullptr;
    }
    auto program = std::make_shared<LiveProgram>();
    program->workspace = *workspace;
    const std::string tierName = !options.tier.empty() ? options.tier : (*workspace)->tier;
    const Tier* tier = findTier(tierName.empty() ? "developer" : tierName);
    if (!tier) {
        diagnostics.error("MGC4230",
                          "'" + tierName +
                              "' is not an APIM tier: use developer, basic, standard, premium, basicv2, standardv2, premiumv2, " +
                              "consumption, self-hosted or workspace.",
                          {});
        return nullptr;
    }
    program->tier = tier->name;
    program->windowKind = tier->window;
    program->deployment = std::make_shared<expression::DeploymentData>();
    program->routes = RouteTable::build(*workspace, diagnostics);
    program->correlations = CorrelationTable(*program->routes, **workspace, options.correlation);

    policy::ValidationOptions validation;
    if (!tierName.empty()) {
        validation.gateway = tier->gateway;
        validation.gatewayName = tierName;
    }
    PolicyLoader loader(**workspace, catalog, validation, diagnostics);
    Builder(options, *program, loader, diagnostics).build();
    program->limits = loader.takeLimits();
    if (diagnostics.hasErrors()) return nullptr;
    return program;
}

}  // namespace mgc::gateway
