#include "schema/operation_contract.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace mgc::schema {

Result<std::shared_ptr<const JsonSchema>> Definition::compiled(const JsonSchemaOptions& options) const {
    const int key = static_cast<int>(options.additionalProperties) * 2 + (options.ignoreNameCase ? 1 : 0);
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_compiled.find(key); found != m_compiled.end()) return found->second;
    MGC_TRY_ASSIGN(auto schema, JsonSchema::compile(*m_schema, *m_root, options));
    m_compiled.emplace(key, schema);
    return schema;
}

const ResponseContract* OperationContract::response(int status) const {
    const std::string exact = std::to_string(status);
    const std::string family = exact.substr(0, 1) + "XX";
    for (const std::string& wanted : {exact, family, std::string("default")})
        for (const auto& response : responses)
            if (equalsIgnoreCase(response.status, wanted)) return &response;
    return nullptr;
}

const ParameterContract* OperationContract::parameter(std::string_view location, std::string_view name) const {
    for (const auto& parameter : parameters)
        if (parameter.location == location && (location == "header" ? equalsIgnoreCase(parameter.name, name) : parameter.name == name))
            return &parameter;
    return nullptr;
}

const BodyContract* findBody(const std::vector<BodyContract>& bodies, std::string_view contentType) {
    for (const auto& body : bodies)
        if (body.contentType == contentType) return &body;
    const std::string family = std::string(contentType.substr(0, contentType.find('/'))) + "/*";
    for (const auto& body : bodies)
        if (body.contentType == family || body.contentType == "*/*") return &body;
    return nullptr;
}

std::string definitionName(const nlohmann::ordered_json& schema) {
    if (!schema.is_object() || !schema.contains("$ref") || !schema["$ref"].is_string()) return {};
    const auto reference = schema["$ref"].get<std::string>();
    return reference.substr(reference.rfind('/') + 1);
}

}  // namespace mgc::schema
