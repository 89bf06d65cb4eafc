#include "expression/runtime/exceptions.h"

namespace mgc::expression {

std::string ExceptionObject::toText() const {
    const std::string name = m_type->definition->fullName();
    std::string text = message.empty() ? name : name + ": " + message;
    if (!inner.isNull()) text += " ---> " + exceptionOf(inner).toText() + "\n   --- End of inner exception stack trace ---";
    return text;
}

void raise(std::string_view typeName, std::string message) { throw Thrown{Value::object(new ExceptionObject(types().named(typeName), std::move(message)))}; }

void raiseArgument(std::string_view typeName, std::string message, std::string_view parameter) {
    if (!parameter.empty()) message += "\nParameter name: " + std::string(parameter);
    auto* made = new ExceptionObject(types().named(typeName), std::move(message));
    made->parameter = parameter;
    throw Thrown{Value::object(made)};
}
void raiseNullReference() { raise("NullReferenceException", "Object reference not set to an instance of an object."); }
void raiseArgumentNull(std::string_view parameter) { raiseArgument("ArgumentNullException", "Value cannot be null.", parameter); }
void raiseOutOfRange(std::string_view parameter, std::string_view message) { raiseArgument("ArgumentOutOfRangeException", std::string(message), parameter); }
void raiseIndexOutOfRange() { raise("IndexOutOfRangeException", "Index was outside the bounds of the array."); }
void raiseListIndex() { raiseOutOfRange("index", "Index was out of range. Must be non-negative and less than the size of the collection."); }
void raiseFormat(std::string message) { raise("FormatException", std::move(message)); }
void raiseOverflow(std::string message) { raise("OverflowException", std::move(message)); }

void raiseInvalidCast(const Type* from, const Type* to) {
    const auto full = [](const Type* type) {
        return type->definition && type->kind != TypeKind::Array && type->kind != TypeKind::Anonymous ? type->definition->fullName() : type->name;
    };
    if (from->isValueType() || to->isValueType())
        raise("InvalidCastException", from->isValueType() && to->isValueType() ? "Specified cast is not valid." : "Unable to cast object of type '" + full(from) + "' to type '" + full(to) + "'.");
    raise("InvalidCastException", "Unable to cast object of type '" + full(from) + "' to type '" + full(to) + "'.");
}

const ExceptionObject& exceptionOf(const Value& value) { return static_cast<const ExceptionObject&>(*value.pointer()); }

}  // namespace mgc::expression
