#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "schema/json_schema.h"
#include "schema/parameter_text.h"
#include "schema/schema_library.h"

// What the API's definition says about an operation, for the content validation policies. Made once per program; schemas are compiled
// when a request first needs them (a large specification has thousands, most of which no policy asks for).
namespace mgc::schema {

using JsonPointerTo = std::shared_ptr<const nlohmann::ordered_json>;

/// A JSON Schema of the definition.
class Definition {
public:
    /// `root` is where references are looked up.
    Definition(std::string name, JsonPointerTo schema, JsonPointerTo root)
        : m_name(std::move(name)), m_schema(std::move(schema)), m_root(std::move(root)) {}

    /// The last part of its reference ("Item"), else "" (an inline schema has none).
    [[nodiscard]] const std::string& name() const { return m_name; }
    /// Compiled with these options; the same object each time.
    [[nodiscard]] Result<std::shared_ptr<const JsonSchema>> compiled(const JsonSchemaOptions& options = {}) const;
    [[nodiscard]] ParameterType type() const { return parameterType(*m_schema, *m_root); }

private:
    std::string m_name;
    JsonPointerTo m_schema, m_root;
    mutable std::mutex m_mutex;
    mutable std::map<int, std::shared_ptr<const JsonSchema>> m_compiled;
};

/// A parameter of a request or a header of a response.
struct ParameterContract {
    std::string name;
    std::string location;                    ///< path, query, header
    std::shared_ptr<const Definition> type;  ///< null: any text
};

/// The body of one content type.
struct BodyContract {
    std::string contentType;                   ///< lower case, without parameters
    std::shared_ptr<const Definition> schema;  ///< null: none given
};

struct ResponseContract {
    std::string status;  ///< "200", "4XX", "default"
    std::vector<ParameterContract> headers;
    std::vector<BodyContract> bodies;
};

struct OperationContract {
    std::vector<ParameterContract> parameters;
    std::vector<BodyContract> requests;
    std::vector<ResponseContract> responses;
    bool hasDefinition = false;                    ///< false: the API has no specification
    std::shared_ptr<const SchemaLibrary> library;  ///< schemas of the service; null: none

    /// The exact status, then its class ("4XX"), then "default"; null where the definition has none.
    [[nodiscard]] const ResponseContract* response(int status) const;
    [[nodiscard]] const ParameterContract* parameter(std::string_view location, std::string_view name) const;
};

/// The entry of a content type (lower case, no parameters), ranges ("application/*") included; null where there is none.
[[nodiscard]] const BodyContract* findBody(const std::vector<BodyContract>& bodies, std::string_view contentType);
/// The last part of "$ref", "" for an inline schema.
[[nodiscard]] std::string definitionName(const nlohmann::ordered_json& schema);

}  // namespace mgc::schema
