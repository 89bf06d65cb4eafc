#include "resources/types/api.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "resources/members.h"

namespace mgc::resources {
namespace {

std::string withoutSlashes(std::string path) {
    while (path.ends_with('/')) path.pop_back();
    while (path.starts_with('/')) path.erase(0, 1);
    return path;
}

ApiType typeOf(std::string_view text) {
    if (equalsIgnoreCase(text, "soap")) return ApiType::Soap;
    if (equalsIgnoreCase(text, "websocket")) return ApiType::WebSocket;
    if (equalsIgnoreCase(text, "graphql")) return ApiType::GraphQl;
    if (equalsIgnoreCase(text, "odata")) return ApiType::OData;
    if (equalsIgnoreCase(text, "grpc")) return ApiType::Grpc;
    if (equalsIgnoreCase(text, "mcp")) return ApiType::Mcp;
    if (equalsIgnoreCase(text, "a2a")) return ApiType::A2a;
    return ApiType::Http;
}

}  // namespace

const ResourceDescriptor& api_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "api",
        .title = "API",
        .folder = "apis",
        .infoFile = "apiInformation.json",
        .armType = "Microsoft.ApiManagement/service/apis",
        .apiVersion = "2024-05-01",
        .hasPolicy = true,
        .help = "Operations under one URL path, with the policies and keys that guard them.",
        .documentation = "https://learn.microsoft.com/azure/api-management/import-and-publish",
        .members = {
            {.name = "path", .needed = Needed::Required, .maximum = 400, .help = "URL path below the gateway's host; empty for the root."},
            {.name = "displayName", .maximum = 300, .help = "Name shown to people."},
            {.name = "description", .help = "What the API is for."},
            {.name = "protocols",
             .type = MemberType::Enumeration,
             .list = true,
             .values = {"http", "https", "ws", "wss"},
             .help = "Schemes that callers may use."},
            {.name = "serviceUrl", .maximum = 2000, .help = "Backend address used unless a policy sets another."},
            {.name = "subscriptionRequired", .type = MemberType::Boolean, .help = "Callers need a subscription key."},
            {.name = "subscriptionKeyParameterNames",
             .type = MemberType::Object,
             .help = "Where callers put the key.",
             .members = {{.name = "header", .help = "Header name; Ocp-Apim-Subscription-Key without."},
                         {.name = "query", .help = "Query parameter; subscription-key without."},
                         {.name = "bearer",
                          .type = MemberType::Enumeration,
                          .values = {"enabled", "disabled"},
                          .help = "Take the key from Authorization: Bearer too."}}},
            {.name = "apiRevision", .maximum = 100, .help = "Revision number."},
            {.name = "apiRevisionDescription", .maximum = 256, .help = "What the revision changes."},
            {.name = "isCurrent", .type = MemberType::Boolean, .help = "This revision answers calls that name none."},
            {.name = "apiVersion", .maximum = 100, .help = "Version identifier within the version set."},
            {.name = "apiVersionSetId",
             .type = MemberType::Reference,
             .references = "versionSet",
             .help = "The version set the API belongs to."},
            {.name = "type",
             .type = MemberType::Enumeration,
             .values = {"http", "soap", "websocket", "graphql", "odata", "grpc", "mcp", "a2a"},
             .help = "Kind of API."},
            {.name = "apiType",
             .type = MemberType::Enumeration,
             .values = {"http", "soap", "websocket", "graphql", "odata", "grpc", "mcp", "a2a"},
             .help = "Kind of API on import."},
            {.name = "backendId", .help = "Backend entity of the remote server of an mcp API."},
            {.name = "mcpProperties", .type = MemberType::Object, .help = "Transport and endpoints of an mcp API."},
            {.name = "a2aProperties", .type = MemberType::Object, .help = "Agent card of an a2a API: its path here and its address at the agent."},
            {.name = "jsonRpcProperties", .type = MemberType::Object, .help = "Address of the agent behind an a2a API."},
            {.name = "agent", .type = MemberType::Object, .help = "Id of the agent behind an a2a API, for its traces."},
            {.name = "mcpTools", .type = MemberType::Object, .list = true, .help = "Operations that an mcp API offers as tools."},
            {.name = "translateRequiredQueryParameters",
             .type = MemberType::Enumeration,
             .values = {"template", "query"},
             .help = "Whether required query parameters of the specification become part of the URL template."},
        }};
    return descriptor;
}

std::string_view Api::baseName() const { return std::string_view(name).substr(0, name.find(";rev=")); }

Api readApi(Resource resource) {
    Api api;
    static_cast<Resource&>(api) = std::move(resource);
    const Members members = Members::of(api);
    api.displayName = members.text("displayName", api.name);
    api.description = members.text("description");
    api.path = withoutSlashes(members.text("path"));
    api.serviceUrl = members.text("serviceUrl");
    api.protocols = members.texts("protocols");
    if (api.protocols.empty()) api.protocols = {"https"};
    api.type = typeOf(members.text("type", members.text("apiType", "http")));
    api.subscriptionRequired = members.boolean("subscriptionRequired", true);
    const Members names = members.object("subscriptionKeyParameterNames");
    if (const std::string header = names.text("header"); !header.empty()) api.keyHeader = header;
    if (const std::string query = names.text("query"); !query.empty()) api.keyQuery = query;
    api.keyAsBearer = equalsIgnoreCase(names.text("bearer"), "enabled");
    const std::size_t suffix = api.name.find(";rev=");
    api.revision = members.text("apiRevision", suffix == std::string::npos ? "1" : std::string_view(api.name).substr(suffix + 5));
    api.isCurrent = members.boolean("isCurrent", suffix == std::string::npos);
    api.version = members.text("apiVersion");
    api.versionSet = lastSegment(members.text("apiVersionSetId"));
    api.requiredQueryInTemplate = !equalsIgnoreCase(members.text("translateRequiredQueryParameters"), "query");
    return api;
}

}  // namespace mgc::resources
