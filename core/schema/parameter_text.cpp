#include "schema/parameter_text.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "json/pointer.h"
#include "schema/json_schema.h"

namespace mgc::schema {

namespace {

using Given = nlohmann::ordered_json;
using Json = nlohmann::json;

const Given* resolved(const Given& schema, const Given& root) {
    const Given* at = &schema;
    for (int hop = 0; hop < 32; ++hop) {
        if (!at->is_object() || !at->contains("$ref") || !(*at)["$ref"].is_string()) return at;
        const std::string reference = (*at)["$ref"].get<std::string>();
        if (!reference.starts_with("#/")) return nullptr;
        const Given* node = &root;
        for (const std::string& part : json::pointerParts(percentDecoded(std::string_view(reference).substr(1)))) {
            if (!node->is_object() || !node->contains(part)) return nullptr;
            node = &node->at(part);
        }
        at = node;
    }
    return nullptr;
}

std::string typeOf(const Given& schema) {
    const auto found = schema.is_object() ? schema.find("type") : schema.end();
    if (!schema.is_object() || found == schema.end()) return {};
    if (found->is_string()) return found->get<std::string>();
    if (found->is_array())
        for (const Given& each : *found)
            if (each.is_string() && each != "null") return each.get<std::string>();
    return {};
}

Result<Json> scalar(const std::string& text, const std::string& type) {
    if (type == "boolean") {
        if (equalsIgnoreCase(text, "true")) return Json(true);
        if (equalsIgnoreCase(text, "false")) return Json(false);
        return fail("JsonReaderException", "Could not convert string to boolean: " + text + ".");
    }
    if (type != "integer" && type != "number") return Json(text);
    const Json value = Json::parse(text, nullptr, false);
    if (value.is_number()) return value;
    return fail("JsonReaderException", "Could not convert string to " + type + ": " + text + ".");
}

}  // namespace

ParameterType parameterType(const Given& schema, const Given& root) {
    ParameterType result;
    const Given* own = resolved(schema, root);
    if (!own) return result;
    std::string type = typeOf(*own);
    for (const char* choice : {"allOf", "anyOf", "oneOf"})
        if (type.empty() && own->is_object() && own->contains(choice) && (*own)[choice].is_array())
            for (const Given& part : (*own)[choice])
                if (const Given* reached = resolved(part, root); type.empty() && reached) type = typeOf(*reached);
    result.isArray = type == "array";
    result.isObject = type == "object";
    if (result.isArray && own->is_object() && own->contains("items"))
        if (const Given* items = resolved((*own)["items"], root)) type = typeOf(*items);
    if (!type.empty() && type != "array") result.type = type;
    return result;
}

Result<Json> parameterValue(const std::vector<std::string>& texts, const ParameterType& type) {
    if (type.isObject) return parseBody(texts.front());
    if (!type.isArray) return scalar(texts.front(), type.type);
    Json list = Json::array();
    for (const std::string& text : texts)
        for (const auto part : split(text, ',')) {
            MGC_TRY_ASSIGN(Json value, scalar(std::string(trimmed(part)), type.type));
            list.push_back(std::move(value));
        }
    return list;
}

}  // namespace mgc::schema
