#include "gateway/route/route_table.h"

#include <atomic>
#include <map>

#include "base/text.h"
#include "gateway/route/path_text.h"
#include "gateway/route/route_memory.h"
#include "http/uri_text.h"

namespace mgc::gateway {
namespace {

using resources::VersioningScheme;

/// The URL prefix of an API: its path, and its version where versions are path segments.
std::string prefixOf(const RoutedApi& api) {
    const bool segment = api.versionSet && api.versionSet->scheme == VersioningScheme::Segment && !api.resource->version.empty();
    if (!segment) return api.resource->path;
    return api.resource->path.empty() ? api.resource->version : api.resource->path + "/" + api.resource->version;
}

bool isPreflight(std::string_view method, const http::Headers& headers) {
    return equalsIgnoreCase(method, "OPTIONS") && headers.contains("Origin") && headers.contains("Access-Control-Request-Method");
}

/// The operations an A2A API has by itself, where the workspace has none of the same method and path.
void addBuiltIn(const AgentApi& agent, const resources::Api& api, std::vector<const resources::Operation*>& operations) {
    for (const resources::Operation& own : agent.operations) {
        bool given = false;
        for (const resources::Operation& other : api.operations)
            given = given || (equalsIgnoreCase(other.method, own.method) && equalsIgnoreCase(other.urlTemplate, own.urlTemplate));
        if (!given) operations.push_back(&own);
    }
}

/// True where query or headers may choose another version, or another operation of the same path.
bool dependsOnMore(const ApiTrie::Found& found, const std::vector<std::unique_ptr<RoutedApi>>& apis) {
    for (const std::size_t index : *found.apis) {
        const RoutedApi& api = *apis[index];
        if (api.trie.asksQuery() || (api.versionSet && api.versionSet->scheme != VersioningScheme::Segment)) return true;
    }
    return false;
}

std::uint64_t nextNumber() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

}  // namespace

RouteTable::RouteTable() : m_number(nextNumber()) {}

std::shared_ptr<const RouteTable> RouteTable::build(std::shared_ptr<const resources::Workspace> workspace, Diagnostics& diagnostics) {
    auto table = std::shared_ptr<RouteTable>(new RouteTable);
    table->m_workspace = std::move(workspace);
    table->addProducts();
    for (const resources::Api& api : table->m_workspace->apis) table->addApi(api, diagnostics);
    table->reportTwins(diagnostics);
    table->m_keys = std::make_unique<KeyChecker>(*table->m_workspace, table->m_products);
    return table;
}

void RouteTable::addProducts() {
    for (const resources::Product& product : m_workspace->products) {
        auto routed = std::make_unique<RoutedProduct>();
        routed->index = m_products.size();
        routed->resource = &product;
        m_products.push_back(std::move(routed));
    }
    for (const auto& product : m_products) product->data = productData(*product->resource, *m_workspace);
}

void RouteTable::addApi(const resources::Api& api, Diagnostics& diagnostics) {
    auto routed = std::make_unique<RoutedApi>();
    routed->index = m_apis.size();
    routed->resource = &api;
    routed->versionSet = api.versionSet.empty() ? nullptr : m_workspace->versionSet(api.versionSet, api.workspace);
    routed->data = apiData(api, diagnostics);
    if (!api.workspace.empty())
        routed->workspace = std::make_shared<const expression::WorkspaceData>(expression::WorkspaceData{api.workspace, api.workspace});
    for (const auto& product : m_products) {
        if (!equalsIgnoreCase(product->resource->workspace, api.workspace)) continue;
        bool holds = false;
        for (const std::string& name : product->resource->apis)
            holds = holds || equalsIgnoreCase(name, api.baseName()) || equalsIgnoreCase(name, api.name);
        if (!holds) continue;
        routed->products.push_back(product.get());
        if (!product->resource->subscriptionRequired && !routed->openProduct) routed->openProduct = product.get();
        auto extended = std::make_shared<expression::ProductData>(*product->data);
        extended->apis.push_back(routed->data);
        product->data = std::move(extended);
    }
    routed->mcp = mcpApi(api, *m_workspace, diagnostics);
    if (routed->mcp && !routed->mcp->tools.empty()) {
        auto withServer = std::make_shared<expression::ApiData>(*routed->data);
        if (auto url = http::parseUrl("http://" + std::string(toolServerHost) + "/" + percentEncoded(api.name)))
            withServer->serviceUrl = std::move(*url);
        routed->data = std::move(withServer);
    }
    routed->agent = agentApi(api, diagnostics);
    if (routed->agent) {
        auto withAgent = std::make_shared<expression::ApiData>(*routed->data);
        if (auto url = http::parseWrittenUrl(routed->agent->runtimeUrl)) withAgent->serviceUrl = std::move(*url);
        routed->data = std::move(withAgent);
    }
    std::vector<const resources::Operation*> operations;
    for (const resources::Operation& operation : api.operations) operations.push_back(&operation);
    if (routed->mcp)
        for (const resources::Operation& operation : routed->mcp->operations) operations.push_back(&operation);
    if (routed->agent) addBuiltIn(*routed->agent, api, operations);
    for (const resources::Operation* each : operations) {
        const resources::Operation& operation = *each;
        auto urlTemplate = UrlTemplate::parse(operation.urlTemplate);
        if (!urlTemplate) {
            diagnostics.error(urlTemplate.error().code,
                              "API \"" + api.name + "\", operation \"" + operation.name + "\": " + urlTemplate.error().message,
                              {operation.file, {1, 1, 0}, {1, 1, 0}}, "urlTemplate");
            continue;
        }
        const std::size_t twin = routed->trie.add(operation.method, std::move(*urlTemplate), routed->operations.size());
        if (twin != OperationTrie::none)
            diagnostics.warning("MGC2021",
                                "API \"" + api.name + "\": the operations \"" + routed->operations[twin].resource->name + "\" and \"" +
                                    operation.name + "\" answer the same calls; the first one wins",
                                {operation.file, {1, 1, 0}, {1, 1, 0}}, "urlTemplate");
        routed->operations.push_back({m_operationCount++, &operation, operationData(operation)});
    }
    m_trie.add(prefixOf(*routed), routed->index);
    m_apis.push_back(std::move(routed));
}

void RouteTable::reportTwins(Diagnostics& diagnostics) const {
    std::map<std::string, const RoutedApi*> seen;
    for (const auto& api : m_apis) {
        const std::string revision = api->resource->isCurrent ? "current" : api->resource->revision;
        const auto [place, fresh] =
            seen.try_emplace(toLowerAscii(prefixOf(*api)) + "\n" + api->resource->version + "\n" + revision, api.get());
        if (!fresh)
            diagnostics.error("MGC2020",
                              "the APIs \"" + place->second->resource->name + "\" and \"" + api->resource->name +
                                  "\" answer the same path \"/" + prefixOf(*api) + "\"",
                              api->resource->rangeOf("/path"), "path");
    }
}

const RoutedApi* RouteTable::choose(const ApiTrie::Found& found, std::string_view query, const http::Headers& headers) const {
    for (const std::size_t index : *found.apis) {
        const RoutedApi& api = *m_apis[index];
        if (found.revision.empty() ? !api.resource->isCurrent : api.resource->revision != found.revision) continue;
        if (api.versionSet && api.versionSet->scheme != VersioningScheme::Segment) {
            const bool inHeader = api.versionSet->scheme == VersioningScheme::Header;
            const auto value = inHeader ? headers.get(api.versionSet->headerName) : queryValue(query, api.versionSet->queryName);
            if (!value ? !api.resource->version.empty() : !equalsIgnoreCase(percentDecoded(*value, !inHeader), api.resource->version))
                continue;
        }
        return &api;
    }
    return nullptr;
}

Match RouteTable::match(std::string_view host, std::string_view method, std::string_view path, std::string_view query,
                        const http::Headers& headers) const {
    (void)host;
    RouteMemory::Entry* const place = RouteMemory::placeOf(m_number, method, path);
    if (place && RouteMemory::holds(*place, m_number, method, path))
        return {Match::Outcome::Operation, place->api, place->operation, place->parameters, path.substr(place->tail)};
    Match match = search(method, path, query, headers);
    if (!place || match.outcome != Match::Outcome::Operation) return match;
    if (!dependsOnMore(m_trie.find(path), m_apis))
        *place = {m_number, std::string(method), std::string(path), match.api, match.operation, match.parameters, path.size() - match.tail.size()};
    return match;
}

Match RouteTable::search(std::string_view method, std::string_view path, std::string_view query, const http::Headers& headers) const {
    Match match;
    const ApiTrie::Found found = m_trie.find(path);
    if (!found.apis) return match;
    match.api = choose(found, query, headers);
    if (!match.api) return match;
    match.tail = found.tail;
    std::size_t operation = match.api->trie.find(method, found.tail, query, &match.parameters);
    match.outcome = operation == OperationTrie::none ? Match::Outcome::NoOperation : Match::Outcome::Operation;
    if (operation == OperationTrie::none && isPreflight(method, headers)) {
        match.outcome = Match::Outcome::Preflight;
        operation = match.api->trie.find(*headers.get("Access-Control-Request-Method"), found.tail, query, &match.parameters);
    }
    if (operation != OperationTrie::none) match.operation = &match.api->operations[operation];
    return match;
}

const RoutedApi* RouteTable::api(std::string_view name) const {
    for (const auto& api : m_apis)
        if (equalsIgnoreCase(api->resource->name, name)) return api.get();
    return nullptr;
}

}  // namespace mgc::gateway
