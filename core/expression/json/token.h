#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "expression/runtime/collections.h"
#include "expression/runtime/comparable.h"

// JToken and its kinds, with the semantics of Newtonsoft.Json.
namespace mgc::expression {

enum class TokenType : std::uint8_t { None, Object, Array, Constructor, Property, Comment, Integer, Float, String, Boolean, Null, Undefined, Date, Raw, Bytes, Guid, Uri, TimeSpan };

/// Counted pointer to an Object.
template <class T>
class Ref {
public:
    Ref() = default;
    explicit Ref(T* object) : m_object(object) {
        if (m_object) m_object->retain();
    }
    Ref(const Ref& other) : Ref(other.m_object) {}
    Ref(Ref&& other) noexcept : m_object(std::exchange(other.m_object, nullptr)) {}
    Ref& operator=(Ref other) noexcept {
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~Ref() {
        if (m_object) m_object->release();
    }
    [[nodiscard]] T* get() const { return m_object; }
    T* operator->() const { return m_object; }
    T& operator*() const { return *m_object; }
    explicit operator bool() const { return m_object != nullptr; }

private:
    T* m_object = nullptr;
};

class JContainerObject;

class JTokenObject : public Enumerable {
public:
    [[nodiscard]] virtual TokenType tokenType() const = 0;
    [[nodiscard]] virtual Ref<JTokenObject> clone() const = 0;
    [[nodiscard]] virtual bool deepEquals(const JTokenObject& other) const = 0;
    [[nodiscard]] JContainerObject* parent() const { return m_parent; }
    void setParent(JContainerObject* parent) { m_parent = parent; }
    [[nodiscard]] std::string toText() const override { return json(true); }
    [[nodiscard]] IteratorPtr iterate() override;
    /// JSON text; indented with two spaces and line feeds.
    [[nodiscard]] std::string json(bool indented) const;
    virtual void write(std::string& out, bool indented, int depth) const = 0;
    [[nodiscard]] std::string path() const;
    [[nodiscard]] Value value() { return Value::object(this); }
    /// Shared with a cached body: has no parent but must be copied before anything takes it over.
    bool isShared = false;

private:
    JContainerObject* m_parent = nullptr;
};
using TokenRef = Ref<JTokenObject>;

class JValueObject final : public JTokenObject, public Comparable {
public:
    JValueObject(TokenType kind, Value content) : m_type(kind), content(std::move(content)) {}
    /// From a .NET value as `new JValue(object)` does; ArgumentException for what it does not take.
    static TokenRef of(const Value& value);
    [[nodiscard]] const Type* type() const override;
    [[nodiscard]] TokenType tokenType() const override { return m_type; }
    [[nodiscard]] TokenRef clone() const override { return TokenRef(new JValueObject(m_type, content)); }
    [[nodiscard]] bool deepEquals(const JTokenObject& other) const override;
    [[nodiscard]] bool equals(const Object& other) const override;
    [[nodiscard]] std::size_t hash() const override;
    [[nodiscard]] int compareTo(const Value& other) const override;
    [[nodiscard]] std::string toText() const override;
    void write(std::string& out, bool indented, int depth) const override;
    void assign(TokenType kind, Value value) {
        m_type = kind;
        content = std::move(value);
    }

private:
    TokenType m_type;

public:
    Value content;
};

class JContainerObject : public JTokenObject {
public:
    [[nodiscard]] virtual std::size_t count() const = 0;
    [[nodiscard]] virtual JTokenObject* child(std::size_t index) const = 0;
    /// Index of a direct child; count() if it is none.
    [[nodiscard]] std::size_t indexOf(const JTokenObject* token) const;
    /// Inserts a token; a token that has a parent is copied first.
    virtual void insert(std::size_t index, TokenRef token) = 0;
    virtual void removeAt(std::size_t index) = 0;
    virtual void replaceAt(std::size_t index, TokenRef token) = 0;
    void clear() {
        while (count() > 0) removeAt(count() - 1);
    }
    [[nodiscard]] IteratorPtr iterate() override;
    [[nodiscard]] std::int64_t knownCount() const override { return static_cast<std::int64_t>(count()); }
    int version = 0;

protected:
    TokenRef adopt(TokenRef token);
    static void orphan(JTokenObject* token) { token->setParent(nullptr); }
};

class JPropertyObject final : public JContainerObject {
public:
    JPropertyObject(std::string propertyName, TokenRef content);
    ~JPropertyObject() override;
    [[nodiscard]] const Type* type() const override;
    [[nodiscard]] TokenType tokenType() const override { return TokenType::Property; }
    [[nodiscard]] TokenRef clone() const override;
    [[nodiscard]] bool deepEquals(const JTokenObject& other) const override;
    void write(std::string& out, bool indented, int depth) const override;
    [[nodiscard]] std::size_t count() const override { return m_content ? 1 : 0; }
    [[nodiscard]] JTokenObject* child(std::size_t) const override { return m_content.get(); }
    void insert(std::size_t index, TokenRef token) override;
    void removeAt(std::size_t index) override;
    void replaceAt(std::size_t index, TokenRef token) override;
    [[nodiscard]] JTokenObject* content() const { return m_content.get(); }
    void setContent(TokenRef token);
    const std::string name;

private:
    TokenRef m_content;
};

class JArrayObject final : public JContainerObject {
public:
    ~JArrayObject() override;
    [[nodiscard]] const Type* type() const override;
    [[nodiscard]] TokenType tokenType() const override { return TokenType::Array; }
    [[nodiscard]] TokenRef clone() const override;
    [[nodiscard]] bool deepEquals(const JTokenObject& other) const override;
    void write(std::string& out, bool indented, int depth) const override;
    [[nodiscard]] std::size_t count() const override { return m_items.size(); }
    [[nodiscard]] JTokenObject* child(std::size_t index) const override { return m_items[index].get(); }
    void insert(std::size_t index, TokenRef token) override;
    void removeAt(std::size_t index) override;
    void replaceAt(std::size_t index, TokenRef token) override;
    /// For the parser: no checks, the token has no parent.
    void append(TokenRef token) {
        token->setParent(this);
        m_items.push_back(std::move(token));
    }

private:
    std::vector<TokenRef> m_items;
};

class JObjectObject final : public JContainerObject {
public:
    ~JObjectObject() override;
    [[nodiscard]] const Type* type() const override;
    [[nodiscard]] TokenType tokenType() const override { return TokenType::Object; }
    [[nodiscard]] TokenRef clone() const override;
    [[nodiscard]] bool deepEquals(const JTokenObject& other) const override;
    void write(std::string& out, bool indented, int depth) const override;
    [[nodiscard]] std::size_t count() const override { return m_properties.size(); }
    [[nodiscard]] JTokenObject* child(std::size_t index) const override { return m_properties[index].get(); }
    /// Takes properties only (ArgumentException), each name once (ArgumentException).
    void insert(std::size_t index, TokenRef token) override;
    void removeAt(std::size_t index) override;
    void replaceAt(std::size_t index, TokenRef token) override;
    [[nodiscard]] JPropertyObject* property(std::string_view name) const;
    [[nodiscard]] JPropertyObject* propertyAt(std::size_t index) const { return m_properties[index].get(); }
    /// The value; null if there is no such property.
    [[nodiscard]] JTokenObject* get(std::string_view name) const {
        const JPropertyObject* found = property(name);
        return found ? found->content() : nullptr;
    }
    /// Replaces or appends.
    void set(std::string_view name, TokenRef token);
    /// ArgumentException if the name is there.
    void add(std::string_view name, TokenRef token);
    bool remove(std::string_view name);

private:
    void reindex() { m_index.clear(); }
    std::vector<Ref<JPropertyObject>> m_properties;
    mutable std::unordered_map<std::string_view, std::size_t> m_index;  ///< built for large objects
};

/// Null for anything that is not a token.
[[nodiscard]] JTokenObject* tokenOf(const Value& value);
/// A token for any value put into JSON (`new JObject("a", x)`, Add, indexer set): tokens pass, null becomes a JSON null.
[[nodiscard]] TokenRef tokenFrom(const Value& value);
/// JToken.FromObject / JsonConvert.SerializeObject: collections, dictionaries, anonymous types and records too.
[[nodiscard]] TokenRef tokenFromObject(const Value& value, int depth = 0);
[[nodiscard]] std::string_view tokenTypeName(TokenType type);
void writeJsonString(std::string& out, std::string_view text);
[[nodiscard]] std::string jsonNumberText(const Value& value);

/// Parses with Newtonsoft's lenient grammar. JsonReaderException (a .NET exception) on a fault. `dates`: ISO texts become dates;
/// `decimals`: numbers with a fraction become decimals, which keep their scale.
[[nodiscard]] TokenRef parseJson(std::string_view text, bool dates = true, bool decimals = false);
/// Explicit conversion of a token to a .NET type: (int)token and its kin. `token` may be null.
[[nodiscard]] Value tokenTo(const JTokenObject* token, const Type* target);
/// Value<T>(): as Extensions.Convert.
[[nodiscard]] Value tokenValue(JTokenObject* token, const Type* target);
/// Where a value to deserialize comes from: a text that is read, or a tree in memory.
enum class JsonSource : std::uint8_t { Text, Tree };
/// ToObject<T>() and, of a part, DeserializeObject<T>().
[[nodiscard]] Value deserialize(JTokenObject* token, const Type* target, JsonSource source);
/// DeserializeObject<T>().
[[nodiscard]] Value deserializeText(std::string_view text, const Type* target);
/// SelectToken; null when nothing is found, JsonException also for several.
[[nodiscard]] TokenRef selectToken(JTokenObject& root, std::string_view path, bool errorWhenNoMatch);
/// SelectTokens; JsonException for a bad path or, with `errorWhenNoMatch`, when nothing is found.
[[nodiscard]] std::vector<TokenRef> selectTokens(JTokenObject& root, std::string_view path, bool errorWhenNoMatch);

}  // namespace mgc::expression
