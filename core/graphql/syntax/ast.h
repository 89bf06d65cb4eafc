#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// GraphQL documents as read (GraphQL specification, October 2021, section 2).
namespace mgc::graphql {

/// Line and column of a document, from 1; columns count bytes.
struct Location {
    std::uint32_t line = 1, column = 1;
};

enum class ValueKind { Variable, Int, Float, String, Boolean, Null, Enum, List, Object };

/// A value as written. `text`: name of a variable or enum value, digits of a number, decoded string, true or false.
struct Value {
    ValueKind kind = ValueKind::Null;
    std::string text;
    std::vector<std::string> names;  ///< of an Object's members, beside `items`
    std::vector<Value> items;        ///< of a List or Object
    Location location;
};

/// "[Name!]!" as the innermost name and its wrappers from inside out: ']' for a list, '!' for non-null.
struct TypeReference {
    std::string name;
    std::string wrappers;
    Location location;

    [[nodiscard]] bool isNonNull() const { return wrappers.ends_with('!'); }
    [[nodiscard]] TypeReference nullable() const {
        return {name, isNonNull() ? wrappers.substr(0, wrappers.size() - 1) : wrappers, location};
    }
    /// True for a list, non-null or not.
    [[nodiscard]] bool isList() const { return nullable().wrappers.ends_with(']'); }
    /// Type of the items of a list.
    [[nodiscard]] TypeReference element() const {
        auto inner = nullable();
        if (!inner.wrappers.empty()) inner.wrappers.pop_back();
        return inner;
    }
    [[nodiscard]] std::string toText() const;
};

struct Argument {
    std::string name;
    Value value;
    Location location;
};

struct Directive {
    std::string name;
    std::vector<Argument> arguments;
    Location location;
};

enum class SelectionKind { Field, FragmentSpread, InlineFragment };

struct Selection {
    SelectionKind kind = SelectionKind::Field;
    std::string alias;          ///< of a field; "" for none
    std::string name;           ///< of the field or fragment
    std::string typeCondition;  ///< of an inline fragment; "" for none
    std::vector<Argument> arguments;
    std::vector<Directive> directives;
    std::vector<Selection> selections;
    Location location;

    [[nodiscard]] const std::string& responseName() const { return alias.empty() ? name : alias; }
};

struct VariableDefinition {
    std::string name;
    TypeReference type;
    std::optional<Value> defaultValue;
    std::vector<Directive> directives;
    Location location;
};

enum class OperationKind { Query, Mutation, Subscription };

struct Operation {
    OperationKind kind = OperationKind::Query;
    std::string name;  ///< "" for an anonymous one
    std::vector<VariableDefinition> variables;
    std::vector<Directive> directives;
    std::vector<Selection> selections;
    Location location;
};

struct Fragment {
    std::string name, typeCondition;
    std::vector<Directive> directives;
    std::vector<Selection> selections;
    Location location;
};

/// An executable document. Immutable once read.
struct Document {
    std::vector<Operation> operations;
    std::vector<Fragment> fragments;

    [[nodiscard]] const Fragment* fragment(std::string_view name) const {
        for (const auto& each : fragments)
            if (each.name == name) return &each;
        return nullptr;
    }
};

}  // namespace mgc::graphql
