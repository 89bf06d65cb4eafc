#include "azure/apim/entity.h"

#include <QCryptographicHash>
#include <algorithm>
#include <map>

#include "azure/apim/secrets.h"
#include "azure/apim/service_ref.h"
#include "json/document.h"
#include "resources/resource_type.h"
#include "resources/types/named_value.h"

namespace mgc::azure {

namespace {

std::string segmentAfter(const std::string& id, std::string_view collection) {
    const std::string key = '/' + std::string(collection) + '/';
    const std::size_t at = id.find(key);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + key.size();
    return id.substr(begin, id.find_first_of("/#", begin) - begin);
}

std::string lastOf(const std::string& id) { return id.substr(id.rfind('/') + 1); }

std::string folderOf(std::string_view kind) { return std::string(resources::resourceType(kind).folder); }

/// Members that Azure computes; they would make noise in files and are refused in bodies.
void dropReadOnly(EntityKind kind, Json& properties) {
    properties.erase("provisioningState");
    if (kind == EntityKind::NamedValue && properties.contains("keyVault") && properties["keyVault"].is_object())
        properties["keyVault"].erase("lastStatus");
    if (kind == EntityKind::Api) properties.erase("isOnline");
    if (kind == EntityKind::Group) properties.erase("builtIn");
    if (kind == EntityKind::Subscription) properties.erase("createdDate");
    if (kind == EntityKind::PolicyFragment || kind == EntityKind::Policy) properties.erase("complianceState");
}

/// Ids of this service become relative ("/loggers/azuremonitor"), so that the files fit another service as well.
void makeRelative(Json& value, const std::string& serviceId) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (text.size() > serviceId.size() && text[serviceId.size()] == '/' && startsWithIgnoreCase(text, serviceId))
            value = text.substr(serviceId.size());
    } else if (value.is_structured()) {
        for (auto& member : value) makeRelative(member, serviceId);
    }
}

std::string textMember(const Json& object, const char* name) {
    return object.is_object() && object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : std::string();
}

Json propertiesOf(const Json& body) {
    return body.is_object() && body.contains("properties") && body["properties"].is_object() ? body["properties"] : Json::object();
}

/// Every member of `wanted` is in `live` with the same value; ids compare without case.
bool contains(const Json& live, const Json& wanted) {
    if (wanted.is_object()) {
        if (!live.is_object()) return wanted.empty();
        for (const auto& [name, value] : wanted.items()) {
            if (value.is_null() || (value.is_string() && value.get_ref<const std::string&>().starts_with("secretref:"))) continue;
            if (!live.contains(name) || !contains(live[name], value)) return false;
        }
        return true;
    }
    if (wanted.is_array()) {
        if (!live.is_array() || live.size() != wanted.size()) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!contains(live[i], wanted[i])) return false;
        return true;
    }
    if (wanted.is_string() && live.is_string() && wanted.get_ref<const std::string&>().starts_with('/'))
        return equalsIgnoreCase(wanted.get_ref<const std::string&>(), live.get_ref<const std::string&>());
    return live == wanted;
}

Json parsedProperties(const std::string& text) { return propertiesOf(Json::parse(text, nullptr, false)); }

}  // namespace

std::string_view toText(EntityKind kind) {
    constexpr std::string_view names[] = {
        "namedValue", "tag",        "gateway",      "versionSet", "backend",       "logger",    "group",    "policyFragment",
        "diagnostic", "product",    "subscription", "api",        "specification", "operation", "resolver", "release",
        "policy",     "productApi", "productGroup", "gatewayApi", "apiTag",        "productTag"};
    return names[static_cast<std::size_t>(kind)];
}

