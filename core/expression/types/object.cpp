#include "expression/runtime/convert.h"
#include "expression/runtime/equality.h"
#include "expression/runtime/links.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

/// System.Type as GetType() and typeof() give it: names only.
class TypeObject final : public Object {
public:
    explicit TypeObject(const Type* described) : value(described) {}
    [[nodiscard]] const Type* type() const override { return types().named("Type"); }
    [[nodiscard]] std::string toText() const override { return fullName(); }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* same = dynamic_cast<const TypeObject*>(&other);
        return same && same->value == value;
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<const void*>()(value); }
    [[nodiscard]] std::string name() const {
        if (value->isArray()) return static_cast<std::string>(TypeObject(value->element()).name() + "[]");
        if (const char* ranks = gridRanks()) return static_cast<std::string>(TypeObject(value->arguments[0]).name() + ranks);
        if (value->isNullable()) return "Nullable`1";
        if (value->definition && value->kind != TypeKind::Anonymous && value->kind != TypeKind::Tuple)
            return value->definition->name + (value->arguments.empty() ? "" : "`" + std::to_string(value->arguments.size()));
        return value->name;
    }
    [[nodiscard]] std::string fullName() const {
        if (!value->definition || value->kind == TypeKind::Anonymous) return name();
        if (const char* ranks = gridRanks()) return static_cast<std::string>(TypeObject(value->arguments[0]).fullName() + ranks);
        return value->isArray() ? TypeObject(value->element()).fullName() + "[]" : (value->definition->nameSpace.empty() ? "" : value->definition->nameSpace + ".") + name();
    }
    const Type* value;

private:
    /// "[,]" of an array of two dimensions; null for other types.
    [[nodiscard]] const char* gridRanks() const { return value->is("Grid2") ? "[,]" : value->is("Grid3") ? "[,,]" : nullptr; }
};

const Type* typeArgument(Call& c) {
    const Type* type = static_cast<const TypeObject*>(c.need(0).pointer())->value;
    if (type->kind != TypeKind::Enum) raiseArgument("ArgumentException", "Type provided must be an Enum.", "enumType");
    return type;
}
Value parseEnum(const Type* type, std::string_view text, bool ignoreCase) {
    if (trimWhiteSpace(text).empty()) raise("ArgumentException", "Must specify valid information for parsing in the string.");
    if (const auto value = enumNumber(type, text, ignoreCase)) return Value::enumeration(type->id, *value);
    raise("ArgumentException", "Requested value '" + std::string(text) + "' was not found.");
}
Value tryParseEnum(Call& c, bool ignoreCase, int result) {
    const Type* type = c.typeArguments[0];
    if (type->kind != TypeKind::Enum) raiseArgument("ArgumentException", "Type provided must be an Enum.", "enumType");
    const auto value = enumNumber(type, c.text(0), ignoreCase);
    c[result] = Value::enumeration(type->id, value.value_or(0));
    return boxed(value.has_value());
}

