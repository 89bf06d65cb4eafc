#include "template/workspace_template.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace mgc::templates {

namespace {

using resources::Resource;

constexpr const char* version = "2024-06-01-preview";  // knows largeLanguageModel
constexpr const char* newest = "2025-09-01-preview";   // knows failureResponse, sessionAffinity and the bearer parameter's siblings

std::string symbolOf(const std::string& id) {
    std::string symbol;
    for (const char c : id) symbol += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    while (symbol.starts_with('_')) symbol.erase(0, 1);
    return symbol;
}

Json propertiesOf(const Resource& resource) {
    if (!resource.document || !resource.document->root().is_object()) return Json::object();
    const auto found = resource.document->root().find("properties");
    return found != resource.document->root().end() && found->is_object() ? Json(*found) : Json::object();
}

class Builder {
public:
    explicit Builder(const resources::Workspace& workspace) : m_workspace(workspace) {}

    Result<Template> build() {
        m_template.parameters.push_back({"apimServiceName", false, nullptr, "The API Management service that gets these resources"});
        for (const auto& item : m_workspace.namedValues) namedValue(item);
        for (const auto& item : m_workspace.tags) plain("tags", item);
        for (const auto& item : m_workspace.gateways) plain("gateways", item);
        for (const auto& item : m_workspace.versionSets) plain("apiVersionSets", item);
        for (const auto& item : m_workspace.groups) plain("groups", item);
        for (const auto& item : m_workspace.loggers) secretive("loggers", item, {"/credentials"});
        for (const bool pools : {false, true})
            for (const auto& item : m_workspace.backends)
                if ((propertiesOf(item).value("type", Json()) == Json("Pool")) == pools) backend(item);
        for (const auto& item : m_workspace.fragments) fragment(item);
        for (const auto& item : m_workspace.diagnostics) diagnostic(item);
        if (const auto* const global = m_workspace.globalPolicy()) policy("/policies/policy", *global, {});
        for (const auto& item : m_workspace.apis) api(item);
        for (const auto& item : m_workspace.products) product(item);
        for (const auto& item : m_workspace.tags)
            for (const std::string& name : item.apis) link("/apis/" + name + "/tags/" + item.name, {"/apis/" + name, item.id});
        for (const auto& item : m_workspace.subscriptions)
            if (item.name != "master") subscription(item);
        for (const auto& document : m_workspace.policies)
            if (document.scope == "workspace")
                return fail("UnsupportedExport", "APIM workspaces cannot be exported yet: " + document.file,
                            {document.file, {1, 1, 0}, {1, 1, 0}});
        return std::move(m_template);
    }

private:
    void add(const std::string& id, const Json& body, const std::vector<std::string>& dependsOn, const char* apiVersion = version) {
        TemplateResource resource;
        resource.symbol = symbolOf(id);
        resource.apiVersion = apiVersion;
        resource.type = "Microsoft.ApiManagement/service";
        std::string path;
        const auto parts = split(std::string_view(id).substr(1), '/');
        for (std::size_t i = 0; i < parts.size(); i += 2) resource.type += '/' + std::string(parts[i]);
        for (std::size_t i = 1; i < parts.size(); i += 2) path += '/' + std::string(parts[i]);
        resource.name = expression("concat(parameters('apimServiceName'), '" + replacedAll(path, "'", "''") + "')",
                                   "'${apimServiceName}" + replacedAll(path, "'", "\\'") + '\'');
        resource.body = body;
        for (const std::string& other : dependsOn)
            if (m_known.contains(toLowerAscii(other)) &&
                std::find(resource.dependsOn.begin(), resource.dependsOn.end(), m_known[toLowerAscii(other)]) == resource.dependsOn.end())
                resource.dependsOn.push_back(m_known[toLowerAscii(other)]);
        m_known[toLowerAscii(id)] = resource.symbol;
        m_template.resources.push_back(std::move(resource));
    }

    Json secretParameter(const std::string& hint, const std::string& description) {
        std::string name = symbolOf(hint);
        for (int i = 2; std::any_of(m_template.parameters.begin(), m_template.parameters.end(),
                                    [&](const Parameter& parameter) { return parameter.name == name; });
             ++i)
            name = symbolOf(hint) + std::to_string(i);
        m_template.parameters.push_back({name, true, nullptr, description});
        return parameterReference(name);
    }

    /// Literal texts become secure parameters; references to named values stay.
    void takeSecrets(Json& value, const std::string& hint) {
        if (value.is_string()) {
            const auto& text = value.get_ref<const std::string&>();
            if (!text.empty() && !text.starts_with("{{")) value = secretParameter(hint, "Secret of " + hint);
        } else if (value.is_object()) {
            for (auto& [name, member] : value.items()) takeSecrets(member, hint + '_' + name);
        } else if (value.is_array()) {
            for (Json& item : value) takeSecrets(item, hint);
        }
    }

    /// Named values, fragments and backends that a text names.
    std::vector<std::string> mentioned(const std::string& text) const {
        std::vector<std::string> ids;
        for (const auto& item : m_workspace.namedValues)
            if (text.find("{{" + item.displayName + "}}") != std::string::npos) ids.push_back(item.id);
        for (const auto& item : m_workspace.fragments)
            if (text.find("fragment-id=\"" + item.name + '"') != std::string::npos) ids.push_back(item.id);
        for (const auto& item : m_workspace.backends)
            if (text.find('"' + item.name + '"') != std::string::npos) ids.push_back(item.id);
        return ids;
    }

