#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.h"
#include "graphql/syntax/ast.h"

namespace mgc::graphql {

enum class TypeKind { Scalar, Object, Interface, Union, Enum, InputObject };

/// An argument, or a field of an input object.
struct InputValue {
    std::string name, description;
    TypeReference type;
    std::optional<Value> defaultValue;
    Location location = {};

    [[nodiscard]] bool isRequired() const { return type.isNonNull() && !defaultValue; }
};

struct Field {
    std::string name, description;
    TypeReference type;
    std::vector<InputValue> arguments;
    std::optional<std::string> deprecation;
    Location location = {};

    [[nodiscard]] const InputValue* argument(std::string_view wanted) const;
};

struct EnumValue {
    std::string name, description;
    std::optional<std::string> deprecation;
};

struct Type {
    TypeKind kind = TypeKind::Object;
    std::string name, description;
    std::vector<Field> fields;            ///< of an Object or Interface
    std::vector<std::string> interfaces;  ///< of an Object or Interface
    std::vector<std::string> members;     ///< of a Union
    std::vector<EnumValue> values;        ///< of an Enum
    std::vector<InputValue> inputs;       ///< of an InputObject
    std::string specifiedBy;              ///< URL of a Scalar; "" for none
    Location location = {};

    [[nodiscard]] const Field* field(std::string_view wanted) const;
    [[nodiscard]] const InputValue* input(std::string_view wanted) const;
    [[nodiscard]] bool hasValue(std::string_view wanted) const;
    [[nodiscard]] bool isComposite() const { return kind == TypeKind::Object || kind == TypeKind::Interface || kind == TypeKind::Union; }
    [[nodiscard]] bool isInput() const { return kind == TypeKind::Scalar || kind == TypeKind::Enum || kind == TypeKind::InputObject; }
    [[nodiscard]] bool isLeaf() const { return kind == TypeKind::Scalar || kind == TypeKind::Enum; }
    [[nodiscard]] bool isAbstract() const { return kind == TypeKind::Interface || kind == TypeKind::Union; }
};

struct DirectiveDefinition {
    std::string name, description;
    std::vector<InputValue> arguments;
    std::vector<std::string> locations;
    bool repeatable = false;
};

/// What a schema document (type system definition language) says, with the built-in scalars, directives and introspection types.
/// Immutable once read.
class Schema {
public:
    /// Null with findings (MGC25xx, with line and column of `file`) where the text is no sound schema: syntax, unknown types, types of the
    /// wrong kind, members defined twice, no query type.
    [[nodiscard]] static std::shared_ptr<const Schema> parse(std::string_view text, const std::string& file, Diagnostics& diagnostics);

    [[nodiscard]] const Type* find(std::string_view name) const;
    [[nodiscard]] const Type& named(const TypeReference& reference) const { return *find(reference.name); }
    /// Null where the schema has no such root.
    [[nodiscard]] const Type* root(OperationKind kind) const;
    /// A field of a type, __typename and (of the query root) __schema and __type included.
    [[nodiscard]] const Field* field(const Type& type, std::string_view name) const;
    /// Object types that a value of a composite type can have.
    [[nodiscard]] std::vector<const Type*> possibleTypes(const Type& type) const;
    [[nodiscard]] bool overlap(const Type& left, const Type& right) const;
    [[nodiscard]] const DirectiveDefinition* directive(std::string_view name) const;

    [[nodiscard]] const std::vector<std::unique_ptr<Type>>& types() const { return m_types; }
    [[nodiscard]] const std::vector<DirectiveDefinition>& directives() const { return m_directives; }
    [[nodiscard]] const std::string& description() const { return m_description; }

private:
    friend class SchemaParser;
    friend class SchemaCheck;

    std::string m_description, m_query, m_mutation, m_subscription;
    std::vector<std::unique_ptr<Type>> m_types;  ///< in the order of the text, built-in ones last
    std::unordered_map<std::string_view, const Type*> m_byName;
    std::vector<DirectiveDefinition> m_directives;
    std::vector<Field> m_metaFields;  ///< __typename, __schema, __type
};

}  // namespace mgc::graphql
