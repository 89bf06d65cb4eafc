#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mgc::json {

/// A configuration text as a tree that still knows where everything stands. Immutable, cheap to copy, shared between threads.
/// Members keep their order. Limits: 32 MiB of text, 128 levels, a repeated member name is an error.
class Document {
public:
    /// Byte offsets of a value and, for a member of an object, of its name (with quotes).
    struct Location {
        std::size_t begin = 0, end = 0;
        std::size_t nameBegin = 0, nameEnd = 0;
    };

    /// Error InvalidJson with the exact place.
    [[nodiscard]] static Result<Document> parse(std::string text, std::string file);
    /// YAML 1.2 core as the same tree (error InvalidYaml). Aliases are followed up to a bound of 250,000 nodes.
    [[nodiscard]] static Result<Document> parseYaml(std::string text, std::string file);

    [[nodiscard]] const nlohmann::ordered_json& root() const { return *m_root; }
    [[nodiscard]] std::shared_ptr<const nlohmann::ordered_json> sharedRoot() const { return m_root; }
    [[nodiscard]] const std::string& text() const { return *m_text; }
    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] bool isYaml() const { return m_places != nullptr; }

    /// Where the value at a JSON pointer stands. JSON text is scanned again for it: findings are rare and a map of every node of a big
    /// specification would cost more than the specification.
    [[nodiscard]] std::optional<Location> locate(std::string_view pointer) const;
    /// The value's range; if there is no such value, that of its closest existing parent (begin of an object only up to its brace).
    [[nodiscard]] SourceRange rangeOf(std::string_view pointer) const;
    /// The range of the member's name.
    [[nodiscard]] SourceRange nameRangeOf(std::string_view pointer) const;

private:
    friend class YamlReader;
    Document(std::shared_ptr<const nlohmann::ordered_json> root, std::shared_ptr<const std::string> text, std::string file)
        : m_root(std::move(root)), m_text(std::move(text)), m_file(std::move(file)) {}

    std::shared_ptr<const nlohmann::ordered_json> m_root;
    std::shared_ptr<const std::string> m_text;
    std::string m_file;
    std::shared_ptr<const std::map<std::string, Location, std::less<>>> m_places;  ///< YAML only: pointer -> place
};

}  // namespace mgc::json
