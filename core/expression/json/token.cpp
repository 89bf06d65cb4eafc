#include "expression/json/token.h"

#include <algorithm>
#include <cmath>

#include "expression/eval/call.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"
#include "expression/runtime/links.h"

namespace mgc::expression {

std::string_view tokenTypeName(TokenType type) {
    static constexpr const char* names[] = {"None", "Object", "Array", "Constructor", "Property", "Comment", "Integer", "Float", "String", "Boolean", "Null", "Undefined", "Date", "Raw", "Bytes", "Guid", "Uri", "TimeSpan"};
    return names[static_cast<std::size_t>(type)];
}

JTokenObject* tokenOf(const Value& value) { return value.kind() == Kind::Object ? dynamic_cast<JTokenObject*>(value.pointer()) : nullptr; }

IteratorPtr JTokenObject::iterate() {
    return makeIterator([](Value&) { return false; });
}

std::string JTokenObject::json(bool indented) const {
    std::string out;
    write(out, indented, 0);
    checkStringSize(out.size());
    return out;
}

std::string JTokenObject::path() const {
    if (!m_parent) return {};
    std::vector<const JTokenObject*> chain;
    for (const JTokenObject* at = this; at; at = at->parent()) chain.push_back(at);
    std::string out;
    for (std::size_t i = chain.size(); i-- > 0;) {
        const JTokenObject* token = chain[i];
        if (token->tokenType() == TokenType::Property) {
            const auto& name = static_cast<const JPropertyObject*>(token)->name;
            const bool special = name.find_first_of(" '/\"[]()\t\n\r\f\b.\\") != std::string::npos || name.find("\xC2\x85") != std::string::npos;
            if (special) {
                std::string escaped;
                for (const char c : name) {
                    if (c == '\'' || c == '\\') escaped += '\\';
                    escaped += c;
                }
                out += "['" + escaped + "']";
            } else {
                if (!out.empty()) out += '.';
                out += name;
            }
        } else if (token->parent() && token->parent()->tokenType() == TokenType::Array) {
            out += "[" + std::to_string(token->parent()->indexOf(token)) + "]";
        }
    }
    return out;
}

// --- JValue

const Type* JValueObject::type() const { return m_type == TokenType::Raw ? types().named("JRaw") : types().jValue; }

TokenRef JValueObject::of(const Value& value) {
    switch (value.kind()) {
        case Kind::Null: return TokenRef(new JValueObject(TokenType::Null, {}));
        case Kind::Boolean: return TokenRef(new JValueObject(TokenType::Boolean, value));
        case Kind::Single:
        case Kind::Double: return TokenRef(new JValueObject(TokenType::Float, value));
        case Kind::DateTime: return TokenRef(new JValueObject(TokenType::Date, value));
        case Kind::TimeSpan: return TokenRef(new JValueObject(TokenType::TimeSpan, value));
        case Kind::String: return TokenRef(new JValueObject(TokenType::String, value));
        case Kind::Enum: return TokenRef(new JValueObject(TokenType::Integer, value));
        case Kind::SByte:
        case Kind::Byte:
        case Kind::Int16:
        case Kind::UInt16:
        case Kind::Int32:
        case Kind::UInt32:
        case Kind::Int64:
        case Kind::UInt64: return TokenRef(new JValueObject(TokenType::Integer, value));
        case Kind::Object: {
            if (decimalOf(value)) return TokenRef(new JValueObject(TokenType::Float, value));
            if (byteContent(value)) return TokenRef(new JValueObject(TokenType::Bytes, value));
            const Type* type = typeOf(value);
            if (type == types().guid) return TokenRef(new JValueObject(TokenType::Guid, value));
            if (type == types().dateTimeOffset) return TokenRef(new JValueObject(TokenType::Date, value));
            if (type->is("Uri")) return TokenRef(new JValueObject(TokenType::Uri, value));
            if (type->is("BigInteger")) return TokenRef(new JValueObject(TokenType::Integer, value));
            break;
        }
        default: break;
    }
    const Type* type = typeOf(value);
    raise("ArgumentException", "Could not determine JSON object type for type " + (type->definition && type->kind != TypeKind::Array && type->kind != TypeKind::Anonymous ? type->definition->fullName() : type->name) + ".");
}

bool JValueObject::deepEquals(const JTokenObject& other) const {
    if (other.tokenType() != m_type) return false;
    const auto* value = dynamic_cast<const JValueObject*>(&other);
    return value && equals(*value);
}

bool JValueObject::equals(const Object& other) const {
    const auto* value = dynamic_cast<const JValueObject*>(&other);
    if (!value) return false;
    if (value == this) return true;
    if (m_type != value->m_type) return false;
    if (content.isNull() || value->content.isNull()) return content.isNull() && value->content.isNull();
    if (m_type == TokenType::Integer || m_type == TokenType::Float) {
        if (content.kind() == value->content.kind()) return valuesEqual(content, value->content);
        if (m_type == TokenType::Integer) return expression::toText(content) == expression::toText(value->content);
        return toDouble(content) == toDouble(value->content);
    }
    return valuesEqual(content, value->content);
}

std::size_t JValueObject::hash() const { return hashOf(content); }

int JValueObject::compareTo(const Value& other) const {
    Value right = other;
    if (const auto* token = dynamic_cast<const JValueObject*>(other.isNull() ? nullptr : other.pointer())) right = token->content;
    if (content.isNull() || right.isNull()) return content.isNull() ? (right.isNull() ? 0 : -1) : 1;
    if (m_type == TokenType::String) return compareOrdinal(content.asText(), expression::toText(right));
    if (m_type == TokenType::Integer || m_type == TokenType::Float) {
        const double a = toDouble(content);
        const double b = right.isText() ? std::strtod(std::string(right.asText()).c_str(), nullptr) : toDouble(right);
        return a < b ? -1 : a > b ? 1 : 0;
    }
    return compareValues(content, right);
}

std::string JValueObject::toText() const {
    if (content.isNull()) return {};
    return expression::toText(content);
}

void writeJsonString(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        switch (c) {
            case '"': out += "\\\""; continue;
            case '\\': out += "\\\\"; continue;
            case '\b': out += "\\b"; continue;
            case '\f': out += "\\f"; continue;
            case '\n': out += "\\n"; continue;
            case '\r': out += "\\r"; continue;
            case '\t': out += "\\t"; continue;
            default: break;
        }
        if (c < 0x20) {
            out += "\\u00";
            out += hex[c >> 4];
            out += hex[c & 15];
        } else if (c == 0xC2 && i + 1 < text.size() && text[i + 1] == '\x85') {
            out += "\\u0085";
            ++i;
        } else if (c == 0xE2 && i + 2 < text.size() && text[i + 1] == '\x80' && (text[i + 2] == '\xA8' || text[i + 2] == '\xA9')) {
            out += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            out += static_cast<char>(c);
        }
    }
    out += '"';
}

