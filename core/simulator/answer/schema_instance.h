#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "simulator/seeded.h"

namespace mgc::simulator {

/// A small instance of a JSON Schema, filled from the prompt's words where a text or number is wanted. Follows $ref into $defs,
/// enum, const, default, anyOf/oneOf (first), allOf (merged objects), formats, minima. Arrays get 1 to 2 items, recursion ends at depth 8.
class SchemaInstance {
public:
    SchemaInstance(const nlohmann::json& schema, const std::string& prompt, Seeded& random);
    [[nodiscard]] nlohmann::ordered_json make();

private:
    [[nodiscard]] nlohmann::ordered_json value(const nlohmann::json& schema, const std::string& name, int depth);
    [[nodiscard]] nlohmann::ordered_json object(const nlohmann::json& schema, int depth);
    [[nodiscard]] nlohmann::ordered_json text(const nlohmann::json& schema, const std::string& name);
    [[nodiscard]] nlohmann::ordered_json number(const nlohmann::json& schema, bool whole);
    [[nodiscard]] const nlohmann::json& resolved(const nlohmann::json& schema) const;

    const nlohmann::json& m_root;
    Seeded& m_random;
    std::vector<std::string> m_nouns;  ///< capitalised or long words of the prompt
    std::vector<double> m_numbers;
    std::size_t m_nextNoun = 0, m_nextNumber = 0;
    int m_values = 0;  ///< made so far; at most 2,000
};

}  // namespace mgc::simulator
