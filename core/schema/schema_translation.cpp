#include "schema/schema_translation.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/text.h"
#include "json/pointer.h"

namespace mgc::schema {

namespace {

using Given = nlohmann::ordered_json;
using Json = nlohmann::json;
using Additional = JsonSchemaOptions::AdditionalProperties;

/// What a bound or a reference stops with; caught in translated().
struct Unusable {
    std::string message;
};

constexpr const char* plainKeywords[] = {"const",    "maximum",     "minimum",       "maxLength",     "minLength",  "maxItems",
                                         "minItems", "uniqueItems", "maxProperties", "minProperties", "multipleOf", "enum"};
constexpr const char* schemaKeywords[] = {"not", "contains", "propertyNames", "if", "then", "else"};
constexpr const char* listKeywords[] = {"anyOf", "oneOf"};

const Given* member(const Given& object, const char* name) {
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() ? &*found : nullptr;
}

bool isTrue(const Given* value) { return value && value->is_boolean() && value->get<bool>(); }

class Translation {
public:
    Translation(const Given& root, const JsonSchemaOptions& options) : m_root(root), m_options(options) {}

    Json run(const Given& schema) {
        Json document;
        document["allOf"] = Json::array({translate(schema, false, 0)});
        document["definitions"] = std::move(m_definitions);
        return document;
    }

private:
    /// `part`: the schema is one of several that describe the same object, so it must not close it on its own.
    Json translate(const Given& schema, bool part, int depth) {
        if (++m_nodes > JsonSchema::maximumNodes || depth > 200) throw Unusable{"the schema is too large"};
        if (schema.is_boolean()) return schema.get<bool>();
        if (!schema.is_object()) return true;
        if (const Given* reference = member(schema, "$ref"); reference && reference->is_string()) {
            Json result{{"$ref", "#/definitions/" + definition(reference->get<std::string>(), part)}};
            return nullable(schema) ? orNull(std::move(result)) : result;
        }
        Json result = Json::object();
        for (const char* name : plainKeywords)
            if (const Given* value = member(schema, name)) result[name] = Json(*value);
        if (const Given* value = member(schema, "pattern"); value && value->is_string()) result[patternKeyword] = Json(*value);
        if (const Given* value = member(schema, "format"); value && value->is_string()) result[formatKeyword] = Json(*value);
        for (const char* name : schemaKeywords)
            if (const Given* value = member(schema, name)) result[name] = translate(*value, part, depth + 1);
        for (const char* name : listKeywords)
            if (const Given* value = member(schema, name); value && value->is_array() && !value->empty())
                result[name] = list(*value, closes(schema) || part, depth);
        if (const Given* value = member(schema, "allOf"); value && value->is_array() && !value->empty())
            result["allOf"] = list(*value, closes(schema) || part, depth);
        type(schema, result);
        limits(schema, result);
        items(schema, result, depth);
        members(schema, result, part, depth);
        dependencies(schema, result, depth);
        if (nullable(schema) && !result.contains("type") && !result.empty()) return orNull(std::move(result));
        return result;
    }

    static bool nullable(const Given& schema) { return isTrue(member(schema, "nullable")) || isTrue(member(schema, "x-nullable")); }
    static Json orNull(Json schema) { return {{"anyOf", Json::array({Json{{"type", "null"}}, std::move(schema)})}}; }

    Json list(const Given& schemas, bool part, int depth) {
        Json result = Json::array();
        for (const Given& each : schemas) result.push_back(translate(each, part, depth + 1));
        return result;
    }

    static void type(const Given& schema, Json& result) {
        const Given* given = member(schema, "type");
        if (!given || *given == "file" || *given == "any") return;
        Json type = Json(*given);
        if (nullable(schema) && type.is_string()) {
            type = Json::array({type, "null"});
            if (result.contains("enum") && result["enum"].is_array()) result["enum"].push_back(nullptr);
        }
        result["type"] = std::move(type);
    }

    /// Draft 4 and OpenAPI 3.0 write exclusive limits as booleans.
    static void limits(const Given& schema, Json& result) {
        for (const auto& [exclusive, limit] : {std::pair{"exclusiveMinimum", "minimum"}, std::pair{"exclusiveMaximum", "maximum"}}) {
            const Given* value = member(schema, exclusive);
            if (!value) continue;
            if (value->is_number()) result[exclusive] = Json(*value);
            if (isTrue(value) && result.contains(limit)) {
                result[exclusive] = result[limit];
                result.erase(limit);
            }
        }
    }

    void items(const Given& schema, Json& result, int depth) {
        const Given* items = member(schema, "items");
        if (const Given* prefix = member(schema, "prefixItems"); prefix && prefix->is_array()) {
            result["items"] = list(*prefix, false, depth);
            if (items) result["additionalItems"] = translate(*items, false, depth + 1);
            return;
        }
        if (!items) return;
        result["items"] = items->is_array() ? list(*items, false, depth) : translate(*items, false, depth + 1);
        if (const Given* more = member(schema, "additionalItems"); more && items->is_array())
            result["additionalItems"] = translate(*more, false, depth + 1);
    }

