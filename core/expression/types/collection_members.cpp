// Members of the collection interfaces for whatever implements them: arrays, List, sets, dictionaries, JArray, JObject, host maps.
#include <algorithm>

#include "expression/json/token.h"
#include "expression/runtime/links.h"
#include "expression/types/collection_members.h"

namespace mgc::expression {

namespace {

template <class T>
T* is(const Value& value) {
    return value.kind() == Kind::Object ? dynamic_cast<T*>(value.pointer()) : nullptr;
}
[[noreturn]] void fixedSize() { raise("NotSupportedException", "Collection was of a fixed size."); }
[[noreturn]] void missingKey() { raise("KeyNotFoundException", "The given key was not present in the dictionary."); }
std::size_t checkIndex(std::int64_t index, std::size_t size) {
    if (index < 0 || index >= static_cast<std::int64_t>(size)) raiseListIndex();
    return static_cast<std::size_t>(index);
}

}  // namespace

Value collectionCount(Call& c) {
    if (auto* items = is<Enumerable>(c.self()))
        if (items->knownCount() >= 0) return number(items->knownCount());
    std::int64_t count = 0;
    const auto walk = iterate(c.self());
    for (Value item; walk->next(item);) ++count;
    return number(count);
}

Value collectionGet(Call& c) {
    if (auto* list = is<ListObject>(c.self())) return list->items[checkIndex(c.integer(0), list->items.size())];
    if (auto* array = is<ArrayObject>(c.self())) {
        if (c.integer(0) < 0 || c.integer(0) >= static_cast<std::int64_t>(array->size())) raiseIndexOutOfRange();
        return array->get(static_cast<std::size_t>(c.integer(0)));
    }
    if (auto* tokens = is<JContainerObject>(c.self())) return tokens->child(checkIndex(c.integer(0), tokens->count()))->value();
    const auto all = toVector(c.self());
    return all[checkIndex(c.integer(0), all.size())];
}

Value collectionSet(Call& c) {
    if (auto* list = is<ListObject>(c.self())) {
        list->items[checkIndex(c.integer(0), list->items.size())] = c[1];
        list->changed();
    } else if (auto* array = is<ArrayObject>(c.self())) {
        array->set(checkIndex(c.integer(0), array->size()), c[1]);
    } else if (auto* tokens = is<JContainerObject>(c.self())) {
        tokens->replaceAt(checkIndex(c.integer(0), tokens->count()), tokenFrom(c[1]));
    } else {
        fixedSize();
    }
    return {};
}

Value collectionAdd(Call& c) {
    if (auto* list = is<ListObject>(c.self())) {
        list->items.push_back(c[0]);
        list->changed();
        return {};
    }
    if (auto* set = is<SetObject>(c.self())) return boxed(set->table.add(c[0], {}));
    if (auto* dictionary = is<DictionaryObject>(c.self())) {
        const auto& pair = as<RecordObject>(c.need(0));
        if (!dictionary->table.add(pair.items[0], pair.items[1]))
            raise("ArgumentException", "An item with the same key has already been added.");
        return {};
    }
    if (auto* object = is<JObjectObject>(c.self()); object && c[0].kind() == Kind::Object && typeOf(c[0])->is("KeyValuePair")) {
        const auto& pair = as<RecordObject>(c[0]);
        object->add(pair.items[0].asText(), tokenFrom(pair.items[1]));
        return {};
    }
    if (auto* tokens = is<JContainerObject>(c.self())) {
        tokens->insert(tokens->count(), tokenFrom(c[0]));
        return {};
    }
    fixedSize();
}

Value collectionRemove(Call& c) {
    if (auto* list = is<ListObject>(c.self())) {
        const auto found = std::find_if(list->items.begin(), list->items.end(), [&](const Value& item) { return valuesEqual(item, c[0]); });
        if (found == list->items.end()) return boxed(false);
        list->items.erase(found);
        list->changed();
        return boxed(true);
    }
    if (auto* set = is<SetObject>(c.self())) return boxed(set->table.remove(c[0]));
    if (auto* tokens = is<JContainerObject>(c.self())) {
        const std::size_t index = tokens->indexOf(tokenOf(c[0]));
        if (index == tokens->count()) return boxed(false);
        tokens->removeAt(index);
        return boxed(true);
    }
    fixedSize();
}

Value collectionContains(Call& c) {
    if (auto* set = is<SetObject>(c.self())) return boxed(set->table.find(c[0]) != nullptr);
    if (auto* tokens = is<JContainerObject>(c.self())) return boxed(tokens->indexOf(tokenOf(c[0])) < tokens->count());
    const auto walk = iterate(c.self());
    for (Value item; walk->next(item);)
        if (valuesEqual(item, c[0])) return boxed(true);
    return boxed(false);
}

Value collectionClear(Call& c) {
    if (auto* list = is<ListObject>(c.self())) {
        list->items.clear();
        list->changed();
    } else if (auto* set = is<SetObject>(c.self())) {
        set->table.clear();
    } else if (auto* dictionary = is<DictionaryObject>(c.self())) {
        dictionary->table.clear();
    } else if (auto* tokens = is<JContainerObject>(c.self())) {
        tokens->clear();
    } else {
        fixedSize();
    }
    return {};
}

Value collectionIndexOf(Call& c) {
    std::int64_t index = 0;
    if (auto* tokens = is<JContainerObject>(c.self())) {
        const std::size_t found = tokens->indexOf(tokenOf(c[0]));
        return number(found == tokens->count() ? -1 : static_cast<std::int64_t>(found));
    }
    const auto walk = iterate(c.self());
    for (Value item; walk->next(item); ++index)
        if (valuesEqual(item, c[0])) return number(index);
    return number(-1);
}

Value collectionInsert(Call& c) {
    if (auto* list = is<ListObject>(c.self())) {
        if (c.integer(0) < 0 || c.integer(0) > static_cast<std::int64_t>(list->items.size()))
            raiseOutOfRange("index", "Index must be within the bounds of the List.");
        list->items.insert(list->items.begin() + c.integer(0), c[1]);
        list->changed();
    } else if (auto* tokens = is<JContainerObject>(c.self())) {
        if (c.integer(0) < 0 || c.integer(0) > static_cast<std::int64_t>(tokens->count()))
            raiseOutOfRange("index", "Index was out of range. Must be non-negative and less than the size of the collection.");
        tokens->insert(static_cast<std::size_t>(c.integer(0)), tokenFrom(c[1]));
    } else {
        fixedSize();
    }
    return {};
}

Value collectionRemoveAt(Call& c) {
    if (auto* list = is<ListObject>(c.self())) {
        list->items.erase(list->items.begin() + static_cast<std::ptrdiff_t>(checkIndex(c.integer(0), list->items.size())));
        list->changed();
    } else if (auto* tokens = is<JContainerObject>(c.self())) {
        tokens->removeAt(checkIndex(c.integer(0), tokens->count()));
    } else {
        fixedSize();
    }
    return {};
}

namespace {

bool lookUp(const Value& map, const Value& key, Value& out) {
    if (auto* dictionary = is<DictionaryObject>(map)) {
        if (key.isNull()) raiseArgumentNull("key");
        const auto* entry = dictionary->table.find(key);
        if (entry) out = entry->value;
        return entry != nullptr;
    }
    if (auto* object = is<JObjectObject>(map)) {
        if (key.isNull()) raiseArgumentNull("propertyName");
        JTokenObject* token = object->get(key.asText());
        if (token) out = token->value();
        return token != nullptr;
    }
    if (key.isNull()) raiseArgumentNull("key");
    return hostDictionaryGet(map, key.asText(), out);
}

/// Keys or Values of a Dictionary: a view, so that a loop over it fails when the dictionary changes.
class DictionaryPart final : public Enumerable {
public:
    DictionaryPart(const Type* partType, Value dictionary, bool isKeys)
        : m_type(partType), m_dictionary(std::move(dictionary)), m_isKeys(isKeys) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] std::int64_t knownCount() const override { return as<DictionaryObject>(m_dictionary).knownCount(); }
    [[nodiscard]] IteratorPtr iterate() override {
        return makeIterator([self = Value::object(this), pairs = std::shared_ptr<Iterator>(as<DictionaryObject>(m_dictionary).iterate()),
                             isKeys = m_isKeys](Value& out) {
            Value pair;
            if (!pairs->next(pair)) return false;
            out = isKeys ? pairKey(pair) : pairValue(pair);
            return true;
        });
    }

private:
    const Type* m_type;
    Value m_dictionary;
    bool m_isKeys;
};

Value part(Call& c, std::size_t index) {
    if (is<DictionaryObject>(c.self())) return Value::object(new DictionaryPart(c.result, c.self(), index == 0));
    std::vector<Value> items;
    const auto walk = iterate(c.self());
    for (Value item; walk->next(item);) items.push_back(index == 0 ? pairKey(item) : pairValue(item));
    return list(c.result->arguments.empty() ? types().object : c.result->arguments[0], std::move(items));
}

}  // namespace

