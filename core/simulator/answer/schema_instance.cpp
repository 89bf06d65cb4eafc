#include "simulator/answer/schema_instance.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace mgc::simulator {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

constexpr int deepest = 8;
constexpr int mostValues = 2000;

std::string typeOf(const json& schema) {
    if (!schema.is_object() || !schema.contains("type")) return {};
    const auto& type = schema["type"];
    if (type.is_string()) return type.get<std::string>();
    if (type.is_array())
        for (const auto& one : type)
            if (one.is_string() && one != "null") return one.get<std::string>();
    return type.is_array() ? "null" : "";
}

double numberAt(const json& schema, const char* key, double standard) {
    return schema.contains(key) && schema[key].is_number() ? schema[key].get<double>() : standard;
}

}  // namespace

SchemaInstance::SchemaInstance(const json& schema, const std::string& prompt, Seeded& random) : m_root(schema), m_random(random) {
    std::string word;
    const auto end = [&] {
        if (const auto whole = toInteger(word))
            m_numbers.push_back(static_cast<double>(*whole));
        else if (word.size() > 2 && m_nouns.size() < 64 && std::isupper(static_cast<unsigned char>(word[0])))
            m_nouns.push_back(word);
        word.clear();
    };
    for (const char c : prompt.substr(0, 4000)) {
        if (static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)))
            word += c;
        else
            end();
    }
    end();
    // The first word of a sentence is rarely the thing asked about; what comes later more often is.
    if (m_nouns.size() > 1) std::rotate(m_nouns.begin(), m_nouns.begin() + 1, m_nouns.end());
}

ordered_json SchemaInstance::make() {
    auto made = value(m_root, "value", 0);
    return made;
}

const json& SchemaInstance::resolved(const json& schema) const {
    const json* at = &schema;
    for (int hops = 0; hops < 16 && at->is_object() && at->contains("$ref") && (*at)["$ref"].is_string(); ++hops) {
        const auto reference = (*at)["$ref"].get<std::string>();
        if (!reference.starts_with("#")) break;
        const json* target = nullptr;
        try {
            const json::json_pointer pointer(reference.substr(1));
            if (m_root.contains(pointer)) target = &m_root.at(pointer);
        } catch (const json::exception&) {
            // A reference that is no pointer leaves the schema as it is.
        }
        if (!target) break;
        at = target;
    }
    return *at;
}

ordered_json SchemaInstance::value(const json& unresolved, const std::string& name, int depth) {
    const auto& schema = resolved(unresolved);
    if (++m_values > mostValues || !schema.is_object()) return nullptr;
    if (schema.contains("const")) return schema["const"];
    if (schema.contains("enum") && schema["enum"].is_array() && !schema["enum"].empty())
        return schema["enum"][m_random.below(schema["enum"].size())];
    if (schema.contains("default")) return schema["default"];
    for (const auto* key : {"anyOf", "oneOf"})
        if (schema.contains(key) && schema[key].is_array() && !schema[key].empty())
            return depth >= deepest ? ordered_json(nullptr) : value(schema[key][0], name, depth + 1);
    auto type = typeOf(schema);
    if (type.empty() && (schema.contains("properties") || schema.contains("allOf"))) type = "object";
    if (type == "object") return object(schema, depth);
    if (type == "array") {
        auto list = ordered_json::array();
        if (depth >= deepest || !schema.contains("items")) return list;
        const auto least = static_cast<int>(std::clamp(numberAt(schema, "minItems", 1), 0.0, 50.0));
        const auto most = static_cast<int>(std::clamp(numberAt(schema, "maxItems", 50), 0.0, 50.0));
        const auto count = std::min(std::max(least, 1 + static_cast<int>(m_random.below(2))), most);
        for (int i = 0; i < count; ++i) list.push_back(value(schema["items"], name, depth + 1));
        return list;
    }
    if (type == "integer" || type == "number") return number(schema, type == "integer");
    if (type == "boolean") return m_random.below(2) == 0;
    if (type == "null") return nullptr;
    return text(schema, name);
}

ordered_json SchemaInstance::object(const json& schema, int depth) {
    auto made = ordered_json::object();
    if (depth >= deepest) return made;
    if (schema.contains("allOf") && schema["allOf"].is_array())
        for (const auto& part : schema["allOf"]) {
            const auto piece = value(part, "", depth + 1);
            if (piece.is_object()) made.update(piece);
        }
    if (!schema.contains("properties") || !schema["properties"].is_object()) return made;
    for (const auto& [name, property] : schema["properties"].items()) made[name] = value(property, name, depth + 1);
    return made;
}

ordered_json SchemaInstance::text(const json& schema, const std::string& name) {
    const auto format = schema.contains("format") && schema["format"].is_string() ? schema["format"].get<std::string>() : std::string();
    if (format == "date-time") return "2026-01-15T10:00:00Z";
    if (format == "date") return "2026-01-15";
    if (format == "time") return "10:00:00Z";
    if (format == "email") return "someone@example.com";
    if (format == "uri" || format == "url") return "https://example.com/";
    if (format == "uuid") return "00000000-0000-4000-8000-000000000001";
    if (format == "ipv4") return "192.0.2.1";
    std::string made = m_nouns.empty() ? "sample " + name : m_nouns[m_nextNoun++ % m_nouns.size()];
    const auto least = static_cast<std::size_t>(std::clamp(numberAt(schema, "minLength", 0), 0.0, 1000.0));
    const auto most = static_cast<std::size_t>(std::clamp(numberAt(schema, "maxLength", 1000), 0.0, 1000.0));
    while (made.size() < least) made += ' ' + name + '.';
    if (made.size() > most) made = std::string("sample").substr(0, most);
    return made;
}

ordered_json SchemaInstance::number(const json& schema, bool whole) {
    double made = m_numbers.empty() ? static_cast<double>(1 + m_random.below(9)) : m_numbers[m_nextNumber++ % m_numbers.size()];
    made = std::max(made, numberAt(schema, "minimum", -1e15));
    made = std::min(made, numberAt(schema, "maximum", 1e15));
    if (const auto above = numberAt(schema, "exclusiveMinimum", -1e15); made <= above) made = above + 1;
    if (const auto step = numberAt(schema, "multipleOf", 0); step > 0) made = std::ceil(made / step) * step;
    if (whole || made == std::floor(made)) return static_cast<std::int64_t>(made);
    return made;
}

}  // namespace mgc::simulator
