// CompareTo(object) of the scalar types and of IComparable.
#include "expression/runtime/equality.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

Value compareToObject(Call& c) {
    if (c.isNull(0)) return number(1);
    const Type* own = typeOf(c.self());
    if (typeOf(c[0]) != own) raise("ArgumentException", "Object must be of type " + own->definition->name + ".");
    return number(compareValues(c.self(), c[0]));
}

void describe(TypeRegistry& registry) {
    for (const char* name : {"Boolean", "Char", "SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single",
                             "Double", "Decimal", "DateTime", "TimeSpan", "Guid"})
        registry.extend("System", name, TypeKind::Struct).method("int CompareTo(object value)", compareToObject);
    registry.extend("System", "IComparable", TypeKind::Interface).method("int CompareTo(object obj)", [](Call& c) {
        return number(compareValues(c.self(), c[0]));
    });
}

}  // namespace

MGC_TYPE(comparable_objects, describe)

}  // namespace mgc::expression
