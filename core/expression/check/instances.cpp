#include "expression/check/type_system.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/links.h"

namespace mgc::expression {

const Type* typeOf(const Value& value) {
    const TypeSystem& all = types();
    switch (value.kind()) {
        case Kind::Null:
            return all.nullType;
        case Kind::Boolean:
            return all.boolean;
        case Kind::Char:
            return all.character;
        case Kind::SByte:
            return all.int8;
        case Kind::Byte:
            return all.uint8;
        case Kind::Int16:
            return all.int16;
        case Kind::UInt16:
            return all.uint16;
        case Kind::Int32:
            return all.int32;
        case Kind::UInt32:
            return all.uint32;
        case Kind::Int64:
            return all.int64;
        case Kind::UInt64:
            return all.uint64;
        case Kind::Single:
            return all.float32;
        case Kind::Double:
            return all.float64;
        case Kind::DateTime:
            return all.dateTime;
        case Kind::TimeSpan:
            return all.timeSpan;
        case Kind::Enum:
        case Kind::Host:
            return all.byId(value.typeId());
        case Kind::String:
            return all.string;
        case Kind::Object:
            return value.pointer()->type();
    }
    return all.object;
}

bool isInstance(const Value& value, const Type* type) {
    if (value.isNull()) return false;
    const Type* actual = typeOf(value);
    return actual == type || types().isAssignable(actual, type->underlying());
}

Value defaultValue(const Type* type) {
    if (!type->isValueType() || type->isNullable()) return {};
    if (type->kind == TypeKind::Enum) return Value::enumeration(type->id, 0);
    if (type->valueKind == Kind::Double) return Value::float64(0);
    if (type->valueKind == Kind::Single) return Value::float32(0);
    if (type->valueKind != Kind::Object && type->valueKind != Kind::Null) return Value::scalar(type->valueKind, 0);
    return defaultStruct(type);
}

Value defaultStruct(const Type* type) {
    if (type == types().guid) return guidValue(std::string(16, '\0'));
    if (type->isDecimal()) return makeDecimal({});
    if (type == types().dateTimeOffset) return toDateTimeOffset(Value::scalar(Kind::DateTime, 0));
    std::vector<Value> items;
    for (const Type* argument : type->arguments) items.push_back(defaultValue(argument));
    return Value::object(new RecordObject(type, std::move(items)));
}

}  // namespace mgc::expression
