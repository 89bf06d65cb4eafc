#pragma once
#include <map>
#include <string>

#include "json/document.h"

namespace YAML {
class Node;
}

namespace mgc::json {

/// Turns one YAML document into the tree and the places of a Document. Used by Document::parseYaml only.
class YamlReader {
public:
    explicit YamlReader(std::shared_ptr<const std::string> text) : m_text(std::move(text)) {}
    [[nodiscard]] static Result<Document> read(std::string text, std::string file);

private:
    void convert(const YAML::Node& node, const std::string& pointer, nlohmann::ordered_json& value, std::size_t depth);

    std::shared_ptr<const std::string> m_text;
    std::map<std::string, Document::Location, std::less<>> m_places;
    std::size_t m_nodes = 0;
};

}  // namespace mgc::json
