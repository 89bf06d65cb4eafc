#include <algorithm>

#include "expression/json/token.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/text.h"

namespace mgc::expression {
namespace {

void newLine(std::string& out, int depth) {
    out += '\n';
    out.append(static_cast<std::size_t>(depth) * 2, ' ');
}

}  // namespace

std::size_t JContainerObject::indexOf(const JTokenObject* token) const {
    for (std::size_t i = 0; i < count(); ++i)
        if (child(i) == token) return i;
    return count();
}

TokenRef JContainerObject::adopt(TokenRef token) {
    if (!token) token = TokenRef(new JValueObject(TokenType::Null, {}));
    if (token->parent() || token->isShared) token = token->clone();
    if (token.get() == this) token = token->clone();
    for (const JTokenObject* above = this; above; above = above->parent())
        if (above == token.get()) {
            token = token->clone();
            break;
        }
    token->setParent(this);
    checkCollectionSize(count() + 1);
    countStep();
    return token;
}

IteratorPtr JContainerObject::iterate() {
    return makeIterator([self = Value::object(this), this, at = std::size_t{0}, expected = version](Value& out) mutable {
        if (version != expected) raise("InvalidOperationException", "Collection was modified; enumeration operation may not execute.");
        if (at >= count()) return false;
        out = Value::object(child(at++));
        return true;
    });
}

namespace {
/// What a property may hold: anything but a property.
TokenRef notProperty(TokenRef token) {
    if (token && token->tokenType() == TokenType::Property)
        raise("ArgumentException", "Can not add Newtonsoft.Json.Linq.JProperty to Newtonsoft.Json.Linq.JProperty.");
    return token;
}
}  // namespace

JPropertyObject::JPropertyObject(std::string propertyName, TokenRef content)
    : name(std::move(propertyName)), m_content(adopt(notProperty(std::move(content)))) {}
JPropertyObject::~JPropertyObject() {
    if (m_content) orphan(m_content.get());
}
const Type* JPropertyObject::type() const { return types().jProperty; }
TokenRef JPropertyObject::clone() const { return TokenRef(new JPropertyObject(name, m_content ? m_content->clone() : TokenRef())); }
bool JPropertyObject::deepEquals(const JTokenObject& other) const {
    const auto* property = dynamic_cast<const JPropertyObject*>(&other);
    return property && property->name == name && m_content->deepEquals(*property->m_content);
}
void JPropertyObject::write(std::string& out, bool indented, int depth) const {
    writeJsonString(out, name);
    out += indented ? ": " : ":";
    if (m_content)
        m_content->write(out, indented, depth);
    else
        out += "null";
}
void JPropertyObject::setContent(TokenRef token) {
    if (token.get() == m_content.get()) return;
    TokenRef adopted = adopt(notProperty(std::move(token)));
    if (m_content) orphan(m_content.get());
    m_content = std::move(adopted);
    ++version;
}
void JPropertyObject::insert(std::size_t, TokenRef token) {
    if (m_content) raise("JsonException", "Newtonsoft.Json.Linq.JProperty cannot have multiple values.");
    setContent(std::move(token));
}
void JPropertyObject::removeAt(std::size_t) { raise("JsonException", "Cannot add or remove items from Newtonsoft.Json.Linq.JProperty."); }
void JPropertyObject::replaceAt(std::size_t, TokenRef token) { setContent(std::move(token)); }

JArrayObject::~JArrayObject() {
    for (const auto& item : m_items) orphan(item.get());
}
const Type* JArrayObject::type() const { return types().jArray; }
TokenRef JArrayObject::clone() const {
    Ref<JArrayObject> copy(new JArrayObject);
    copy->m_items.reserve(m_items.size());
    for (const auto& item : m_items) copy->append(item->clone());
    return TokenRef(copy.get());
}
bool JArrayObject::deepEquals(const JTokenObject& other) const {
    const auto* array = dynamic_cast<const JArrayObject*>(&other);
    if (!array || array->m_items.size() != m_items.size()) return false;
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (!m_items[i]->deepEquals(*array->m_items[i])) return false;
    return true;
}
void JArrayObject::write(std::string& out, bool indented, int depth) const {
    out += '[';
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (i) out += ',';
        if (indented) newLine(out, depth + 1);
        m_items[i]->write(out, indented, depth + 1);
    }
    if (indented && !m_items.empty()) newLine(out, depth);
    out += ']';
}
void JArrayObject::insert(std::size_t index, TokenRef token) {
    if (token && token->tokenType() == TokenType::Property)
        raise("ArgumentException", "Can not add Newtonsoft.Json.Linq.JProperty to Newtonsoft.Json.Linq.JArray.");
    TokenRef adopted = adopt(std::move(token));
    m_items.insert(m_items.begin() + static_cast<std::ptrdiff_t>(index), std::move(adopted));
    ++version;
}
void JArrayObject::removeAt(std::size_t index) {
    orphan(m_items[index].get());
    m_items.erase(m_items.begin() + static_cast<std::ptrdiff_t>(index));
    ++version;
}
void JArrayObject::replaceAt(std::size_t index, TokenRef token) {
    if (token.get() == m_items[index].get()) return;
    TokenRef adopted = adopt(std::move(token));
    orphan(m_items[index].get());
    m_items[index] = std::move(adopted);
    ++version;
}

