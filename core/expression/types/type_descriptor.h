#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "expression/check/type_system.h"

// How a .NET type gets into expressions: one file in this folder and one line in CMakeLists.txt.
//
//   // types/version.cpp
//   namespace mgc::expression {
//   namespace {
//   Value major(Call& call) { return Value::int32(...call.self()...); }
//   void describe(TypeRegistry& registry) {
//       registry.define("System", "Version", TypeKind::Class)
//           .help("A version number.")
//           .constructor("new(string version)", create)
//           .property("int Major", "First part of the number.", major);
//   }
//   }  // namespace
//   const TypeDescriptor& version_descriptor() {
//       static const TypeDescriptor descriptor{describe};
//       return descriptor;
//   }
//   }
//
// A declaration is written as in C# ("static bool TryParse(string s, out int result)", "R Run<R>(Func<T,R> f, params int[] rest)",
// "char this[int index]", "implicit operator JToken(string value)", "static bool operator ==(T a, T b)", extension methods with
// "this"). The checker reads it, the evaluator calls the function beside it: they cannot drift. Declarations are parsed when the type is
// first used. In the function, call.self() is the receiver, call[i] the i-th parameter (params as an array, defaults filled in; an
// out parameter is written by assigning call[i]), call.typeArguments the method's type arguments, call.result the closed result type.
namespace mgc::expression {

/// Fluent declaration of one type.
class TypeBuilder {
public:
    explicit TypeBuilder(TypeDefinition& definition) : m_definition(definition) {}
    TypeBuilder& help(std::string_view text) {
        m_definition.help = text;
        return *this;
    }
    TypeBuilder& base(std::string_view text) {
        m_definition.baseText = text;
        return *this;
    }
    TypeBuilder& implements(std::initializer_list<const char*> texts) {
        for (const char* text : texts) m_definition.interfaceTexts.emplace_back(text);
        return *this;
    }
    /// "+TKey" style variance per parameter, for example "+" or "-+".
    TypeBuilder& variance(std::string_view text) {
        m_definition.variance = text;
        return *this;
    }
    TypeBuilder& makeStatic() {
        m_definition.isStatic = true;
        return *this;
    }
    /// Inline representation of the values.
    TypeBuilder& storedAs(Kind kind) {
        m_definition.valueKind = kind;
        return *this;
    }
    TypeBuilder& method(std::string_view signature, Native function, std::string_view text = {}) {
        return add({signature, text, function});
    }
    TypeBuilder& constructor(std::string_view signature, Native function, std::string_view text = {}) {
        return add({signature, text, function});
    }
    TypeBuilder& property(std::string_view signature, Native get, std::string_view text = {}, Native set = nullptr) {
        return add({signature, text, get, set});
    }
    TypeBuilder& indexer(std::string_view signature, Native get, Native set = nullptr, std::string_view text = {}) {
        return add({signature, text, get, set});
    }
    TypeBuilder& constant(std::string_view signature, Value value, std::string_view text = {}) {
        MemberDeclaration declaration{signature, text};
        declaration.constant = std::move(value);
        declaration.isConstant = true;
        return add(std::move(declaration));
    }
    /// The member just declared changes a JToken in place.
    TypeBuilder& mutating() {
        m_definition.declarations.back().mutates = true;
        return *this;
    }
    /// The member just declared may be called on null (Nullable<T>).
    TypeBuilder& onNull() {
        m_definition.declarations.back().acceptsNullSelf = true;
        return *this;
    }
    /// The member just declared can hand out its text without allocating.
    TypeBuilder& viewing(TextView view) {
        m_definition.declarations.back().view = view;
        return *this;
    }
    /// .NET has these, Azure refuses them: named in the error instead of "does not contain a definition".
    TypeBuilder& refuses(std::initializer_list<const char*> signatures);
    TypeBuilder& values(std::initializer_list<std::pair<const char*, std::int64_t>> members, bool flags = false) {
        for (const auto& [name, value] : members) m_definition.enumMembers.emplace_back(name, value);
        m_definition.isFlags = flags;
        return *this;
    }
    [[nodiscard]] TypeDefinition& definition() { return m_definition; }

private:
    TypeBuilder& add(MemberDeclaration declaration) {
        m_definition.declarations.push_back(std::move(declaration));
        return *this;
    }
    TypeDefinition& m_definition;
};

/// What descriptors add their types to.
class TypeRegistry {
public:
    explicit TypeRegistry(TypeSystem& system) : m_system(system) {}
    /// `name` with parameters for a generic type: "Dictionary<TKey,TValue>".
    TypeBuilder define(std::string_view nameSpace, std::string_view name, TypeKind kind);
    /// The same, or the type that another descriptor has already defined: for big families in several files (Enumerable).
    TypeBuilder extend(std::string_view nameSpace, std::string_view name, TypeKind kind);
    TypeBuilder enumeration(std::string_view nameSpace, std::string_view name) { return define(nameSpace, name, TypeKind::Enum); }

private:
    TypeSystem& m_system;
};

struct TypeDescriptor {
    void (*describe)(TypeRegistry& registry) = nullptr;
};

}  // namespace mgc::expression
