#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "expression/value.h"

namespace mgc::expression {

struct Call;
class Type;
class TypeRegistry;
struct TypeDefinition;

/// The implementation of one member: reads its arguments from `call`, returns the result (null for void). Throws .NET exceptions
/// with raise() (runtime/exceptions.h).
using Native = Value (*)(Call& call);
/// Optional second implementation for string results: a view into memory of the request (or of the receiver), nothing allocated.
/// False when there is no such view for this call; then `get` is used.
using TextView = bool (*)(Call& call, std::string_view& text, bool& isNull);

enum class TypeKind : std::uint8_t {
    Void,
    Null,
    Error,
    Class,
    Struct,
    Interface,
    Enum,
    Array,
    Nullable,
    Delegate,
    Parameter,
    Anonymous,
    Tuple
};

struct Parameter {
    std::string name;
    const Type* type = nullptr;
    char mode = 0;  ///< 'o' out, 'r' ref, 'p' params, 't' this of an extension method
    bool hasDefault = false;
    Value defaultValue;
};

enum class MemberKind : std::uint8_t { Method, Property, Indexer, Constructor, Operator, Implicit, Explicit };

/// A member with its parsed declaration.
struct Member {
    MemberKind kind = MemberKind::Method;
    std::string name;
    std::string_view signature;  ///< as declared, for messages and tooltips
    std::string_view help;
    const Type* result = nullptr;
    std::vector<Parameter> parameters;
    std::vector<const Type*> typeParameters;
    bool isStatic = false;
    bool isExtension = false;
    bool isConstant = false;
    bool acceptsNullSelf = false;  ///< instance member of a nullable struct: no null check of the receiver
    bool mutates = false;          ///< changes a JToken (see JsonSharing in eval/)
    bool refused = false;          ///< exists in .NET, but Azure does not allow it
    Value constant;
    Native get = nullptr;
    Native set = nullptr;
    TextView view = nullptr;
    const TypeDefinition* owner = nullptr;
};

struct MemberDeclaration {
    std::string_view signature;
    std::string_view help;
    Native get = nullptr;
    Native set = nullptr;
    Value constant = {};
    TextView view = nullptr;
    bool isConstant = false;
    bool mutates = false;
    bool acceptsNullSelf = false;
    bool refused = false;
};

/// A type of the catalog as declared; generic ones have parameters. Resolved on first use.
struct TypeDefinition {
    std::string nameSpace;
    std::string name;
    TypeKind kind = TypeKind::Class;
    Kind valueKind = Kind::Object;
    bool isStatic = false;
    bool isHost = false;  ///< values are Kind::Host or objects of the expression room's own
    bool isSealed = false;
    bool refused = false;  ///< known to .NET, not allowed by Azure: named in the error
    std::uint16_t id = 0;
    std::string help;
    std::string baseText;
    std::vector<std::string> interfaceTexts;
    std::vector<std::string> parameterNames;
    std::string variance;  ///< per parameter: '+' out, '-' in, ' ' none
    std::vector<MemberDeclaration> declarations;
    std::vector<std::pair<std::string, std::int64_t>> enumMembers;
    bool isFlags = false;

    // Resolved lazily by TypeSystem.
    bool resolved = false;
    bool membersResolved = false;
    std::vector<const Type*> parameters;
    const Type* base = nullptr;
    std::vector<const Type*> interfaces;
    std::vector<std::unique_ptr<Member>> members;

    [[nodiscard]] std::string fullName() const { return nameSpace.empty() ? name : nameSpace + "." + name; }
    [[nodiscard]] std::string_view enumName(std::int64_t value) const;
};

/// A closed type (or a type parameter). Interned: equal types are the same object. Lives for ever.
class Type {
public:
    TypeKind kind = TypeKind::Class;
    Kind valueKind = Kind::Object;
    std::uint16_t id = 0;
    TypeDefinition* definition = nullptr;
    std::vector<const Type*>
        arguments;  ///< generic arguments; element of an array; underlying of a Nullable; members of anonymous types and tuples
    std::vector<std::string> names;  ///< members of anonymous types and tuples
    std::string name;                ///< as C# writes it

    [[nodiscard]] bool isValueType() const {
        return kind == TypeKind::Struct || kind == TypeKind::Enum || kind == TypeKind::Nullable || kind == TypeKind::Tuple;
    }
    [[nodiscard]] bool isReference() const {
        return kind == TypeKind::Class || kind == TypeKind::Interface || kind == TypeKind::Array || kind == TypeKind::Delegate ||
               kind == TypeKind::Anonymous || kind == TypeKind::Null;
    }
    [[nodiscard]] bool isNullable() const { return kind == TypeKind::Nullable; }
    [[nodiscard]] bool isArray() const { return kind == TypeKind::Array; }
    [[nodiscard]] bool isError() const { return kind == TypeKind::Error; }
    [[nodiscard]] bool isDelegate() const { return kind == TypeKind::Delegate; }
    [[nodiscard]] bool isInterface() const { return kind == TypeKind::Interface; }
    [[nodiscard]] const Type* element() const { return arguments.empty() ? nullptr : arguments[0]; }
    /// T of a T?, else this.
    [[nodiscard]] const Type* underlying() const { return kind == TypeKind::Nullable ? arguments[0] : this; }
    [[nodiscard]] bool isNumeric() const {
        return valueKind >= Kind::Char && valueKind <= Kind::Double ? kind == TypeKind::Struct : isDecimal();
    }
    [[nodiscard]] bool isIntegral() const { return kind == TypeKind::Struct && valueKind >= Kind::Char && valueKind <= Kind::UInt64; }
    [[nodiscard]] bool isDecimal() const;
    [[nodiscard]] bool is(std::string_view definitionName) const { return definition && definition->name == definitionName; }
};

/// A member found on a closed type; `owner` says what its type parameters stand for.
struct MemberRef {
    const Member* member = nullptr;
    const Type* owner = nullptr;
};

/// All types of the process. Built once from the catalog; interning and lazy resolution are guarded by mutex(), which compile()
/// holds while it works, so evaluation only ever reads.
class TypeSystem {
public:
    TypeSystem();