std::string jsonNumberText(const Value& value) {
    if (value.kind() == Kind::Double || value.kind() == Kind::Single) {
        std::string text = roundTripText(value.number(), value.kind() == Kind::Single);
        if (!std::isfinite(value.number())) return "\"" + text + "\"";
        if (text.find_first_of(".Ee") == std::string::npos) text += ".0";
        return text;
    }
    if (decimalOf(value)) {
        std::string text = toText(value);
        if (text.find('.') == std::string::npos) text += ".0";
        return text;
    }
    if (value.kind() == Kind::Enum) return std::to_string(value.bits());
    return toText(value);
}



void JValueObject::write(std::string& out, bool, int) const {
    switch (m_type) {
        case TokenType::Null: out += "null"; return;
        case TokenType::Undefined: out += "undefined"; return;
        case TokenType::Boolean: out += content.bits() ? "true" : "false"; return;
        case TokenType::Integer:
        case TokenType::Float: out += content.isNull() ? "null" : jsonNumberText(content); return;
        case TokenType::Raw: out += content.asText(); return;
        case TokenType::Comment: out += "/*" + std::string(content.asText()) + "*/"; return;
        case TokenType::Date:
            if (content.kind() == Kind::DateTime) out += "\"" + isoDateText(DateParts{content.bits()}) + "\"";
            else writeJsonString(out, expression::toText(content, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"));
            return;
        case TokenType::Bytes: out += "\"" + (byteContent(content) ? base64Encode(*byteContent(content)) : std::string()) + "\""; return;
        default:
            if (content.isNull()) out += "null";
            else writeJsonString(out, expression::toText(content));
    }
}

// --- containers

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

void newLine(std::string& out, int depth) {
    out += '\n';
    out.append(static_cast<std::size_t>(depth) * 2, ' ');
}

}  // namespace

JPropertyObject::JPropertyObject(std::string propertyName, TokenRef content) : name(std::move(propertyName)), m_content(adopt(std::move(content))) {}
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
    if (m_content) m_content->write(out, indented, depth);
    else out += "null";
}
void JPropertyObject::setContent(TokenRef token) {
    if (token.get() == m_content.get()) return;
    TokenRef adopted = adopt(std::move(token));
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
    if (token && token->tokenType() == TokenType::Property) raise("ArgumentException", "Can not add Newtonsoft.Json.Linq.JProperty to Newtonsoft.Json.Linq.JArray.");
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
    if (!token || token->tokenType() != TokenType::Property) raise("ArgumentException", "Can not add " + std::string("Newtonsoft.Json.Linq.") + (token ? token->type()->name : "JValue") + " to Newtonsoft.Json.Linq.JObject.");
    const auto& name = static_cast<JPropertyObject&>(*token).name;
    if (property(name)) raise("ArgumentException", "Can not add property " + name + " to Newtonsoft.Json.Linq.JObject. Property with the same name already exists on object.");
    TokenRef adopted = adopt(std::move(token));
    m_properties.insert(m_properties.begin() + static_cast<std::ptrdiff_t>(index), Ref<JPropertyObject>(static_cast<JPropertyObject*>(adopted.get())));
    // An index stays right while properties are only appended.
    if (index + 1 == m_properties.size() && !m_index.empty()) m_index.emplace(m_properties.back()->name, index);
    else reindex();
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
void JObjectObject::add(std::string_view name, TokenRef token) { insert(m_properties.size(), TokenRef(new JPropertyObject(std::string(name), std::move(token)))); }
bool JObjectObject::remove(std::string_view name) {
    const JPropertyObject* found = property(name);
    if (!found) return false;
    removeAt(indexOf(found));
    return true;
}

TokenRef tokenFrom(const Value& value) {
    if (JTokenObject* token = tokenOf(value)) return TokenRef(token);
    return JValueObject::of(value);
}

TokenRef tokenFromObject(const Value& value, int depth) {
    if (depth > 100) raise("JsonSerializationException", "Self referencing loop detected.");
    if (JTokenObject* token = tokenOf(value)) return token->parent() || token->isShared ? token->clone() : TokenRef(token);
    if (value.kind() == Kind::Char) return TokenRef(new JValueObject(TokenType::String, Value::text(toText(value))));
    if (value.kind() == Kind::Enum) return TokenRef(new JValueObject(TokenType::Integer, Value::int64(value.bits())));
    if (value.kind() == Kind::TimeSpan) return TokenRef(new JValueObject(TokenType::String, Value::text(toText(value))));
    if (value.kind() == Kind::Object || value.kind() == Kind::Host) {
        if (auto* dictionary = value.kind() == Kind::Object ? dynamic_cast<DictionaryObject*>(value.pointer()) : nullptr) {
            Ref<JObjectObject> object(new JObjectObject);
            for (const auto& entry : dictionary->table.entries())
                if (entry.used) object->set(toText(entry.key), tokenFromObject(entry.value, depth + 1));
            return TokenRef(object.get());
        }
        if (auto* record = value.kind() == Kind::Object ? dynamic_cast<RecordObject*>(value.pointer()) : nullptr) {
            Ref<JObjectObject> object(new JObjectObject);
            const Type* type = record->type();
            for (std::size_t i = 0; i < record->items.size(); ++i) {
                std::string name = type->kind == TypeKind::Anonymous ? type->names[i] : type->is("KeyValuePair") ? (i == 0 ? "Key" : "Value") : "Item" + std::to_string(i + 1);
                object->set(name, tokenFromObject(record->items[i], depth + 1));
            }
            return TokenRef(object.get());
        }
        if (value.kind() == Kind::Object && !byteContent(value)) {
            if (auto* enumerable = dynamic_cast<Enumerable*>(value.pointer())) {
                Ref<JArrayObject> array(new JArrayObject);
                const auto walk = enumerable->iterate();
                for (Value item; walk->next(item);) {
                    countStep();
                    array->insert(array->count(), tokenFromObject(item, depth + 1));
                }
                return TokenRef(array.get());
            }
        }
        const Type* type = typeOf(value);
        const bool plain = decimalOf(value) || byteContent(value) || type == types().guid || type == types().dateTimeOffset || type->is("Uri") || type->is("BigInteger");
        if (type->is("Uri") || type->is("IPAddress") || type->is("XElement")) return TokenRef(new JValueObject(TokenType::String, Value::text(toText(value))));
        if (!plain) {
            Ref<JObjectObject> object(new JObjectObject);
            if (value.kind() == Kind::Host && isHostDictionary(value)) {
                const auto walk = iterate(value);
                for (Value item; walk->next(item);) {
                    const auto& pair = as<RecordObject>(item);
                    object->set(toText(pair.items[0]), tokenFromObject(pair.items[1], depth + 1));
                }
                return TokenRef(object.get());
            }
            for (const auto& ref : types().allMembers(type)) {
                if (ref.member->kind != MemberKind::Property || ref.member->isStatic || !ref.member->get || ref.member->refused) continue;
                if (ref.member->result->isInterface() && ref.member->result->is("IMessageBody")) continue;
                Value self = value;
                Call call{*Runtime::current(), &self, 0, ref.member, nullptr, ref.member->result, type};
                object->set(ref.member->name, tokenFromObject(ref.member->get(call), depth + 1));
            }
            return TokenRef(object.get());
        }
    }
    return JValueObject::of(value);
}

}  // namespace mgc::expression
