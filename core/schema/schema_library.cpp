#include "schema/schema_library.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "schema/operation_contract.h"
#include "schema/xml_schema.h"

namespace mgc::schema {

SchemaLibrary::~SchemaLibrary() = default;

const SchemaLibrary::Entry* SchemaLibrary::find(std::string_view id) const {
    for (const Entry& entry : m_entries)
        if (equalsIgnoreCase(entry.id, id)) return &entry;
    return nullptr;
}

Result<std::shared_ptr<const Definition>> SchemaLibrary::json(std::string_view id, std::string_view reference) const {
    const Entry* entry = find(id);
    if (!entry || entry->xml) return fail("SchemaNotFound", "There is no JSON schema '" + std::string(id) + "'.");
    const std::string key = std::string(id) + " " + std::string(reference);
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_definitions.find(key); found != m_definitions.end()) return found->second;
    const auto root = std::make_shared<const nlohmann::ordered_json>(nlohmann::ordered_json::parse(entry->text, nullptr, false));
    if (root->is_discarded()) return fail("InvalidSchema", "The schema '" + std::string(id) + "' is no JSON.");
    JsonPointerTo schema = root;
    if (!reference.empty()) {
        try {
            const nlohmann::ordered_json::json_pointer pointer(std::string(reference.starts_with('#') ? reference.substr(1) : reference));
            schema = JsonPointerTo(root, &root->at(pointer));
        } catch (const nlohmann::ordered_json::exception&) {
            return fail("SchemaNotFound", "The schema '" + std::string(id) + "' has nothing at " + std::string(reference) + ".");
        }
    }
    std::string name(reference.empty() ? id : reference.substr(reference.rfind('/') + 1));
    return m_definitions[key] = std::make_shared<const Definition>(std::move(name), std::move(schema), root);
}

Result<std::shared_ptr<const XmlSchema>> SchemaLibrary::xml(std::string_view id) const {
    const Entry* entry = find(id);
    if (!entry || !entry->xml) return fail("SchemaNotFound", "There is no XML schema '" + std::string(id) + "'.");
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_xml.find(id); found != m_xml.end()) return found->second;
    const auto include = [this](const std::string& address) -> std::optional<std::string> {
        const Entry* other = find(std::string_view(address).substr(address.rfind('/') + 1));
        if (!other || !other->xml) return std::nullopt;
        return other->text;
    };
    MGC_TRY_ASSIGN(auto compiled, XmlSchema::compile(entry->text, include));
    m_xml.emplace(std::string(id), compiled);
    return compiled;
}

}  // namespace mgc::schema
