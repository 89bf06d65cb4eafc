#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "graphql/schema/schema.h"
#include "graphql/syntax/token_reader.h"

namespace mgc::graphql {

/// Reads a schema document into a Schema, extensions merged. Only SchemaCheck knows whether the result is sound.
class SchemaParser {
public:
    SchemaParser(std::string_view text, Schema& schema) : m_in(text), m_schema(schema) {}
    /// Throws SyntaxProblem.
    void read();

    /// A definition that cannot be taken: a type given twice, an extension of nothing.
    struct Finding {
        std::string message;
        Location location;
    };
    [[nodiscard]] const std::vector<Finding>& findings() const { return m_findings; }

private:
    void definition();
    void schemaDefinition();
    void directiveDefinition(std::string description);
    /// The type to fill: a new one, or the one that is extended.
    [[nodiscard]] Type& type(TypeKind kind, bool extension, std::string description);
    void typeDefinition(bool extension, std::string description);
    void objectBody(Type& type);
    void unionBody(Type& type);
    void enumBody(Type& type);
    void inputBody(Type& type);
    [[nodiscard]] std::string description();
    [[nodiscard]] Field field();
    [[nodiscard]] InputValue input();
    [[nodiscard]] std::vector<InputValue> inputs(std::string_view open, std::string_view close);
    [[nodiscard]] static std::optional<std::string> deprecationOf(const std::vector<Directive>& directives);

    TokenReader m_in;
    Schema& m_schema;
    std::vector<std::unique_ptr<Type>> m_strays;  ///< what doubled definitions fill
    std::vector<Finding> m_findings;
};

}  // namespace mgc::graphql
