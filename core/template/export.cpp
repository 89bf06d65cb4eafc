#include "template/export.h"

#include <filesystem>

#include "resources/files.h"
#include "template/workspace_template.h"

namespace mgc::templates {

namespace {

/// Parameters without default, to be filled in; secrets by reference or on the command line.
OutputFile parametersFile(const Template& content) {
    Json parameters = Json::object();
    for (const Parameter& parameter : content.parameters)
        if (!parameter.secret) parameters[parameter.name] = {{"value", ""}};
    return {"main.parameters.json", Json{{"$schema", "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"},
                                         {"contentVersion", "1.0.0.0"},
                                         {"parameters", std::move(parameters)}}
                                            .dump(2) +
                                        '\n'};
}

/// The OpenAPI document of an API: its specification, or one made of its operations. `servers` leads to the API's path.
Json openApiOf(const resources::Api& api) {
    Json document;
    if (api.specification && api.specification->root().contains("openapi")) {
        document = *api.specification->sharedRoot();
    } else {
        document = {{"openapi", "3.0.1"},
                    {"info", {{"title", api.displayName}, {"version", api.version.empty() ? "1.0" : api.version}}},
                    {"paths", Json::object()}};
        for (const auto& operation : api.operations) {
            const std::string path = operation.urlTemplate.substr(0, operation.urlTemplate.find('?'));
            Json written{{"operationId", operation.name},
                         {"summary", operation.displayName},
                         {"parameters", Json::array()},
                         {"responses", {{"200", {{"description", ""}}}}}};
            for (const auto& parameter : operation.parameters)
                written["parameters"].push_back({{"name", parameter.name},
                                                 {"in", parameter.location},
                                                 {"required", parameter.required || parameter.location == "path"},
                                                 {"schema", parameter.schema ? *parameter.schema : Json{{"type", "string"}}}});
            std::string method = operation.method;
            for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            document["paths"][path.empty() ? "/" : path][method] = std::move(written);
        }
    }
    document["servers"] = {{{"url", "/" + api.path}}};
    Json& schemes = document["components"]["securitySchemes"];
    if (api.subscriptionRequired) {
        schemes["apiKeyHeader"] = {{"type", "apiKey"}, {"name", api.keyHeader}, {"in", "header"}};
        schemes["apiKeyQuery"] = {{"type", "apiKey"}, {"name", api.keyQuery}, {"in", "query"}};
        document["security"] = {{{"apiKeyHeader", Json::array()}}, {{"apiKeyQuery", Json::array()}}};
    }
    if (schemes.is_null()) document["components"].erase("securitySchemes");
    if (document["components"].is_null() || document["components"].empty()) document.erase("components");
    return document;
}

/// Every file of the workspace that APIOps knows, as it is; keys of subscriptions and literal values of secret named values are left out.
Result<std::vector<OutputFile>> apiOpsFiles(const resources::Workspace& workspace) {
    std::vector<OutputFile> files;
    std::error_code code;
    const std::filesystem::path root(workspace.root);
    for (std::filesystem::recursive_directory_iterator entry(root, code), end; entry != end; entry.increment(code)) {
        if (code) return fail("MGC2001", "'" + workspace.root + "' cannot be listed: " + code.message() + '.');
        const std::string path = std::filesystem::relative(entry->path(), root, code).generic_string();
        if (path.starts_with('.')) {
            if (entry->is_directory()) entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file()) continue;
        auto text = resources::readFile(entry->path().string());
        if (!text) return fail(text.error());
        if (path.ends_with("subscriptionInformation.json") || path.ends_with("namedValueInformation.json")) {
            Json body = Json::parse(*text, nullptr, false);
            if (body.is_object() && body.contains("properties") && body["properties"].is_object()) {
                Json& properties = body["properties"];
                bool changed = properties.erase("primaryKey") + properties.erase("secondaryKey") > 0;
                if (properties.value("secret", Json()) == Json(true)) changed = properties.erase("value") > 0 || changed;
                if (changed) *text = body.dump(2) + '\n';
            }
        }
        files.push_back({path, std::move(*text)});
    }
    return files;
}

}  // namespace

Result<std::vector<OutputFile>> exportWorkspace(const resources::Workspace& workspace, std::string_view as) {
    if (as == "apiops") return apiOpsFiles(workspace);
    if (as == "openapi") {
        std::vector<OutputFile> files;
        for (const auto& api : workspace.apis) files.push_back({api.name + ".openapi.json", openApiOf(api).dump(2) + '\n'});
        return files;
    }
    MGC_TRY_ASSIGN(const Template content, workspaceTemplate(workspace));
    if (as == "bicep") {
        std::vector<OutputFile> files = bicepFiles(content);
        files.push_back(parametersFile(content));
        return files;
    }
    if (as == "arm") return std::vector<OutputFile>{{"main.json", armTemplate(content).dump(2) + '\n'}, parametersFile(content)};
    return fail("UnsupportedExport", "There is no export as \"" + std::string(as) + "\"; there are bicep, arm, apiops and openapi.");
}

}  // namespace mgc::templates
