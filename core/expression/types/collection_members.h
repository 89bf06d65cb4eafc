#pragma once
#include <algorithm>
#include <utility>
#include <vector>

#include "expression/types/natives.h"

// Members that List, arrays, sets, dictionaries, JArray, JObject and the host maps share, and helpers for lists and arrays.
namespace mgc::expression {

Value collectionCount(Call& c);
Value collectionGet(Call& c);
Value collectionSet(Call& c);
Value collectionAdd(Call& c);
Value collectionRemove(Call& c);
Value collectionContains(Call& c);
Value collectionClear(Call& c);
Value collectionIndexOf(Call& c);
Value collectionInsert(Call& c);
Value collectionRemoveAt(Call& c);
Value dictionaryGet(Call& c);
Value dictionarySet(Call& c);
Value dictionaryContainsKey(Call& c);
Value dictionaryTryGetValue(Call& c);
Value dictionaryKeys(Call& c);
Value dictionaryValues(Call& c);
Value dictionaryAdd(Call& c);
Value dictionaryRemove(Call& c);

/// Key and value of a dictionary's item: a pair, or a property where a JObject is seen as IDictionary.
[[nodiscard]] Value pairKey(const Value& item);
[[nodiscard]] Value pairValue(const Value& item);

Value collectionCopyTo(Call& c);
/// Puts at most `count` items into `array` from `index` on; ArgumentException when they do not fit.
Value copyItems(std::vector<Value> items, const Value& array, std::int64_t index, std::int64_t count);

/// Items [first, second) of a range given by index and count; checks as List<T> does.
[[nodiscard]] std::pair<std::size_t, std::size_t> itemRange(std::size_t size, std::int64_t index, std::int64_t count);
/// Runs a Predicate<T>, counting a step.
[[nodiscard]] bool test(const Value& predicate, const Value& item);
[[nodiscard]] std::int64_t findIndex(const std::vector<Value>& items, const Value& match);
[[nodiscard]] std::int64_t findLastIndex(const std::vector<Value>& items, const Value& match);
/// Index of `value` in sorted items, or the complement of where it belongs.
[[nodiscard]] std::int64_t binarySearch(const std::vector<Value>& items, const Value& value, const Comparer& comparer);
/// Puts items into an array from `offset` on.
void storeItems(const Value& array, const std::vector<Value>& items, std::size_t offset = 0);

/// Sorts as List.Sort and Array.Sort do: a failing comparison is an InvalidOperationException. A merge sort of our own: comparers of
/// expressions may contradict themselves, which std::stable_sort does not survive.
template <class Order>
void sortItems(std::vector<Value>& items, Order order) {
    try {
        std::vector<Value> other(items.size());
        for (std::size_t width = 1; width < items.size(); width *= 2) {
            for (std::size_t from = 0; from < items.size(); from += 2 * width) {
                const std::size_t middle = std::min(from + width, items.size());
                const std::size_t end = std::min(from + 2 * width, items.size());
                std::size_t left = from;
                std::size_t right = middle;
                for (std::size_t to = from; to < end; ++to) {
                    countStep();
                    const bool takeLeft = left < middle && (right >= end || order(items[left], items[right]) <= 0);
                    other[to] = items[takeLeft ? left++ : right++];
                }
            }
            items.swap(other);
        }
    } catch (const Thrown&) {
        raise("InvalidOperationException", "Failed to compare two elements in the array.");
    }
}

}  // namespace mgc::expression
