// Arrays of two and three dimensions.
#include "expression/runtime/grid.h"

#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

GridObject& me(Call& c) { return c.selfAs<GridObject>(); }
/// The item that the first arguments name.
std::size_t place(Call& c) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < me(c).sizes.size(); ++i) {
        const std::int64_t index = c.integer(static_cast<int>(i));
        if (index < 0 || index >= me(c).sizes[i]) raiseIndexOutOfRange();
        at = at * static_cast<std::size_t>(me(c).sizes[i]) + static_cast<std::size_t>(index);
    }
    return at;
}
Value get(Call& c) { return me(c).items[place(c)]; }
Value set(Call& c) {
    const std::size_t at = place(c);
    me(c).items[at] = c[static_cast<int>(me(c).sizes.size())];
    return {};
}
std::int64_t size(Call& c) {
    if (c.integer(0) < 0 || c.integer(0) >= static_cast<std::int64_t>(me(c).sizes.size())) raiseIndexOutOfRange();
    return me(c).sizes[static_cast<std::size_t>(c.integer(0))];
}

void describe(TypeRegistry& registry) {
    for (const bool isCube : {false, true}) {
        registry.define("System", isCube ? "Grid3<T>" : "Grid2<T>", TypeKind::Class)
            .implements({"IEnumerable<T>"})
            .indexer(isCube ? "T this[int first, int second, int third]" : "T this[int first, int second]", get, set)
            .property("int Length", [](Call& c) { return number(me(c).knownCount()); })
            .property("int Rank", [](Call& c) { return number(static_cast<std::int64_t>(me(c).sizes.size())); })
            .method("int GetLength(int dimension)", [](Call& c) { return number(size(c)); })
            .method("int GetUpperBound(int dimension)", [](Call& c) { return number(size(c) - 1); })
            .method("int GetLowerBound(int dimension)", [](Call& c) { return number(size(c) * 0); })
            .method("object Clone()", [](Call& c) { return Value::object(new GridObject(me(c).type(), me(c).sizes, me(c).items)); })
            .definition()
            .refused = true;  // written T[,], not by name
    }
}

}  // namespace

Value makeGrid(const Type* gridType, std::vector<std::int64_t> sizes) {
    std::size_t count = 1;
    for (const std::int64_t each : sizes) {
        if (each < 0) raiseOverflow("Arithmetic operation resulted in an overflow.");
        checkCollectionSize(static_cast<std::size_t>(each));
        count *= static_cast<std::size_t>(each);
        checkCollectionSize(count);
    }
    return Value::object(new GridObject(gridType, std::move(sizes), std::vector<Value>(count, defaultValue(gridType->arguments[0]))));
}

MGC_TYPE(grid, describe)

}  // namespace mgc::expression