    // Well-known types.
    const Type *object, *string, *boolean, *character, *int8, *uint8, *int16, *uint16, *int32, *uint32, *int64, *uint64, *float32, *float64,
        *decimal;
    const Type *dateTime, *timeSpan, *guid, *dateTimeOffset, *exception, *jToken, *jObject, *jArray, *jValue, *jProperty, *jContainer;
    const Type *voidType, *nullType, *errorType, *byteArray, *stringArray, *objectArray, *context, *xElement, *array, *enumBase;

    [[nodiscard]] std::recursive_mutex& mutex() const { return m_mutex; }
    [[nodiscard]] const Type* arrayOf(const Type* element) const;
    /// T[,] or T[,,]; a type of its own beside the arrays of one dimension.
    [[nodiscard]] const Type* gridOf(const Type* element, std::size_t rank) const;
    [[nodiscard]] const Type* nullableOf(const Type* type) const;
    [[nodiscard]] const Type* generic(std::string_view name, std::vector<const Type*> arguments) const;
    [[nodiscard]] const Type* generic(TypeDefinition* definition, std::vector<const Type*> arguments) const;
    [[nodiscard]] const Type* anonymous(std::vector<const Type*> members, std::vector<std::string> names) const;
    [[nodiscard]] const Type* tuple(std::vector<const Type*> members, std::vector<std::string> names) const;
    /// Type by simple name without type arguments; must exist.
    [[nodiscard]] const Type* named(std::string_view name) const;
    [[nodiscard]] const Type* byId(std::uint16_t id) const { return m_byId[id]; }
    /// Definition by simple or qualified name and number of type parameters; null if unknown.
    [[nodiscard]] TypeDefinition* find(std::string_view name, std::size_t arity) const;
    [[nodiscard]] bool isNamespace(std::string_view name) const;
    [[nodiscard]] const std::vector<std::unique_ptr<TypeDefinition>>& definitions() const { return m_definitions; }

    /// Closed base class; null for object, interfaces and type parameters.
    [[nodiscard]] const Type* baseOf(const Type* type) const;
    /// All interfaces, inherited ones included.
    [[nodiscard]] const std::vector<const Type*>& interfacesOf(const Type* type) const;
    /// Members of that name on the type and its bases (on all inherited interfaces for an interface); most derived first.
    [[nodiscard]] std::vector<MemberRef> members(const Type* type, std::string_view name) const;
    [[nodiscard]] std::vector<MemberRef> membersOfKind(const Type* type, MemberKind kind) const;
    /// All members of the type and its bases.
    [[nodiscard]] std::vector<MemberRef> allMembers(const Type* type) const;
    [[nodiscard]] const std::vector<MemberRef>& extensions(std::string_view name) const;
    [[nodiscard]] const Type* substitute(const Type* type, const std::vector<const Type*>& parameters,
                                         const std::vector<const Type*>& arguments) const;
    /// `type` of a member of `owner`, with the owner's type parameters replaced.
    [[nodiscard]] const Type* inOwner(const Type* type, const Type* owner) const;
    /// The one construction of `definition` that `type` is or implements; null if none, or several (then `ambiguous`).
    [[nodiscard]] const Type* constructionOf(const Type* type, const TypeDefinition* definition, bool* ambiguous = nullptr) const;
    /// Run-time and compile-time assignability by identity, inheritance, interfaces, variance and boxing.
    [[nodiscard]] bool isAssignable(const Type* from, const Type* to) const;
    /// Parameters and result of a delegate type.
    [[nodiscard]] const Member* invokeOf(const Type* delegateType) const;
    void resolve(TypeDefinition* definition) const;
    void resolveMembers(TypeDefinition* definition) const;
    /// A type from its C# text; `parameters` are names in scope. Null if unknown.
    [[nodiscard]] const Type* parse(std::string_view text, const std::vector<std::pair<std::string, const Type*>>& parameters) const;

private:
    friend class TypeRegistry;
    [[nodiscard]] const Type* intern(std::string key, Type type) const;
    void collectInterfaces(const Type* type, std::vector<const Type*>& out) const;

    mutable std::recursive_mutex m_mutex;
    std::vector<std::unique_ptr<TypeDefinition>> m_definitions;
    std::unordered_map<std::string, TypeDefinition*> m_byName;  ///< "List`1" and "System.Collections.Generic.List`1"
    mutable std::unordered_map<std::string, std::unique_ptr<Type>> m_interned;
    mutable std::unordered_map<const Type*, std::vector<const Type*>> m_interfaces;
    mutable std::unordered_map<std::uint64_t, bool> m_assignable;
    mutable std::unordered_map<std::string, std::vector<MemberRef>> m_extensions;
    std::vector<const Type*> m_byId;
    std::vector<std::string> m_namespaces;
};

[[nodiscard]] const TypeSystem& types();
/// The run-time type of a value; the Null type for null.
[[nodiscard]] const Type* typeOf(const Value& value);
/// `value is type`, false for null.
[[nodiscard]] bool isInstance(const Value& value, const Type* type);
/// default(T).
[[nodiscard]] Value defaultValue(const Type* type);

/// How the catalog names a type of that many parameters.
[[nodiscard]] std::string typeKey(const std::string& name, std::size_t arity);

}  // namespace mgc::expression