Value pairKey(const Value& item) {
    if (const auto* property = is<JPropertyObject>(item)) return textOf(property->name);
    return as<RecordObject>(item).items[0];
}
Value pairValue(const Value& item) {
    if (const auto* property = is<JPropertyObject>(item)) return property->content() ? property->content()->value() : Value();
    return as<RecordObject>(item).items[1];
}

Value dictionaryGet(Call& c) {
    Value out;
    if (!lookUp(c.self(), c[0], out)) missingKey();
    return out;
}
Value dictionarySet(Call& c) {
    if (c.isNull(0)) raiseArgumentNull("key");
    if (auto* dictionary = is<DictionaryObject>(c.self()))
        dictionary->table.set(c[0], c[1]);
    else if (auto* object = is<JObjectObject>(c.self()))
        object->set(c[0].asText(), tokenFrom(c[1]));
    else
        fixedSize();
    return {};
}
Value dictionaryContainsKey(Call& c) {
    Value out;
    return boxed(lookUp(c.self(), c[0], out));
}
Value dictionaryTryGetValue(Call& c) {
    Value out;
    const bool found = lookUp(c.self(), c[0], out);
    c[1] = found ? out : defaultValue(c.owner && c.owner->arguments.size() > 1 ? c.owner->arguments[1] : types().object);
    return boxed(found);
}
Value dictionaryKeys(Call& c) { return part(c, 0); }
Value dictionaryValues(Call& c) { return part(c, 1); }
Value dictionaryAdd(Call& c) {
    if (c.isNull(0)) raiseArgumentNull("key");
    if (auto* dictionary = is<DictionaryObject>(c.self())) {
        if (!dictionary->table.add(c[0], c[1])) raise("ArgumentException", "An item with the same key has already been added.");
    } else if (auto* object = is<JObjectObject>(c.self())) {
        object->add(c[0].asText(), tokenFrom(c[1]));
    } else {
        fixedSize();
    }
    return {};
}
Value dictionaryRemove(Call& c) {
    if (c.isNull(0)) raiseArgumentNull("key");
    if (auto* dictionary = is<DictionaryObject>(c.self())) return boxed(dictionary->table.remove(c[0]));
    if (auto* object = is<JObjectObject>(c.self())) return boxed(object->remove(c[0].asText()));
    fixedSize();
}

