#include <functional>

#include "expression/check/binder.h"
#include "expression/check/located.h"
#include "expression/runtime/grid.h"

namespace mgc::expression {
namespace {

/// The innermost values of nested braces, row by row, and how many there are on each level; false if the levels differ.
bool flatten(const Expr& braces, std::size_t rank, std::vector<std::int64_t>& sizes, std::vector<const Expr*>& leaves,
             std::size_t level = 0) {
    const auto count = static_cast<std::int64_t>(braces.children.size());
    if (sizes.size() == level) sizes.push_back(count);
    if (sizes[level] != count) return false;
    for (const auto& child : braces.children) {
        const bool isBraces = child->kind == ExprKind::Initializer;
        if (isBraces != (level + 1 < rank)) return false;
        if (!isBraces)
            leaves.push_back(child.get());
        else if (!flatten(*child, rank, sizes, leaves, level + 1))
            return false;
    }
    return true;
}

}  // namespace

Bound Binder::gridInitializer(const Expr& initializer, const Type* gridType, std::size_t rank) {
    std::vector<std::int64_t> sizes;
    std::vector<const Expr*> leaves;
    if (!flatten(initializer, rank, sizes, leaves)) {
        error(847, "An array initializer with the same number of values in each row is expected", initializer.span);
        return errorValue(&initializer);
    }
    while (sizes.size() < rank) sizes.push_back(0);
    std::vector<Bound> items;
    std::vector<const Type*> all;
    for (const Expr* leaf : leaves) {
        items.push_back(bindValue(*leaf, gridType ? gridType->arguments[0] : nullptr));
        if (items.back().isError()) return errorValue(&initializer);
        if (items.back().category == Category::Value) all.push_back(items.back().type);
    }
    if (!gridType) {
        const Type* element = all.empty() ? nullptr : bestCommonType(all);
        if (!element || element->kind == TypeKind::Void) {
            error(826, "No best type found for implicitly-typed array", initializer.span);
            return errorValue(&initializer);
        }
        gridType = types().gridOf(element, rank);
    }
    auto nodes = std::make_shared<std::vector<NodePtr>>();
    for (std::size_t i = 0; i < items.size(); ++i)
        nodes->push_back(convertImplicit(std::move(items[i]), gridType->arguments[0], leaves[i]->span));
    return value(gridType, makeNode([nodes, gridType, sizes](Frame& frame) {
                     std::vector<Value> values;
                     values.reserve(nodes->size());
                     for (const auto& node : *nodes) values.push_back(node->eval(frame));
                     return Value::object(new GridObject(gridType, sizes, std::move(values)));
                 }),
                 &initializer);
}

Bound Binder::bindNewGrid(const Expr& expression, const Type* element, std::size_t rank) {
    const Type* type = element ? types().gridOf(element, rank) : nullptr;
    if (expression.initializer) {
        Bound bound = gridInitializer(*expression.initializer, type, rank);
        bound.syntax = &expression;
        return bound;
    }
    if (expression.children.size() != rank) return errorValue(&expression);
    auto nodes = std::make_shared<std::vector<NodePtr>>();
    for (const auto& child : expression.children) {
        Bound size = bindValue(*child);
        if (size.isError()) return errorValue(&expression);
        nodes->push_back(convertImplicit(std::move(size), types().int64, child->span));
    }
    return value(type,
                 makeNode(located(expression.span,
                                  [nodes, type](Frame& frame) {
                                      std::vector<std::int64_t> sizes;
                                      for (const auto& node : *nodes) sizes.push_back(node->eval(frame).bits());
                                      return makeGrid(type, std::move(sizes));
                                  })),
                 &expression);
}

}  // namespace mgc::expression
