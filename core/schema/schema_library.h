#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mgc::schema {

class Definition;
class XmlSchema;

/// The schemas that were added to the service ("/schemas/<id>") for content validation. Thread safe; schemas are compiled at first use.
class SchemaLibrary {
public:
    struct Entry {
        std::string id;
        bool xml = false;
        std::string text;
    };
    explicit SchemaLibrary(std::vector<Entry> entries) : m_entries(std::move(entries)) {}
    ~SchemaLibrary();

    [[nodiscard]] bool has(std::string_view id) const { return find(id) != nullptr; }
    /// `reference` is a JSON pointer into the document ("#/components/schemas/address"); "" the whole. Error SchemaNotFound, InvalidSchema.
    [[nodiscard]] Result<std::shared_ptr<const Definition>> json(std::string_view id, std::string_view reference) const;
    /// Error SchemaNotFound, InvalidSchema.
    [[nodiscard]] Result<std::shared_ptr<const XmlSchema>> xml(std::string_view id) const;

private:
    [[nodiscard]] const Entry* find(std::string_view id) const;

    std::vector<Entry> m_entries;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, std::shared_ptr<const Definition>, std::less<>> m_definitions;
    mutable std::map<std::string, std::shared_ptr<const XmlSchema>, std::less<>> m_xml;
};

}  // namespace mgc::schema