JObjectObject::~JObjectObject() {
    for (const auto& property : m_properties) orphan(property.get());
}
const Type* JObjectObject::type() const { return types().jObject; }
TokenRef JObjectObject::clone() const {
    Ref<JObjectObject> copy(new JObjectObject);
    copy->m_properties.reserve(m_properties.size());
    for (const auto& property : m_properties) {
        Ref<JPropertyObject> each(new JPropertyObject(property->name, property->content() ? property->content()->clone() : TokenRef()));
        each->setParent(copy.get());
        copy->m_properties.push_back(std::move(each));
    }
    return TokenRef(copy.get());
}
bool JObjectObject::deepEquals(const JTokenObject& other) const {
    const auto* object = dynamic_cast<const JObjectObject*>(&other);
    if (!object || object->m_properties.size() != m_properties.size()) return false;
    return std::all_of(m_properties.begin(), m_properties.end(), [&](const auto& property) {
        const JPropertyObject* twin = object->property(property->name);
        return twin && property->deepEquals(*twin);
    });
}
void JObjectObject::write(std::string& out, bool indented, int depth) const {
    out += '{';
    for (std::size_t i = 0; i < m_properties.size(); ++i) {
        if (i) out += ',';
        if (indented) newLine(out, depth + 1);
        m_properties[i]->write(out, indented, depth + 1);
    }
    if (indented && !m_properties.empty()) newLine(out, depth);
    out += '}';
}
JPropertyObject* JObjectObject::property(std::string_view name) const {
    if (m_properties.size() <= 24) {
        for (const auto& property : m_properties)
            if (property->name == name) return property.get();
        return nullptr;
    }
    if (m_index.empty())
        for (std::size_t i = 0; i < m_properties.size(); ++i) m_index.emplace(m_properties[i]->name, i);
    const auto found = m_index.find(name);
    return found == m_index.end() ? nullptr : m_properties[found->second].get();
}
void JObjectObject::insert(std::size_t index, TokenRef token) {
    if (!token || token->tokenType() != TokenType::Property)
        raise("ArgumentException", "Can not add " + std::string("Newtonsoft.Json.Linq.") + (token ? token->type()->name : "JValue") +
                                       " to Newtonsoft.Json.Linq.JObject.");
    const auto& name = static_cast<JPropertyObject&>(*token).name;
    if (property(name))
        raise("ArgumentException",
              "Can not add property " + name + " to Newtonsoft.Json.Linq.JObject. Property with the same name already exists on object.");
    TokenRef adopted = adopt(std::move(token));
    m_properties.insert(m_properties.begin() + static_cast<std::ptrdiff_t>(index),
                        Ref<JPropertyObject>(static_cast<JPropertyObject*>(adopted.get())));
    // An index stays right while properties are only appended.
    if (index + 1 == m_properties.size() && !m_index.empty())
        m_index.emplace(m_properties.back()->name, index);
    else
        reindex();
    ++version;
}
void JObjectObject::removeAt(std::size_t index) {
    orphan(m_properties[index].get());
    m_properties.erase(m_properties.begin() + static_cast<std::ptrdiff_t>(index));
    reindex();
    ++version;
}
void JObjectObject::replaceAt(std::size_t index, TokenRef token) {
    removeAt(index);
    insert(index, std::move(token));
}
void JObjectObject::set(std::string_view name, TokenRef token) {
    if (JPropertyObject* found = property(name)) {
        found->setContent(std::move(token));
        ++version;
    } else {
        insert(m_properties.size(), TokenRef(new JPropertyObject(std::string(name), std::move(token))));
    }
}
void JObjectObject::add(std::string_view name, TokenRef token) {
    insert(m_properties.size(), TokenRef(new JPropertyObject(std::string(name), std::move(token))));
}
bool JObjectObject::remove(std::string_view name) {
    const JPropertyObject* found = property(name);
    if (!found) return false;
    removeAt(indexOf(found));
    return true;
}

}  // namespace mgc::expression
