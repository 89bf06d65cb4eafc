#include "gateway/run/tool_schema.h"

#include "base/text.h"

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;

constexpr int deepest = 12;

/// `schema` with "#/..." references replaced by what they point to.
Json resolved(const Json& schema, const Json* specification, int depth) {
    if (depth >= deepest) return Json::object();
    if (schema.is_array()) {
        Json out = Json::array();
        for (const auto& item : schema) out.push_back(resolved(item, specification, depth + 1));
        return out;
    }
    if (!schema.is_object()) return schema;
    if (schema.contains("$ref") && schema["$ref"].is_string() && specification) {
        const auto reference = schema["$ref"].get<std::string>();
        if (!reference.starts_with("#/")) return Json::object();
        const Json::json_pointer pointer(reference.substr(1));
        if (!specification->contains(pointer)) return Json::object();
        return resolved((*specification)[pointer], specification, depth + 1);
    }
    Json out = Json::object();
    for (const auto& [name, member] : schema.items()) out[name] = resolved(member, specification, depth + 1);
    return out;
}

/// Placeholder names in "{a}" form, "{*rest}" without its star.
std::vector<std::string> placeholders(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        const auto end = text.find('}', at);
        if (end == std::string_view::npos) break;
        std::string_view name = text.substr(at + 1, end - at - 1);
        if (name.starts_with('*')) name.remove_prefix(1);
        if (!name.empty()) names.emplace_back(name);
    }
    return names;
}

}  // namespace

TemplateParameters templateParameters(std::string_view urlTemplate) {
    TemplateParameters result;
    const auto question = urlTemplate.find('?');
    result.path = placeholders(urlTemplate.substr(0, question));
    if (question == std::string_view::npos) return result;
    for (const auto pair : split(urlTemplate.substr(question + 1), '&')) {
        const auto equals = pair.find('=');
        const auto names = equals == std::string_view::npos ? std::vector<std::string>{} : placeholders(pair.substr(equals + 1));
        if (!names.empty()) result.query.emplace_back(std::string(pair.substr(0, equals)), names.front());
    }
    return result;
}

Json toolSchema(const resources::Api& api, const resources::Operation& operation) {
    const Json* specification = api.specification ? &api.specification->root() : nullptr;
    Json properties = Json::object();
    Json required = Json::array();
    const auto add = [&](const std::string& name, Json schema, bool needed) {
        if (properties.contains(name)) return;
        if (!schema.is_object() || schema.empty()) schema = {{"type", "string"}};
        properties[name] = std::move(schema);
        if (needed) required.push_back(name);
    };
    for (const auto& parameter : operation.parameters) {
        if (parameter.location == "cookie") continue;
        add(parameter.name, parameter.schema ? resolved(*parameter.schema, specification, 0) : Json::object(),
            parameter.required || parameter.location == "path");
    }
    const auto inTemplate = templateParameters(operation.urlTemplate);
    for (const auto& name : inTemplate.path) add(name, Json::object(), true);
    for (const auto& [name, placeholder] : inTemplate.query) add(name, Json::object(), true);
    for (const auto& body : operation.requestBodies) {
        if (body.contentType.find("json") == std::string::npos) continue;
        Json schema = body.schema ? resolved(*body.schema, specification, 0) : Json{{"type", "object"}};
        add("body", std::move(schema), operation.bodyRequired);
        break;
    }
    Json schema = {{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

}  // namespace mgc::gateway