    void plain(const std::string&, const Resource& resource) {
        if (!resource.workspace.empty()) return;
        add(resource.id, {{"properties", propertiesOf(resource)}}, mentioned(propertiesOf(resource).dump()));
    }

    void secretive(const std::string&, const Resource& resource, const std::vector<const char*>& pointers,
                   const char* apiVersion = version) {
        Json properties = propertiesOf(resource);
        const auto depends = mentioned(properties.dump());
        for (const char* const pointer : pointers)
            if (properties.contains(Json::json_pointer(pointer)))
                takeSecrets(properties[Json::json_pointer(pointer)], resource.name + replacedAll(pointer, "/", "_"));
        std::vector<std::string> all = depends;
        for (const auto& other : m_workspace.backends)
            if (properties.value("type", Json()) == Json("Pool") &&
                properties.dump().find("/backends/" + other.name + '"') != std::string::npos)
                all.push_back(other.id);
        add(resource.id, {{"properties", std::move(properties)}}, all, apiVersion);
    }

    void backend(const resources::Backend& item) {
        const std::string text = propertiesOf(item).dump();
        const bool newer = text.find("failureResponse") != std::string::npos || text.find("sessionAffinity") != std::string::npos;
        secretive("backends", item,
                  {"/credentials/header", "/credentials/query", "/credentials/authorization/parameter", "/proxy/password"},
                  newer ? newest : version);
    }

    void namedValue(const resources::NamedValue& item) {
        Json properties = propertiesOf(item);
        if (item.secret && item.keyVaultIdentifier.empty())
            properties["value"] = secretParameter("namedValue_" + item.name, "Value of the named value " + item.displayName);
        add(item.id, {{"properties", std::move(properties)}}, {});
    }

    void fragment(const resources::PolicyFragment& item) {
        Json properties = propertiesOf(item);
        properties["format"] = "rawxml";
        const std::string text = item.policy ? *item.policy->text : "";
        properties["value"] = textFile("policies/fragments/" + item.name + ".xml", text);
        auto depends = mentioned(text);
        std::erase(depends, item.id);
        // An included fragment that comes later in the list cannot be waited for yet, so it goes first.
        for (const auto& other : m_workspace.fragments)
            if (std::find(depends.begin(), depends.end(), other.id) != depends.end() && !m_known.contains(toLowerAscii(other.id)) &&
                m_underway.insert(other.id).second)
                fragment(other);
        if (!m_known.contains(toLowerAscii(item.id))) add(item.id, {{"properties", std::move(properties)}}, depends);
    }

    void diagnostic(const resources::DiagnosticSetting& item) {
        add(item.id, {{"properties", propertiesOf(item)}}, {"/loggers/" + item.logger, item.id.substr(0, item.id.rfind("/diagnostics/"))});
    }

    void policy(const std::string& id, const resources::PolicyDocument& document, std::vector<std::string> depends) {
        const auto named = mentioned(*document.text);
        depends.insert(depends.end(), named.begin(), named.end());
        add(id,
            {{"properties",
              {{"format", "rawxml"},
               {"value",
                textFile(id == "/policies/policy" ? "policies/global.xml" : "policies" + id.substr(0, id.rfind("/policies/")) + ".xml",
                         *document.text)}}}},
            depends);
    }

    void api(const resources::Api& item) {
        if (!item.workspace.empty()) return;
        Json properties = propertiesOf(item);
        if (item.specification) {
            const bool yaml = item.specification->isYaml();
            properties["format"] = yaml ? "openapi" : item.specification->root().contains("swagger") ? "swagger-json" : "openapi+json";
            properties["value"] = textFile("specifications/" + item.name + (yaml ? ".yaml" : ".json"), item.specification->text());
        }
        add(item.id, {{"properties", std::move(properties)}},
            {item.versionSet.empty() ? std::string() : "/apiVersionSets/" + item.versionSet});
        if (item.policy) policy(item.id + "/policies/policy", *item.policy, {item.id});
        for (const auto& operation : item.operations) {
            if (!item.specification && operation.document) add(operation.id, {{"properties", propertiesOf(operation)}}, {item.id});
            if (operation.policy) policy(operation.id + "/policies/policy", *operation.policy, {item.id, operation.id});
        }
        for (const auto& setting : item.diagnostics) diagnostic(setting);
    }

    void product(const resources::Product& item) {
        if (!item.workspace.empty()) return;
        add(item.id, {{"properties", propertiesOf(item)}}, {});
        if (item.policy) policy(item.id + "/policies/policy", *item.policy, {item.id});
        for (const std::string& name : item.apis) link(item.id + "/apis/" + name, {item.id, "/apis/" + name});
        for (const std::string& name : item.groups) link(item.id + "/groups/" + name, {item.id, "/groups/" + name});
    }

    void link(const std::string& id, const std::vector<std::string>& ends) { add(id, Json::object(), ends); }

    void subscription(const resources::Subscription& item) {
        Json properties = propertiesOf(item);
        for (const char* const local : {"primaryKey", "secondaryKey", "createdDate", "startDate", "endDate"}) properties.erase(local);
        const std::string scope = properties.value("scope", "");
        add(item.id, {{"properties", std::move(properties)}}, {scope});
    }

    const resources::Workspace& m_workspace;
    Template m_template;
    std::map<std::string, std::string> m_known;  ///< id in small letters -> symbol
    std::set<std::string> m_underway;
};

}  // namespace

Result<Template> workspaceTemplate(const resources::Workspace& workspace) { return Builder(workspace).build(); }

}  // namespace mgc::templates