    void members(const Given& schema, Json& result, bool part, int depth) {
        if (const Given* given = member(schema, "properties"); given && given->is_object())
            for (const auto& [name, value] : given->items()) result["properties"][spelled(name)] = translate(value, false, depth + 1);
        if (const Given* given = member(schema, "patternProperties"); given && given->is_object())
            for (const auto& [name, value] : given->items()) result["patternProperties"][name] = translate(value, false, depth + 1);
        if (const Given* given = member(schema, "required"); given && given->is_array() && !given->empty()) {
            Json required = Json::array();
            for (const Given& name : *given)
                if (name.is_string()) required.push_back(spelled(name.get<std::string>()));
            result["required"] = std::move(required);
        }
        const Given* additional = member(schema, "additionalProperties");
        if (closes(schema)) {
            if (part) return;
            std::set<std::string> names;
            collectNames(schema, names, 0);
            Json& properties = result["properties"];
            if (properties.is_null()) properties = Json::object();
            for (const auto& name : names)
                if (!properties.contains(name)) properties[name] = true;
            result["additionalProperties"] = false;
        } else if (additional && !(m_options.additionalProperties == Additional::Allowed && *additional == false)) {
            result["additionalProperties"] = translate(*additional, false, depth + 1);
        }
    }

    /// True where the schema describes an object that must not have other members.
    [[nodiscard]] bool closes(const Given& schema) const {
        const bool object =
            member(schema, "properties") || member(schema, "allOf") || (member(schema, "type") && *member(schema, "type") == "object");
        if (m_options.additionalProperties == Additional::Forbidden) return object;
        const Given* unevaluated = member(schema, "unevaluatedProperties");
        return m_options.additionalProperties == Additional::AsGiven && unevaluated && *unevaluated == false;
    }

    void collectNames(const Given& schema, std::set<std::string>& names, int depth) {
        const Given* at = &schema;
        if (const Given* reference = member(schema, "$ref"); reference && reference->is_string())
            at = &resolved(reference->get<std::string>());
        if (depth > 32 || !at->is_object()) return;
        if (const Given* properties = member(*at, "properties"); properties && properties->is_object())
            for (const auto& [name, value] : properties->items()) names.insert(spelled(name));
        for (const char* keyword : {"allOf", "anyOf", "oneOf"})
            if (const Given* parts = member(*at, keyword); parts && parts->is_array())
                for (const Given& each : *parts) collectNames(each, names, depth + 1);
    }

    void dependencies(const Given& schema, Json& result, int depth) {
        for (const char* keyword : {"dependencies", "dependentSchemas", "dependentRequired"}) {
            const Given* given = member(schema, keyword);
            if (!given || !given->is_object()) continue;
            for (const auto& [name, value] : given->items())
                result["dependencies"][spelled(name)] = value.is_array() ? Json(value) : translate(value, true, depth + 1);
        }
    }

    [[nodiscard]] std::string spelled(const std::string& name) const { return m_options.ignoreNameCase ? toLowerAscii(name) : name; }

    const Given& resolved(const std::string& reference) const {
        if (!reference.starts_with('#')) throw Unusable{"the reference '" + reference + "' leads out of the document"};
        const Given* node = &m_root;
        for (const std::string& part : json::pointerParts(percentDecoded(std::string_view(reference).substr(1)))) {
            const auto index = toInteger(part);
            if (node->is_object() && node->contains(part))
                node = &node->at(part);
            else if (node->is_array() && index && *index >= 0 && static_cast<std::size_t>(*index) < node->size())
                node = &node->at(static_cast<std::size_t>(*index));
            else
                throw Unusable{"the reference '" + reference + "' leads nowhere"};
        }
        return *node;
    }

    std::string definition(const std::string& reference, bool part) {
        const auto [at, isNew] = m_names.emplace(std::pair(reference, part), "d" + std::to_string(m_names.size()));
        const std::string name = at->second;
        if (isNew) {
            Json body = translate(resolved(reference), part, 0);
            m_definitions[name] = std::move(body);
        }
        return name;
    }

    const Given& m_root;
    const JsonSchemaOptions& m_options;
    std::map<std::pair<std::string, bool>, std::string> m_names;
    Json m_definitions = Json::object();
    std::size_t m_nodes = 0;
};

}  // namespace

Result<Json> translated(const Given& schema, const Given& root, const JsonSchemaOptions& options) {
    try {
        return Translation(root, options).run(schema);
    } catch (const Unusable& problem) {
        return fail("InvalidSchema", problem.message);
    } catch (const Json::exception& problem) {
        return fail("InvalidSchema", problem.what());
    }
}

}  // namespace mgc::schema
