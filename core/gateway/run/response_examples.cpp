#include "gateway/run/response_examples.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;

constexpr int deepest = 32;
constexpr std::size_t mostMembers = 500;

const Json* resolved(const Json& schema, const Json* specification) {
    const Json* at = &schema;
    for (int hops = 0; hops < deepest && specification && at->is_object() && at->contains("$ref") && (*at)["$ref"].is_string(); ++hops) {
        const std::string reference = (*at)["$ref"].get<std::string>();
        if (!reference.starts_with("#/")) return nullptr;
        try {
            const Json::json_pointer pointer(reference.substr(1));
            if (!specification->contains(pointer)) return nullptr;
            at = &specification->at(pointer);
        } catch (const Json::exception&) {
            return nullptr;
        }
    }
    return at;
}

Json sampleText(const Json& schema) {
    const std::string format = schema.contains("format") && schema["format"].is_string() ? schema["format"].get<std::string>() : "";
    if (format == "date-time") return "2020-01-01T00:00:00Z";
    if (format == "date") return "2020-01-01";
    if (format == "uuid") return "00000000-0000-0000-0000-000000000000";
    if (format == "uri") return "https://example.com/";
    return "string";
}

int statusNumber(const std::string& status) {
    if (const auto number = toInteger(status)) return static_cast<int>(*number);
    return status.size() == 3 && status[0] >= '1' && status[0] <= '5' ? (status[0] - '0') * 100 : 200;  // "4XX", "default"
}

}  // namespace

Json sampleOf(const Json& given, const Json* specification, int depth) {
    const Json* schema = depth > deepest ? nullptr : resolved(given, specification);
    if (!schema || !schema->is_object()) return nullptr;
    if (schema->contains("example")) return (*schema)["example"];
    if (schema->contains("default")) return (*schema)["default"];
    if (schema->contains("enum") && (*schema)["enum"].is_array() && !(*schema)["enum"].empty()) return (*schema)["enum"][0];
    if (schema->contains("const")) return (*schema)["const"];
    for (const char* choice : {"oneOf", "anyOf"})
        if (schema->contains(choice) && (*schema)[choice].is_array() && !(*schema)[choice].empty()) return sampleOf((*schema)[choice][0], specification, depth + 1);
    Json type = schema->value("type", Json());
    if (type.is_array() && !type.empty()) type = type[0];
    if (type == "string") return sampleText(*schema);
    if (type == "integer") return schema->value("minimum", Json(0));
    if (type == "number") return schema->value("minimum", Json(0.0));
    if (type == "boolean") return true;
    if (type == "array") {
        Json list = Json::array();
        if (schema->contains("items")) list.push_back(sampleOf((*schema)["items"], specification, depth + 1));
        return list;
    }
    Json object = Json::object();
    if (schema->contains("allOf") && (*schema)["allOf"].is_array())
        for (const auto& part : (*schema)["allOf"]) {
            const Json sample = sampleOf(part, specification, depth + 1);
            if (sample.is_object()) object.update(sample);
        }
    if (schema->contains("properties") && (*schema)["properties"].is_object())
        for (const auto& [name, member] : (*schema)["properties"].items())
            if (object.size() < mostMembers) object[name] = sampleOf(member, specification, depth + 1);
    if (object.empty() && type != "object") return nullptr;
    return object;
}

std::shared_ptr<const ResponseExamples> responseExamples(const resources::Operation& operation, const Json* specification) {
    auto examples = std::make_shared<ResponseExamples>();
    for (const auto& response : operation.responses) {
        for (const auto& representation : response.representations) {
            policy::RequestContext::ResponseExample example;
            example.status = statusNumber(response.status);
            example.contentType = representation.contentType;
            const Json value = representation.example ? *representation.example
                               : representation.schema ? sampleOf(*representation.schema, specification)
                                                       : Json();
            if (value.is_null() && !representation.example && !representation.schema) continue;
            example.body = value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
            examples->push_back(std::move(example));
        }
    }
    return examples->empty() ? nullptr : examples;
}

}  // namespace mgc::gateway
