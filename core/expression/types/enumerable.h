#pragma once
#include <vector>

#include "expression/types/collection_members.h"
#include "expression/types/natives.h"

// What the parts of System.Linq.Enumerable share. Lazy where .NET is lazy.
namespace mgc::expression::linq {

using Items = std::vector<Value>;

template <class Start>
Value lazy(Call& c, Start start) {
    return Value::object(new SequenceObject(c.result, std::move(start)));
}
[[nodiscard]] inline Value source(Call& c) { return c.need(0); }
/// The class that all parts add their methods to.
[[nodiscard]] inline TypeBuilder enumerable(TypeRegistry& registry) {
    auto t = registry.extend("System.Linq", "Enumerable", TypeKind::Class);
    t.makeStatic().help("LINQ to objects.");
    return t;
}

}  // namespace mgc::expression::linq
