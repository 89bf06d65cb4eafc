#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "expression/check/type_system.h"
#include "expression/runtime/equality.h"

namespace mgc::expression {

/// Walks a sequence once. May throw .NET exceptions.
class Iterator {
public:
    virtual ~Iterator() = default;
    virtual bool next(Value& out) = 0;
};
using IteratorPtr = std::unique_ptr<Iterator>;

/// Anything IEnumerable. `self` keeps the object alive while it is walked.
class Enumerable : public Object {
public:
    [[nodiscard]] virtual IteratorPtr iterate() = 0;
    /// Number of items where it is known without walking, else -1.
    [[nodiscard]] virtual std::int64_t knownCount() const { return -1; }
};

/// Walks any IEnumerable value (strings yield chars). Null: ArgumentNullException of `parameter`.
[[nodiscard]] IteratorPtr iterate(const Value& sequence, const char* parameter = "source");
[[nodiscard]] std::vector<Value> toVector(const Value& sequence, const char* parameter = "source");

/// T[]; byte[] keeps its bytes packed.
class ArrayObject : public Enumerable {
public:
    [[nodiscard]] static Value make(const Type* arrayType, std::vector<Value> items);
    [[nodiscard]] static Value zeroed(const Type* arrayType, std::int64_t length);
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] virtual std::size_t size() const = 0;
    [[nodiscard]] virtual Value get(std::size_t index) const = 0;
    virtual void set(std::size_t index, const Value& value) = 0;
    [[nodiscard]] std::int64_t knownCount() const override { return static_cast<std::int64_t>(size()); }
    [[nodiscard]] IteratorPtr iterate() override;

protected:
    explicit ArrayObject(const Type* arrayType) : m_type(arrayType) {}
    const Type* m_type;
};

class ByteArrayObject final : public ArrayObject {
public:
    explicit ByteArrayObject(std::string content) : ArrayObject(types().byteArray), bytes(std::move(content)) {}
    [[nodiscard]] std::size_t size() const override { return bytes.size(); }
    [[nodiscard]] Value get(std::size_t index) const override { return Value::scalar(Kind::Byte, static_cast<unsigned char>(bytes[index])); }
    void set(std::size_t index, const Value& value) override { bytes[index] = static_cast<char>(value.bits()); }
    std::string bytes;
};

class ValueArrayObject final : public ArrayObject {
public:
    ValueArrayObject(const Type* arrayType, std::vector<Value> content) : ArrayObject(arrayType), items(std::move(content)) {}
    [[nodiscard]] std::size_t size() const override { return items.size(); }
    [[nodiscard]] Value get(std::size_t index) const override { return items[index]; }
    void set(std::size_t index, const Value& value) override { items[index] = value; }
    std::vector<Value> items;
};

class ListObject final : public Enumerable {
public:
    explicit ListObject(const Type* listType, std::vector<Value> content = {}) : m_type(listType), items(std::move(content)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] IteratorPtr iterate() override;
    [[nodiscard]] std::int64_t knownCount() const override { return static_cast<std::int64_t>(items.size()); }
    void changed() {
        ++version;
        checkSize();
    }
    void checkSize() const;

private:
    const Type* m_type;

public:
    std::vector<Value> items;
    int version = 0;
};

/// Dictionary, HashSet: entries in insertion order as .NET keeps them while nothing is removed; a freed slot is used again.
class HashTable {
public:
    explicit HashTable(Comparer comparer = {}) : m_comparer(std::move(comparer)), m_index(8, Hash{&m_comparer}, Same{&m_comparer}) {}
    HashTable(const HashTable&) = delete;
    HashTable& operator=(const HashTable&) = delete;
    struct Entry {
        Value key;
        Value value;
        bool used = false;
    };
    [[nodiscard]] Entry* find(const Value& key);
    /// False if the key was there (then nothing changes).
    bool add(const Value& key, const Value& value);
    void set(const Value& key, const Value& value);
    bool remove(const Value& key);
    void clear();
    [[nodiscard]] std::size_t size() const { return m_index.size(); }
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] std::vector<Entry>& entries() { return m_entries; }
    [[nodiscard]] const Comparer& comparer() const { return m_comparer; }
    int version = 0;

