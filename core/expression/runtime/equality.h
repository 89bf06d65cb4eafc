#pragma once
#include <cstdint>
#include <functional>

#include "expression/value.h"

namespace mgc::expression {

/// object.Equals(a, b): types must agree, numbers of different types differ.
[[nodiscard]] bool valuesEqual(const Value& left, const Value& right);
[[nodiscard]] std::size_t hashOf(const Value& value);
/// Comparer<T>.Default: numbers of one type, strings by culture, dates, enums, bool, Guid, tuples. Null sorts first.
/// InvalidOperationException for anything that is not IComparable.
[[nodiscard]] int compareValues(const Value& left, const Value& right);
/// == on references: identity; boxed values are never identical.
[[nodiscard]] bool sameReference(const Value& left, const Value& right);

/// IEqualityComparer / IComparer: the default, or a StringComparer.
class Comparer {
public:
    enum class Rule : std::uint8_t { Default, Ordinal, OrdinalIgnoreCase, Culture, CultureIgnoreCase };
    Comparer() = default;
    explicit Comparer(Rule rule) : m_rule(rule) {}
    /// From a StringComparer value; the default for null and anything else.
    static Comparer from(const Value& comparer);
    [[nodiscard]] bool equal(const Value& left, const Value& right) const;
    [[nodiscard]] std::size_t hash(const Value& value) const;
    [[nodiscard]] int compare(const Value& left, const Value& right) const;
    [[nodiscard]] Rule rule() const { return m_rule; }

private:
    Rule m_rule = Rule::Default;
};

/// StringComparer.Ordinal and its kin.
class ComparerObject final : public Object {
public:
    explicit ComparerObject(Comparer comparer) : value(comparer) {}
    [[nodiscard]] const Type* type() const override;
    const Comparer value;
};

}  // namespace mgc::expression
