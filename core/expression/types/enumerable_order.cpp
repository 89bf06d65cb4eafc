// Enumerable: OrderBy and ThenBy.
#include <algorithm>

#include "expression/types/enumerable.h"

namespace mgc::expression {
using namespace linq;

namespace {

/// An ordered sequence remembers its keys so that ThenBy can add one.
class OrderedObject final : public Enumerable {
public:
    struct Key {
        Value selector;
        bool descending;
        Comparer comparer;
    };
    OrderedObject(const Type* orderedType, Value items) : m_type(orderedType), m_items(std::move(items)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] IteratorPtr iterate() override {
        return makeIterator([self = Value::object(this), this, sorted = Items(), at = std::size_t{0}, ready = false](Value& out) mutable {
            if (!ready) {
                sorted = sort();
                ready = true;
            }
            if (at >= sorted.size()) return false;
            out = sorted[at++];
            return true;
        });
    }
    std::vector<Key> keys;
    [[nodiscard]] const Value& items() const { return m_items; }

private:
    [[nodiscard]] Items sort() const {
        const Items all = toVector(m_items);
        std::vector<Items> values(all.size());
        std::vector<std::size_t> order(all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            order[i] = i;
            for (const auto& key : keys) values[i].push_back(invoke(key.selector, all[i]));
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            countStep();
            for (std::size_t k = 0; k < keys.size(); ++k) {
                const int result = keys[k].comparer.compare(values[a][k], values[b][k]);
                if (result != 0) return keys[k].descending ? result > 0 : result < 0;
            }
            return false;
        });
        Items sorted;
        for (const std::size_t i : order) sorted.push_back(all[i]);
        return sorted;
    }
    const Type* m_type;
    Value m_items;
};

template <bool descending, bool then>
Value orderBy(Call& c) {
    const Value items = source(c);
    auto* ordered = new OrderedObject(c.result, then ? as<OrderedObject>(items).items() : items);
    Value result = Value::object(ordered);
    if (then) ordered->keys = as<OrderedObject>(items).keys;
    ordered->keys.push_back({c.need(1), descending, c.count > 2 ? Comparer::from(c[2]) : Comparer()});
    return result;
}

void describe(TypeRegistry& registry) {
    auto t = enumerable(registry);
    t.method("static IOrderedEnumerable<T> OrderBy<T,K>(this IEnumerable<T> source, Func<T,K> keySelector)", orderBy<false, false>,
             "Stable; strings by the invariant culture.")
        .method("static IOrderedEnumerable<T> OrderBy<T,K>(this IEnumerable<T> source, Func<T,K> keySelector, IComparer<K> comparer)",
                orderBy<false, false>)
        .method("static IOrderedEnumerable<T> OrderByDescending<T,K>(this IEnumerable<T> source, Func<T,K> keySelector)",
                orderBy<true, false>)
        .method(
            "static IOrderedEnumerable<T> OrderByDescending<T,K>(this IEnumerable<T> source, Func<T,K> keySelector, IComparer<K> comparer)",
            orderBy<true, false>)
        .method("static IOrderedEnumerable<T> ThenBy<T,K>(this IOrderedEnumerable<T> source, Func<T,K> keySelector)", orderBy<false, true>)
        .method("static IOrderedEnumerable<T> ThenBy<T,K>(this IOrderedEnumerable<T> source, Func<T,K> keySelector, IComparer<K> comparer)",
                orderBy<false, true>)
        .method("static IOrderedEnumerable<T> ThenByDescending<T,K>(this IOrderedEnumerable<T> source, Func<T,K> keySelector)",
                orderBy<true, true>)
        .method(
            "static IOrderedEnumerable<T> ThenByDescending<T,K>(this IOrderedEnumerable<T> source, Func<T,K> keySelector, IComparer<K> "
            "comparer)",
            orderBy<true, true>);
}

}  // namespace

MGC_TYPE(enumerable_order, describe)

}  // namespace mgc::expression
