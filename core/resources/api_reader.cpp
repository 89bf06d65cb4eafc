// The part of WorkspaceReader that reads APIs: info file, specification, operations, policies, diagnostics.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "resources/files.h"
#include "resources/members.h"
#include "resources/resource_type.h"
#include "resources/specification.h"
#include "resources/workspace_reader.h"

namespace mgc::resources {
namespace {

SourceRange startOf(const std::string& file) { return {file, {1, 1, 0}, {1, 1, 0}}; }

/// The operation that API Management makes by itself for APIs without a list of operations.
Operation builtInOperation(std::string_view name, std::string_view method, std::string_view urlTemplate) {
    Operation operation;
    operation.name = operation.displayName = name;
    operation.method = method;
    operation.urlTemplate = urlTemplate;
    return operation;
}

}  // namespace

void WorkspaceReader::readApis(const Level& level) {
    collection(level, resourceType("api"), [&](Resource resource, const std::string& folder) {
        Api api = readApi(std::move(resource));
        api.policy = policy(folder, "api", api.id);
        readOperations(api, folder);
        collection({folder, api.id, level.workspace}, resourceType("diagnostic"),
                   [&](Resource setting, const std::string&) { api.diagnostics.push_back(readDiagnostic(std::move(setting))); });
        m_workspace.apis.push_back(std::move(api));
    });
}

void WorkspaceReader::readOperations(Api& api, const std::string& folder) {
    switch (api.type) {
        case ApiType::Http:
        case ApiType::OData:
            readSpecificationFile(api, folder);
            break;
        case ApiType::WebSocket:
            api.operations.push_back(builtInOperation("onHandshake", "GET", "/*"));
            break;
        case ApiType::GraphQl:
            // Policies see one POST, whether the service behind serviceUrl answers (pass-through) or resolvers do (synthetic).
            api.operations.push_back(builtInOperation("graphql", "POST", "/"));
            readGraphQl(api, folder);
            break;
        case ApiType::Mcp:
        case ApiType::A2a:
            break;  // its operations follow from its endpoints (gateway/route)
        case ApiType::Soap:
        case ApiType::Grpc:
            error("MGC2012", "API \"" + api.name + "\": SOAP and gRPC APIs are not supported; its calls answer 404", api.rangeOf("/type"),
                  "type");
            break;
    }
    readOperationFolders(api, folder);
    for (Operation& operation : api.operations) {
        operation.workspace = api.workspace;
        if (operation.id.empty()) operation.id = api.id + "/operations/" + operation.name;
    }
    if (api.operations.empty() && (api.type == ApiType::Http || api.type == ApiType::OData))
        warning("MGC2008", "API \"" + api.name + "\" has no operations; its calls answer 404", startOf(api.file), "api");
}

void WorkspaceReader::readGraphQl(Api& api, const std::string& folder) {
    const std::string path = joinedPath(folder, "specification.graphql");
    if (isFile(path)) {
        auto text = readFile(path);
        if (!text) return error(text.error().code, text.error().message, text.error().range, "file");
        api.graphQlFile = path;
        api.graphQlText = std::make_shared<const std::string>(std::move(*text));
    }
    collection({folder, api.id, api.workspace}, resourceType("resolver"), [&](Resource resource, const std::string& resolverFolder) {
        Resolver resolver = readResolver(std::move(resource));
        resolver.policy = policy(resolverFolder, "resolver", resolver.id);
        if (!resolver.policy)
            warning("MGC2011", "resolver \"" + resolver.name + "\" has no policy.xml and is not used",
                    startOf(joinedPath(resolverFolder, "policy.xml")), "resolver");
        api.resolvers.push_back(std::move(resolver));
    });
    if (!api.graphQlText && api.serviceUrl.empty())
        error("MGC2012", "GraphQL API \"" + api.name + "\" has neither a serviceUrl (pass-through) nor a specification.graphql (synthetic)",
              api.rangeOf(), "api");
    if (!api.graphQlText && !api.resolvers.empty())
        error("MGC2012", "GraphQL API \"" + api.name + "\" has resolvers but no specification.graphql", startOf(path), "api");
}

void WorkspaceReader::readSpecificationFile(Api& api, const std::string& folder) {
    for (const std::string_view name : {"specification.json", "specification.yaml", "specification.yml"}) {
        const std::string path = joinedPath(folder, name);
        if (!isFile(path)) continue;
        auto text = document(path);
        if (!text) return;
        api.specification = std::make_shared<const json::Document>(std::move(*text));
        SpecificationContent content = readSpecification(*api.specification, api.requiredQueryInTemplate, m_diagnostics);
        api.operations = std::move(content.operations);
        if (api.serviceUrl.empty()) api.serviceUrl = content.serverUrl;
        return;
    }
    for (const std::string_view name : {"specification.wsdl", "specification.wadl", "specification.graphql"})
        if (const std::string path = joinedPath(folder, name); isFile(path))
            error("MGC2012",
                  "API \"" + api.name + "\": " + std::string(name) + " is not supported for this type of API; OpenAPI JSON or YAML is",
                  startOf(path), "specification");
}

void WorkspaceReader::readOperationFolders(Api& api, const std::string& folder) {
    collection({folder, api.id, api.workspace}, resourceType("operation"), [&](Resource resource, const std::string& operationFolder) {
        Operation* operation = nullptr;
        for (Operation& candidate : api.operations)
            if (equalsIgnoreCase(candidate.name, resource.name)) operation = &candidate;
        for (Operation& candidate : api.operations)  // Azure names the resource of "GetThing" get-thing or getthing
            if (!operation && normalizedOperationName(candidate.name) == normalizedOperationName(resource.name)) operation = &candidate;
        const Members members = Members::of(resource);
        if (!operation && members.has("method")) {
            operation = &api.operations.emplace_back();
        } else if (!operation) {
            warning("MGC2006", "API \"" + api.name + "\" has no operation \"" + resource.name + "\"; its policy is not used",
                    startOf(joinedPath(operationFolder, "policy.xml")), "operation");
            return;
        }
        if (members.has("method")) {
            operation->displayName = members.text("displayName", resource.name);
            operation->description = members.text("description");
            operation->method = members.text("method");
            operation->urlTemplate = members.text("urlTemplate", "/");
        }
        static_cast<Resource&>(*operation) = std::move(resource);
        operation->policy = policy(operationFolder, "operation", operation->id);
    });
}

}  // namespace mgc::resources