void describe(TypeRegistry& registry) {
    registry.define("System", "Object", TypeKind::Class)
        .help("Base of all .NET types.")
        .constructor("new()", [](Call&) { return Value::object(new RecordObject(types().object, {})); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); }, "Text of the value.")
        .method("bool Equals(object obj)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); }, "Equality by value.")
        .method("int GetHashCode()", [](Call& c) { return number(static_cast<std::int64_t>(hashOf(c.self()))); })
        .method("Type GetType()", [](Call& c) { return Value::object(new TypeObject(typeOf(c.self()))); }, "The run-time type.")
        .method("static bool Equals(object objA, object objB)", [](Call& c) { return boxed(valuesEqual(c[0], c[1])); })
        .method("static bool ReferenceEquals(object objA, object objB)", [](Call& c) { return boxed(sameReference(c[0], c[1])); });
    registry.define("System", "ValueType", TypeKind::Class);
    registry.define("System", "Type", TypeKind::Class)
        .help("The name of a type.")
        .property("string Name", [](Call& c) { return textOf(c.selfAs<TypeObject>().name()); })
        .property("string FullName", [](Call& c) { return textOf(c.selfAs<TypeObject>().fullName()); })
        .method("static bool operator ==(Type a, Type b)", [](Call& c) { return boxed(valuesEqual(c[0], c[1])); })
        .method("static bool operator !=(Type a, Type b)", [](Call& c) { return boxed(!valuesEqual(c[0], c[1])); });
    registry.define("System", "Nullable<T>", TypeKind::Struct)
        .help("A value type that may be null.")
        .property("bool HasValue", [](Call& c) { return boxed(!c.self().isNull()); })
        .onNull()
        .property("T Value", [](Call& c) {
            if (c.self().isNull()) raise("InvalidOperationException", "Nullable object must have a value.");
            return c.self();
        })
        .onNull()
        .method("T GetValueOrDefault()", [](Call& c) { return c.self().isNull() ? defaultValue(c.owner->underlying()) : c.self(); })
        .onNull()
        .method("T GetValueOrDefault(T defaultValue)", [](Call& c) { return c.self().isNull() ? c[0] : c.self(); })
        .onNull()
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .onNull()
        .method("bool Equals(object other)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); })
        .onNull();
    registry.define("System", "IDisposable", TypeKind::Interface).method("void Dispose()", [](Call&) { return Value(); });
    registry.define("System", "IComparable", TypeKind::Interface);
    registry.define("System", "IFormatProvider", TypeKind::Interface);
    registry.define("System", "Enum", TypeKind::Class)
        .base("ValueType")
        .help("Base of all enumerations.")
        .method("string ToString(string format)", [](Call& c) { return textOf(toText(c.self(), c.text(0))); })
        .method("bool HasFlag(Enum flag)", [](Call& c) { return boxed((c.self().bits() & c[0].bits()) == c[0].bits()); })
        .method("int CompareTo(object target)", [](Call& c) { return number(compareValues(c.self(), c[0])); })
        .method("static object Parse(Type enumType, string value)", [](Call& c) {
            const Type* type = typeArgument(c);
            return parseEnum(type, c.needText(1), false);
        })
        .method("static object Parse(Type enumType, string value, bool ignoreCase)", [](Call& c) {
            const Type* type = typeArgument(c);
            return parseEnum(type, c.needText(1), c.flag(2));
        })
        .method("static bool TryParse<TEnum>(string value, out TEnum result)", [](Call& c) { return tryParseEnum(c, false, 1); })
        .method("static bool TryParse<TEnum>(string value, bool ignoreCase, out TEnum result)", [](Call& c) { return tryParseEnum(c, c.flag(1), 2); });
    registry.define("System", "Nullable", TypeKind::Class)
        .makeStatic()
        .method("static int Compare<T>(T? n1, T? n2)", [](Call& c) { return number(c.isNull(0) || c.isNull(1) ? (c.isNull(0) ? (c.isNull(1) ? 0 : -1) : 1) : compareValues(c[0], c[1])); })
        .method("static bool Equals<T>(T? n1, T? n2)", [](Call& c) { return boxed(c.isNull(0) || c.isNull(1) ? c.isNull(0) && c.isNull(1) : valuesEqual(c[0], c[1])); })
        .method("static Type GetUnderlyingType(Type nullableType)", [](Call& c) {
            const Type* type = static_cast<const TypeObject*>(c.need(0).pointer())->value;
            return type->isNullable() ? makeTypeValue(type->arguments[0]) : Value();
        });
}

}  // namespace

const Type* typeOfTypeValue(const Value& value) { return as<TypeObject>(value).value; }
Value makeTypeValue(const Type* type) { return Value::object(new TypeObject(type)); }

MGC_TYPE(object, describe)

}  // namespace mgc::expression