const std::vector<Collection>& serviceCollections() {
    static const std::vector<Collection> all{{EntityKind::NamedValue, "namedValues", "namedValue"},
                                             {EntityKind::Tag, "tags", "tag"},
                                             {EntityKind::Gateway, "gateways", "gateway"},
                                             {EntityKind::VersionSet, "apiVersionSets", "versionSet"},
                                             {EntityKind::Backend, "backends", "backend"},
                                             {EntityKind::Logger, "loggers", "logger"},
                                             {EntityKind::Group, "groups", "group"},
                                             {EntityKind::PolicyFragment, "policyFragments", "policyFragment"},
                                             {EntityKind::Diagnostic, "diagnostics", "diagnostic"},
                                             {EntityKind::Api, "apis", "api"},
                                             {EntityKind::Product, "products", "product"},
                                             {EntityKind::Subscription, "subscriptions", "subscription"}};
    return all;
}

std::string Entity::hash() const {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromStdString(text));
    hash.addData(QByteArray(1, '\0'));
    hash.addData(QByteArray::fromStdString(policyText));
    return hash.result().toHex().toStdString();
}

bool isSafeName(std::string_view name) {
    return !name.empty() && name != "." && name != ".." && name.size() <= 256 &&
           std::none_of(name.begin(), name.end(), [](char c) { return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
}

bool isGraphQlSchema(const Entity& entity) { return entity.kind == EntityKind::Specification && entity.file.ends_with(".graphql"); }

std::string armPath(const std::string& serviceId, const Entity& entity) {
    return serviceId + entity.id.substr(0, entity.id.find('#')) + (isGraphQlSchema(entity) ? "/schemas/graphql" : "");
}

Entity entityAt(const std::string& id, EntityKind kind) {
    Entity entity{id, kind, {}, {}, {}, {}};
    const std::string api = segmentAfter(id, "apis"), product = segmentAfter(id, "products"), operation = segmentAfter(id, "operations"),
                      resolver = segmentAfter(id, "resolvers");
    const std::string apiFolder = folderOf("api") + '/' + api + '/', productFolder = folderOf("product") + '/' + product + '/';
    switch (kind) {
        case EntityKind::Policy:
            entity.file = !operation.empty()  ? apiFolder + "operations/" + operation + "/policy.xml"
                          : !resolver.empty() ? apiFolder + "resolvers/" + resolver + "/policy.xml"
                          : !api.empty()      ? apiFolder + "policy.xml"
                          : !product.empty()  ? productFolder + "policy.xml"
                                              : "policy.xml";
            break;
        case EntityKind::Specification:
            entity.file = apiFolder + "specification.json";
            break;
        case EntityKind::Operation:
            entity.file = apiFolder + "operations/" + operation + "/operationInformation.json";
            break;
        case EntityKind::Resolver:
            entity.file = apiFolder + "resolvers/" + resolver + "/resolverInformation.json";
            break;
        case EntityKind::Release:
            entity.file = apiFolder + "releases/" + lastOf(id) + "/apiReleaseInformation.json";
            break;
        case EntityKind::ProductApi:
            entity.file = productFolder + "apis/" + lastOf(id) + "/productApiInformation.json";
            break;
        case EntityKind::ProductGroup:
            entity.file = productFolder + "groups/" + lastOf(id) + "/productGroupInformation.json";
            break;
        case EntityKind::GatewayApi:
            entity.file = folderOf("gateway") + '/' + segmentAfter(id, "gateways") + "/apis/" + lastOf(id) + "/gatewayApiInformation.json";
            break;
        case EntityKind::ApiTag:
            entity.file = folderOf("tag") + '/' + lastOf(id) + "/apis/" + api + "/tagApiInformation.json";
            break;
        case EntityKind::ProductTag:
            entity.file = folderOf("tag") + '/' + lastOf(id) + "/products/" + product + "/tagProductInformation.json";
            break;
        default:
            for (const Collection& collection : serviceCollections())
                if (collection.kind == kind) {
                    const auto& type = resources::resourceType(collection.resource);
                    const std::string parent = kind == EntityKind::Diagnostic && !api.empty() ? apiFolder : std::string();
                    entity.file = parent + std::string(type.folder) + '/' + lastOf(id) + '/' + std::string(type.infoFile);
                    if (kind == EntityKind::PolicyFragment) entity.policyFile = std::string(type.folder) + '/' + lastOf(id) + "/policy.xml";
                }
    }
    return entity;
}

Entity rendered(const std::string& id, EntityKind kind, const LiveEntity& live, const std::string& serviceId) {
    Entity entity = entityAt(id, kind);
    Json properties = propertiesOf(live.body);
    switch (kind) {
        case EntityKind::Policy:
            entity.text = textMember(properties, "value");
            return entity;
        case EntityKind::Specification:
            entity.text = live.specification;
            if (!live.specificationFile.empty()) entity.file = entity.file.substr(0, entity.file.rfind('/') + 1) + live.specificationFile;
            return entity;
        case EntityKind::ProductApi:
        case EntityKind::GatewayApi:
        case EntityKind::ApiTag:
        case EntityKind::ProductTag:
            entity.text = "{}\n";
            return entity;
        case EntityKind::ProductGroup:
            entity.text = "{}\n";
            return entity;
        default:
            break;
    }
    dropReadOnly(kind, properties);
    makeRelative(properties, serviceId);
    referenceSecrets(kind, properties);
    if (kind == EntityKind::PolicyFragment) {
        entity.policyText = textMember(properties, "value");
        properties.erase("value");
        properties.erase("format");
    }
    entity.text = Json{{"properties", std::move(properties)}}.dump(2) + '\n';
    return entity;
}

Result<std::optional<Json>> putBody(const Entity& entity, const std::optional<LiveEntity>& live, const std::string& serviceId,
                                    const SecretLookup& secret, const std::string& apiInformation) {
    switch (entity.kind) {
        case EntityKind::ProductApi:
        case EntityKind::ProductGroup:
        case EntityKind::ApiTag:
        case EntityKind::ProductTag:
            return std::nullopt;
        case EntityKind::GatewayApi:
            return Json{{"properties", {{"provisioningState", "created"}}}};
        case EntityKind::Policy:
            return Json{{"properties", {{"format", "rawxml"}, {"value", entity.text}}}};
        case EntityKind::Specification:
            // The schema of a GraphQL API is a resource of its own (ARM schema, service/apis/schemas).
            if (isGraphQlSchema(entity))
                return Json{{"properties",
                             {{"contentType", "application/vnd.ms-azure-apim.graphql.schema"}, {"document", {{"value", entity.text}}}}}};
            break;
        default:
            break;
    }
    const bool specification = entity.kind == EntityKind::Specification;
    const std::string& source = specification ? apiInformation : entity.text;
    MGC_TRY_ASSIGN(const json::Document document, json::Document::parse(source, entity.file));
    Json properties = propertiesOf(document.root());
    dropReadOnly(specification ? EntityKind::Api : entity.kind, properties);
    MGC_TRY(resolveSecrets(entity.id, properties, live ? propertiesOf(live->body) : Json(), secret));
    if (entity.kind == EntityKind::PolicyFragment) {
        properties["format"] = "rawxml";
        properties["value"] = entity.policyText;
    }
    if (specification) {
        const bool yaml = entity.file.ends_with(".yaml") || entity.file.ends_with(".yml");
        properties["format"] = entity.file.ends_with(".wsdl")                         ? "wsdl"
                               : entity.file.ends_with(".wadl")                       ? "wadl-xml"
                               : yaml                                                 ? "openapi"
                               : entity.text.find("\"swagger\"") != std::string::npos ? "swagger-json"
                                                                                      : "openapi+json";
        properties["value"] = entity.text;
    }
    if (entity.kind == EntityKind::NamedValue && properties.value("secret", Json(false)) == Json(true) && !properties.contains("value") &&
        !properties.contains("keyVault")) {
        const std::string name = textMember(properties, "displayName");
        const auto value = secret ? secret("named-value/" + name) : std::nullopt;
        if (!value)
            return fail("SecretMissing", "The named value " + name +
                                             " is a secret, and its value is not in the workspace. Give it in the environment as " +
                                             resources::namedValueVariable(name) + '.');
        properties["value"] = *value;
    }
    (void)serviceId;
    return Json{{"properties", std::move(properties)}};
}

bool says(const LiveEntity& live, const Entity& wanted, const std::string& serviceId) {
    const Entity now = rendered(wanted.id, wanted.kind, live, serviceId);
    switch (wanted.kind) {
        case EntityKind::Policy:
            return now.text == wanted.text;
        case EntityKind::Specification: {
            if (now.text == wanted.text) return true;
            const Json left = Json::parse(now.text, nullptr, false), right = Json::parse(wanted.text, nullptr, false);
            return left.is_object() && left == right;
        }
        case EntityKind::ProductApi:
        case EntityKind::ProductGroup:
        case EntityKind::GatewayApi:
        case EntityKind::ApiTag:
        case EntityKind::ProductTag:
            return true;
        default:
            return now.policyText == wanted.policyText && contains(parsedProperties(now.text), parsedProperties(wanted.text));
    }
}

std::string versionFor(EntityKind kind, const std::optional<Json>& body) {
    if (!body || !body->contains("properties")) return apimVersion;
    const Json& properties = (*body)["properties"];
    const auto has = [&](const char* pointer) { return properties.contains(Json::json_pointer(pointer)); };
    // Measured by comparing the published types (reference/azure/arm.md section 4).
    if (kind == EntityKind::Diagnostic && has("/largeLanguageModel")) return "2024-06-01-preview";
    if (kind == EntityKind::Backend &&
        (has("/failureResponse") || has("/pool/failureResponse") || has("/pool/sessionAffinity") || has("/azureRegion")))
        return "2025-03-01-preview";
    if ((kind == EntityKind::Api || kind == EntityKind::Specification) && has("/subscriptionKeyParameterNames/bearer"))
        return "2025-03-01-preview";
    if (kind == EntityKind::Api && textMember(properties, "type") == "mcp") return "2025-09-01-preview";
    return apimVersion;
}

int rankOf(const Entity& entity) {
    switch (entity.kind) {
        case EntityKind::NamedValue:
            return 0;
        case EntityKind::Tag:
            return 1;
        case EntityKind::Gateway:
            return 2;
        case EntityKind::VersionSet:
            return 3;
        case EntityKind::Backend:
            return textMember(parsedProperties(entity.text), "type") == "Pool" ? 5 : 4;
        case EntityKind::Logger:
            return 6;
        case EntityKind::Group:
            return 7;
        case EntityKind::PolicyFragment:
            return 8;
        case EntityKind::Diagnostic:
            return entity.id.starts_with("/apis/") ? 16 : 9;
        case EntityKind::Product:
            return 11;
        case EntityKind::Api:
            return entity.id.find(";rev=") == std::string::npos ? 12 : 14;
        case EntityKind::Specification:
            return entity.id.find(";rev=") == std::string::npos ? 13 : 15;
        case EntityKind::Operation:
        case EntityKind::Resolver:
            return 16;  // after specifications: a resolver's field must be in the schema
        case EntityKind::ProductApi:
        case EntityKind::ProductGroup:
        case EntityKind::GatewayApi:
        case EntityKind::ApiTag:
        case EntityKind::ProductTag:
            return 17;
        case EntityKind::Subscription:
            return 18;
        case EntityKind::Policy:
            return entity.id == "/policies/policy"                                                                             ? 10
                   : entity.id.find("/operations/") != std::string::npos || entity.id.find("/resolvers/") != std::string::npos ? 20
                                                                                                                               : 19;
        case EntityKind::Release:
            return 21;
    }
    return 99;
}

}  // namespace mgc::azure