private:
    struct Hash {
        const Comparer* comparer;
        std::size_t operator()(const Value& value) const { return comparer->hash(value); }
    };
    struct Same {
        const Comparer* comparer;
        bool operator()(const Value& a, const Value& b) const { return comparer->equal(a, b); }
    };
    Comparer m_comparer;
    std::vector<Entry> m_entries;
    std::vector<std::size_t> m_free;
    std::unordered_map<Value, std::size_t, Hash, Same> m_index;
};

class DictionaryObject final : public Enumerable {
public:
    explicit DictionaryObject(const Type* dictionaryType, Comparer comparer = {}) : m_type(dictionaryType), table(std::move(comparer)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] IteratorPtr iterate() override;
    [[nodiscard]] std::int64_t knownCount() const override { return static_cast<std::int64_t>(table.size()); }
    /// KeyValuePair<TKey,TValue> of this dictionary.
    [[nodiscard]] const Type* pairType() const;

private:
    const Type* m_type;

public:
    HashTable table;
};

class SetObject final : public Enumerable {
public:
    explicit SetObject(const Type* setType, Comparer comparer = {}) : m_type(setType), table(std::move(comparer)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] IteratorPtr iterate() override;
    [[nodiscard]] std::int64_t knownCount() const override { return static_cast<std::int64_t>(table.size()); }

private:
    const Type* m_type;

public:
    HashTable table;
};

/// Queue<T> and Stack<T> (a stack yields its last item first).
class DequeObject final : public Enumerable {
public:
    DequeObject(const Type* dequeType, bool stack) : m_type(dequeType), isStack(stack) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] IteratorPtr iterate() override;
    [[nodiscard]] std::int64_t knownCount() const override { return static_cast<std::int64_t>(items.size()); }

private:
    const Type* m_type;

public:
    std::deque<Value> items;
    bool isStack;
    int version = 0;
};

/// Immutable record: KeyValuePair, Tuple, ValueTuple, anonymous types. Equal by value.
class RecordObject final : public Object {
public:
    RecordObject(const Type* recordType, std::vector<Value> content) : m_type(recordType), items(std::move(content)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] std::string toText() const override;
    [[nodiscard]] bool equals(const Object& other) const override;
    [[nodiscard]] std::size_t hash() const override;

private:
    const Type* m_type;

public:
    std::vector<Value> items;
};

/// A lazy sequence made from a function that starts a new walk.
class SequenceObject final : public Enumerable {
public:
    SequenceObject(const Type* sequenceType, std::function<IteratorPtr()> start) : m_type(sequenceType), m_start(std::move(start)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] IteratorPtr iterate() override { return m_start(); }

private:
    const Type* m_type;
    std::function<IteratorPtr()> m_start;
};

/// A walk from a lambda `bool(Value& out)`.
template <class Next>
class LambdaIterator final : public Iterator {
public:
    explicit LambdaIterator(Next next) : m_next(std::move(next)) {}
    bool next(Value& out) override { return m_next(out); }

private:
    Next m_next;
};
template <class Next>
[[nodiscard]] IteratorPtr makeIterator(Next next) {
    return std::make_unique<LambdaIterator<Next>>(std::move(next));
}

template <class T>
[[nodiscard]] T& as(const Value& value) {
    return static_cast<T&>(*value.pointer());
}
[[nodiscard]] Value makePair(const Type* pairType, Value key, Value value);
[[nodiscard]] Value makeStrings(const std::vector<std::string>& texts);
/// Bytes of a byte[] value; null if it is none.
[[nodiscard]] std::string* byteContent(const Value& value);

}  // namespace mgc::expression
