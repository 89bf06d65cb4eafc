#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/diagnostic.h"
#include "resources/descriptor.h"
#include "resources/resource.h"

namespace mgc::resources {

/// Typed look at one JSON object. Absent members and members of another type give the default: validateMembers has already reported them.
class Members {
public:
    explicit Members(const nlohmann::ordered_json& object) : m_object(&object) {}
    /// The "properties" of a resource; an empty object where it has none.
    static Members of(const Resource& resource);

    [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise = {}) const;
    [[nodiscard]] bool boolean(std::string_view name, bool otherwise) const;
    /// Numbers written as texts count too, as Azure's own samples write pool weights.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
    [[nodiscard]] std::optional<double> number(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
    /// Null where it is absent or no object.
    [[nodiscard]] Members object(std::string_view name) const;
    /// The objects of an array.
    [[nodiscard]] std::vector<Members> objects(std::string_view name) const;
    /// A map of name to text or to list of texts, flattened in order.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> pairs(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] const nlohmann::ordered_json& json() const { return *m_object; }

private:
    const nlohmann::ordered_json* m_object;
};

/// Midnight UTC at the beginning of a day such as "2026-01-15"; nullopt where the text is none.
[[nodiscard]] std::optional<Instant> parseDay(std::string_view text);

/// Checks a file below `.model-gateway/` against its descriptor, as validateMembers does.
void validateLocalFile(const json::Document& document, const LocalFileDescriptor& descriptor, Diagnostics& diagnostics);

/// Checks the info file against its descriptor: required members, types, values, ranges (MGC2003 to MGC2005). Unknown members are fine.
void validateMembers(const Resource& resource, const ResourceDescriptor& descriptor, Diagnostics& diagnostics);

}  // namespace mgc::resources
