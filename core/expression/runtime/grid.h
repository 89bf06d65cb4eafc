#pragma once
#include <utility>
#include <vector>

#include "expression/runtime/collections.h"

namespace mgc::expression {

/// T[,] and T[,,]: items in row order.
class GridObject final : public Enumerable {
public:
    GridObject(const Type* gridType, std::vector<std::int64_t> lengths, std::vector<Value> content)
        : sizes(std::move(lengths)), items(std::move(content)), m_type(gridType) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] std::int64_t knownCount() const override { return static_cast<std::int64_t>(items.size()); }
    [[nodiscard]] IteratorPtr iterate() override {
        return makeIterator([self = Value::object(this), this, at = std::size_t{0}](Value& out) mutable {
            if (at >= items.size()) return false;
            out = items[at++];
            return true;
        });
    }
    const std::vector<std::int64_t> sizes;
    std::vector<Value> items;

private:
    const Type* m_type;
};

/// All items at their default. OverflowException for a negative size.
[[nodiscard]] Value makeGrid(const Type* gridType, std::vector<std::int64_t> sizes);

}  // namespace mgc::expression