std::pair<std::size_t, std::size_t> itemRange(std::size_t size, std::int64_t index, std::int64_t count) {
    if (index < 0) raiseOutOfRange("index", "Non-negative number required.");
    if (count < 0) raiseOutOfRange("count", "Non-negative number required.");
    if (index + count > static_cast<std::int64_t>(size))
        raise("ArgumentException",
              "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of "
              "the source collection.");
    return {static_cast<std::size_t>(index), static_cast<std::size_t>(index + count)};
}

bool test(const Value& predicate, const Value& item) {
    countStep();
    return invoke(predicate, item).bits() != 0;
}
std::int64_t findIndex(const std::vector<Value>& items, const Value& match) {
    for (std::size_t i = 0; i < items.size(); ++i)
        if (test(match, items[i])) return static_cast<std::int64_t>(i);
    return -1;
}
std::int64_t findLastIndex(const std::vector<Value>& items, const Value& match) {
    for (std::size_t i = items.size(); i-- > 0;)
        if (test(match, items[i])) return static_cast<std::int64_t>(i);
    return -1;
}
std::int64_t binarySearch(const std::vector<Value>& items, const Value& value, const Comparer& comparer) {
    std::int64_t low = 0;
    auto high = static_cast<std::int64_t>(items.size()) - 1;
    while (low <= high) {
        const std::int64_t middle = low + (high - low) / 2;
        const int order = comparer.compare(items[static_cast<std::size_t>(middle)], value);
        if (order == 0) return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return ~low;
}
void storeItems(const Value& array, const std::vector<Value>& items, std::size_t offset) {
    auto& target = as<ArrayObject>(array);
    for (std::size_t i = 0; i < items.size(); ++i) target.set(offset + i, items[i]);
}

Value copyItems(std::vector<Value> items, const Value& array, std::int64_t index, std::int64_t count) {
    if (array.isNull()) raiseArgumentNull("array");
    if (index < 0) raiseOutOfRange("arrayIndex", "Non-negative number required.");
    if (count < 0) raiseOutOfRange("count", "Non-negative number required.");
    if (count < static_cast<std::int64_t>(items.size())) items.resize(static_cast<std::size_t>(count));
    if (index + static_cast<std::int64_t>(items.size()) > static_cast<std::int64_t>(as<ArrayObject>(array).size()))
        raise("ArgumentException",
              "Destination array is not long enough to copy all the items in the collection. Check array index and length.");
    storeItems(array, items, static_cast<std::size_t>(index));
    return {};
}
Value collectionCopyTo(Call& c) { return copyItems(toVector(c.self()), c[0], c.integer(1), INT32_MAX); }

}  // namespace mgc::expression
