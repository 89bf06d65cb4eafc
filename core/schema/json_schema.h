#pragma once
#include <cstddef>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mgc::schema {

/// Changes of a schema that validate-content asks for at run time.
struct JsonSchemaOptions {
    enum class AdditionalProperties { AsGiven, Allowed, Forbidden };
    AdditionalProperties additionalProperties = AdditionalProperties::AsGiven;
    bool ignoreNameCase = false;  ///< names of members are compared without case (ASCII)
};

/// Why a value does not fit.
struct Violation {
    std::string pointer;  ///< JSON pointer of the value
    std::string message;  ///< after the wording of Newtonsoft's validator, as far as it is known
};

/// A JSON Schema, as it stands in an OpenAPI 2.0, 3.0 or 3.1 document or alone (drafts 4 to 2020-12, as far as draft 7 can say it).
/// Immutable; may be used by several threads.
class JsonSchema {
public:
    static constexpr std::size_t maximumDepth = 128;      ///< nesting of a value that is checked
    static constexpr std::size_t maximumViolations = 20;  ///< that check() reports
    static constexpr std::size_t maximumNodes = 20'000;   ///< schemas reached through references

    ~JsonSchema();
    JsonSchema(const JsonSchema&) = delete;
    JsonSchema& operator=(const JsonSchema&) = delete;

    /// `root` is the document in which "$ref" are looked up ("#/..."; others are an error). Error InvalidSchema.
    [[nodiscard]] static Result<std::shared_ptr<const JsonSchema>> compile(const nlohmann::ordered_json& schema,
                                                                           const nlohmann::ordered_json& root,
                                                                           const JsonSchemaOptions& options = {});
    /// Empty: it fits.
    [[nodiscard]] std::vector<Violation> check(const nlohmann::json& value) const;
    /// Error JsonReaderException where the text is no JSON or nests deeper than maximumDepth.
    [[nodiscard]] Result<std::vector<Violation>> checkText(std::string_view text) const;

private:
    struct Parts;
    explicit JsonSchema(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

/// Reads a message's JSON; bounded in depth, numbers and members as they come. Error JsonReaderException.
[[nodiscard]] Result<nlohmann::json> parseBody(std::string_view text);

}  // namespace mgc::schema
