// StringComparer.
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

template <Comparer::Rule rule>
Value comparer(Call&) {
    return Value::object(new ComparerObject(Comparer(rule)));
}

void describe(TypeRegistry& registry) {
    registry.define("System", "StringComparer", TypeKind::Class)
        .implements({"IEqualityComparer<string>", "IComparer<string>"})
        .property("static StringComparer Ordinal", comparer<Comparer::Rule::Ordinal>)
        .property("static StringComparer OrdinalIgnoreCase", comparer<Comparer::Rule::OrdinalIgnoreCase>)
        .property("static StringComparer InvariantCulture", comparer<Comparer::Rule::Culture>)
        .property("static StringComparer InvariantCultureIgnoreCase", comparer<Comparer::Rule::CultureIgnoreCase>)
        .property("static StringComparer CurrentCulture", comparer<Comparer::Rule::Culture>)
        .property("static StringComparer CurrentCultureIgnoreCase", comparer<Comparer::Rule::CultureIgnoreCase>)
        .method("int Compare(string x, string y)",
                [](Call& c) {
                    return number(c.isNull(0) || c.isNull(1) ? (c.isNull(0) ? (c.isNull(1) ? 0 : -1) : 1)
                                                             : c.selfAs<ComparerObject>().value.compare(c[0], c[1]));
                })
        .method(
            "bool Equals(string x, string y)",
            [](Call& c) {
                return boxed(c.isNull(0) || c.isNull(1) ? c.isNull(0) && c.isNull(1) : c.selfAs<ComparerObject>().value.equal(c[0], c[1]));
            })
        .method("int GetHashCode(string obj)",
                [](Call& c) { return number(static_cast<std::int32_t>(c.selfAs<ComparerObject>().value.hash(c.need(0)))); });
}

}  // namespace

MGC_TYPE(string_comparer, describe)

}  // namespace mgc::expression
