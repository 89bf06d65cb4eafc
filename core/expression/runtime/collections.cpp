#include "expression/runtime/collections.h"

#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/memory_limit.h"
#include "expression/runtime/string_object.h"
#include "expression/runtime/to_text.h"
#include "expression/runtime/links.h"

namespace mgc::expression {
namespace {

[[noreturn]] void raiseModified() { raise("InvalidOperationException", "Collection was modified; enumeration operation may not execute."); }

}  // namespace

IteratorPtr iterate(const Value& sequence, const char* parameter) {
    if (sequence.isNull()) raiseArgumentNull(parameter);
    if (sequence.kind() == Kind::String) {
        return makeIterator([sequence, at = std::size_t{0}](Value& out) mutable {
            const auto& text = stringOf(sequence);
            if (at >= text.length()) return false;
            out = Value::character(text.at(at++));
            return true;
        });
    }
    if (sequence.kind() == Kind::Object)
        if (auto* enumerable = dynamic_cast<Enumerable*>(sequence.pointer())) return enumerable->iterate();
    if (sequence.kind() == Kind::Host) {
        return iterateHost(sequence);
    }
    raise("InvalidCastException", "Specified cast is not valid.");
}

std::vector<Value> toVector(const Value& sequence, const char* parameter) {
    std::vector<Value> items;
    const auto walk = iterate(sequence, parameter);
    if (auto* enumerable = dynamic_cast<Enumerable*>(sequence.pointer()); enumerable && enumerable->knownCount() > 0) items.reserve(static_cast<std::size_t>(enumerable->knownCount()));
    for (Value item; walk->next(item);) {
        countStep();
        items.push_back(std::move(item));
        if ((items.size() & 1023U) == 0) checkCollectionSize(items.size());
    }
    return items;
}

Value ArrayObject::make(const Type* arrayType, std::vector<Value> items) {
    checkCollectionSize(items.size());
    if (arrayType == types().byteArray) {
        std::string bytes;
        bytes.reserve(items.size());
        for (const auto& item : items) bytes += static_cast<char>(item.bits());
        return Value::object(new ByteArrayObject(std::move(bytes)));
    }
    return Value::object(new ValueArrayObject(arrayType, std::move(items)));
}

Value ArrayObject::zeroed(const Type* arrayType, std::int64_t length) {
    if (length < 0) raise("OverflowException", "Array dimensions exceeded supported range.");
    checkCollectionSize(static_cast<std::size_t>(length));
    countMemory(static_cast<std::size_t>(length) * (arrayType == types().byteArray ? 1 : sizeof(Value)));
    if (arrayType == types().byteArray) return Value::object(new ByteArrayObject(std::string(static_cast<std::size_t>(length), '\0')));
    return Value::object(new ValueArrayObject(arrayType, std::vector<Value>(static_cast<std::size_t>(length), defaultValue(arrayType->element()))));
}

IteratorPtr ArrayObject::iterate() {
    return makeIterator([self = Value::object(this), this, at = std::size_t{0}](Value& out) mutable {
        if (at >= size()) return false;
        out = get(at++);
        return true;
    });
}

void ListObject::checkSize() const { checkCollectionSize(items.size()); }

IteratorPtr ListObject::iterate() {
    return makeIterator([self = Value::object(this), this, at = std::size_t{0}, expected = version](Value& out) mutable {
        if (version != expected) raiseModified();
        if (at >= items.size()) return false;
        out = items[at++];
        return true;
    });
}

HashTable::Entry* HashTable::find(const Value& key) {
    const auto found = m_index.find(key);
    return found == m_index.end() ? nullptr : &m_entries[found->second];
}

bool HashTable::add(const Value& key, const Value& value) {
    const std::size_t slot = m_free.empty() ? m_entries.size() : m_free.back();
    if (!m_index.emplace(key, slot).second) return false;
    if (m_free.empty()) {
        checkCollectionSize(m_entries.size() + 1);
        m_entries.push_back({key, value, true});
    } else {
        m_free.pop_back();
        m_entries[slot] = {key, value, true};
    }
    ++version;
    return true;
}

void HashTable::set(const Value& key, const Value& value) {
    if (Entry* entry = find(key)) {
        entry->value = value;
        ++version;
    } else {
        add(key, value);
    }
}

bool HashTable::remove(const Value& key) {
    const auto found = m_index.find(key);
    if (found == m_index.end()) return false;
    m_entries[found->second] = {};
    m_free.push_back(found->second);
    m_index.erase(found);
    ++version;
    return true;
}

void HashTable::clear() {
    m_index.clear();
    m_entries.clear();
    m_free.clear();
    ++version;
}

const Type* DictionaryObject::pairType() const { return types().generic("KeyValuePair", m_type->arguments); }

IteratorPtr DictionaryObject::iterate() {
    return makeIterator([self = Value::object(this), this, pair = pairType(), at = std::size_t{0}, expected = table.version](Value& out) mutable {
        if (table.version != expected) raiseModified();
        while (at < table.entries().size() && !table.entries()[at].used) ++at;
        if (at >= table.entries().size()) return false;
        out = makePair(pair, table.entries()[at].key, table.entries()[at].value);
        ++at;
        return true;
    });
}

IteratorPtr SetObject::iterate() {
    return makeIterator([self = Value::object(this), this, at = std::size_t{0}, expected = table.version](Value& out) mutable {
        if (table.version != expected) raiseModified();
        while (at < table.entries().size() && !table.entries()[at].used) ++at;
        if (at >= table.entries().size()) return false;
        out = table.entries()[at++].key;
        return true;
    });
}

IteratorPtr DequeObject::iterate() {
    return makeIterator([self = Value::object(this), this, at = std::size_t{0}, expected = version](Value& out) mutable {
        if (version != expected) raiseModified();
        if (at >= items.size()) return false;
        out = isStack ? items[items.size() - 1 - at] : items[at];
        ++at;
        return true;
    });
}

std::string RecordObject::toText() const {
    const Type* type = m_type;
    std::string text;
    if (type->kind == TypeKind::Anonymous) {
        text = "{ ";
        for (std::size_t i = 0; i < items.size(); ++i) text += (i ? ", " : "") + type->names[i] + " = " + expression::toText(items[i]);
        return text + " }";
    }
    const bool pair = type->is("KeyValuePair");
    text = pair ? "[" : "(";
    for (std::size_t i = 0; i < items.size(); ++i) text += (i ? ", " : "") + expression::toText(items[i]);
    return text + (pair ? "]" : ")");
}

bool RecordObject::equals(const Object& other) const {
    const auto* record = dynamic_cast<const RecordObject*>(&other);
    if (!record || record->items.size() != items.size()) return false;
    if (record->m_type != m_type && !(m_type->kind == TypeKind::Tuple && record->m_type->kind == TypeKind::Tuple)) return false;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!valuesEqual(items[i], record->items[i])) return false;
    return true;
}

std::size_t RecordObject::hash() const {
    std::size_t hash = 17;
    for (const auto& item : items) hash = hash * 31 + hashOf(item);
    return hash;
}

Value makePair(const Type* pairType, Value key, Value value) {
    std::vector<Value> items;
    items.reserve(2);
    items.push_back(std::move(key));
    items.push_back(std::move(value));
    return Value::object(new RecordObject(pairType, std::move(items)));
}

Value makeStrings(const std::vector<std::string>& texts) {
    std::vector<Value> items;
    items.reserve(texts.size());
    for (const auto& text : texts) items.push_back(Value::text(text));
    return ArrayObject::make(types().stringArray, std::move(items));
}

std::string* byteContent(const Value& value) {
    if (value.kind() != Kind::Object) return nullptr;
    auto* bytes = dynamic_cast<ByteArrayObject*>(value.pointer());
    return bytes ? &bytes->bytes : nullptr;
}

}  // namespace mgc::expression
