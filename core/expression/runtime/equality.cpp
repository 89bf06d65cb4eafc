#include "expression/runtime/equality.h"

#include <cmath>

#include "expression/check/type_system.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/comparable.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/string_object.h"
#include "expression/runtime/text.h"

namespace mgc::expression {
namespace {

constexpr std::int64_t tickMask = 0x3FFFFFFFFFFFFFFF;

template <class T>
int order(T left, T right) {
    return left < right ? -1 : (right < left ? 1 : 0);
}

}  // namespace

bool valuesEqual(const Value& left, const Value& right) {
    if (left.isNull() || right.isNull()) return left.isNull() && right.isNull();
    if (left.kind() != right.kind()) return false;
    switch (left.kind()) {
        case Kind::String: return left.pointer() == right.pointer() || stringOf(left).view() == stringOf(right).view();
        case Kind::Single:
        case Kind::Double: return left.number() == right.number() || (std::isnan(left.number()) && std::isnan(right.number()));
        case Kind::DateTime: return (left.bits() & tickMask) == (right.bits() & tickMask);
        case Kind::Enum:
        case Kind::Host: return left.typeId() == right.typeId() && left.bits() == right.bits();
        case Kind::Object: return left.pointer() == right.pointer() || left.pointer()->equals(*right.pointer());
        default: return left.bits() == right.bits();
    }
}

std::size_t hashOf(const Value& value) {
    switch (value.kind()) {
        case Kind::Null: return 0;
        case Kind::String: return std::hash<std::string_view>()(stringOf(value).view());
        case Kind::Single:
        case Kind::Double: return std::hash<double>()(value.number());
        case Kind::DateTime: return std::hash<std::int64_t>()(value.bits() & tickMask);
        case Kind::Object: return value.pointer()->hash();
        default: return std::hash<std::int64_t>()(value.bits());
    }
}

int compareValues(const Value& left, const Value& right) {
    if (left.isNull() || right.isNull()) return left.isNull() ? (right.isNull() ? 0 : -1) : 1;
    if (left.kind() == right.kind()) {
        switch (left.kind()) {
            case Kind::String: return compareCulture(stringOf(left).view(), stringOf(right).view(), false);
            case Kind::UInt64: return order(static_cast<std::uint64_t>(left.bits()), static_cast<std::uint64_t>(right.bits()));
            case Kind::Single:
            case Kind::Double: {
                const double a = left.number();
                const double b = right.number();
                if (std::isnan(a) || std::isnan(b)) return std::isnan(a) ? (std::isnan(b) ? 0 : -1) : 1;
                return order(a, b);
            }
            case Kind::DateTime: return order(left.bits() & tickMask, right.bits() & tickMask);
            case Kind::Object: {
                if (left.pointer() == right.pointer()) return 0;
                const Decimal* a = decimalOf(left);
                const Decimal* b = decimalOf(right);
                if (a && b) return Decimal::compare(*a, *b);
                if (const auto* comparable = dynamic_cast<const Comparable*>(left.pointer())) return comparable->compareTo(right);
                if (const auto* record = dynamic_cast<const RecordObject*>(left.pointer()); record && (record->type()->kind == TypeKind::Tuple || record->type()->is("Tuple"))) {
                    const auto* other = dynamic_cast<const RecordObject*>(right.pointer());
                    for (std::size_t i = 0; other && i < record->items.size() && i < other->items.size(); ++i)
                        if (const int result = compareValues(record->items[i], other->items[i])) return result;
                    return 0;
                }
                break;
            }
            case Kind::Host: break;
            default: return order(left.bits(), right.bits());
        }
    }
    // Names and zones are one object each in .NET, and an object equals itself.
    if (left.kind() == Kind::Object && right.kind() == Kind::Object && left.pointer()->equals(*right.pointer())) return 0;
    raise("ArgumentException", "At least one object must implement IComparable.");
}

bool sameReference(const Value& left, const Value& right) {
    if (left.isNull() || right.isNull()) return left.isNull() && right.isNull();
    if (left.isCounted() && right.isCounted()) return left.pointer() == right.pointer();
    if (left.kind() == Kind::Host && right.kind() == Kind::Host) return left.typeId() == right.typeId() && left.hostData() == right.hostData();
    return false;
}

Comparer Comparer::from(const Value& comparer) {
    const auto* object = comparer.isNull() ? nullptr : dynamic_cast<const ComparerObject*>(comparer.pointer());
    return object ? object->value : Comparer();
}

bool Comparer::equal(const Value& left, const Value& right) const {
    if (m_rule == Rule::Default || m_rule == Rule::Ordinal || !left.isText() || !right.isText()) return valuesEqual(left, right);
    if (m_rule == Rule::OrdinalIgnoreCase) return equalsOrdinalIgnoreCase(left.asText(), right.asText());
    countStep();  // hash tables compare with every key under culture rules
    return compareCulture(left.asText(), right.asText(), m_rule == Rule::CultureIgnoreCase) == 0;
}

std::size_t Comparer::hash(const Value& value) const {
    if (!value.isText() || m_rule == Rule::Default || m_rule == Rule::Ordinal) return hashOf(value);
    if (m_rule == Rule::OrdinalIgnoreCase) return std::hash<std::string>()(toUpperInvariant(value.asText()));
    return 1;  // culture rules: few items, compared one by one
}

int Comparer::compare(const Value& left, const Value& right) const {
    if (m_rule == Rule::Default || !left.isText() || !right.isText()) return compareValues(left, right);
    if (m_rule == Rule::Ordinal) return compareOrdinal(left.asText(), right.asText());
    if (m_rule == Rule::OrdinalIgnoreCase) return compareOrdinalIgnoreCase(left.asText(), right.asText());
    return compareCulture(left.asText(), right.asText(), m_rule == Rule::CultureIgnoreCase);
}

const Type* ComparerObject::type() const { return types().named("StringComparer"); }

}  // namespace mgc::expression
