#include "expression/value.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "expression/check/type_system.h"
#include "expression/eval/call.h"
#include "expression/host/host_values.h"
#include "expression/json/token.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/string_object.h"
#include "expression/runtime/to_text.h"
#include "expression/runtime/links.h"
#include "http/headers.h"

namespace mgc::expression {

std::string Object::toText() const {
    const Type* own = type();
    if (own->isArray()) return (own->element()->definition && own->element()->kind != TypeKind::Anonymous ? own->element()->definition->fullName() : own->element()->name) + "[]";
    if (!own->definition || own->kind == TypeKind::Anonymous) return own->name;
    std::string text = own->definition->fullName();
    if (!own->arguments.empty()) {
        text += "`" + std::to_string(own->arguments.size()) + "[";
        for (std::size_t i = 0; i < own->arguments.size(); ++i) text += (i ? "," : "") + (own->arguments[i]->definition ? own->arguments[i]->definition->fullName() : own->arguments[i]->name);
        text += "]";
    }
    return text;
}
bool Object::equals(const Object& other) const { return &other == this; }
std::size_t Object::hash() const { return std::hash<const void*>()(this); }
void Object::destroy() noexcept { delete this; }

std::optional<bool> Value::asBool() const noexcept {
    if (m_kind != Kind::Boolean) return std::nullopt;
    return m_data.integer != 0;
}
std::optional<std::int64_t> Value::asInteger() const noexcept {
    if (m_kind < Kind::SByte || m_kind > Kind::UInt64) return std::nullopt;
    if (m_kind == Kind::UInt64 && m_data.integer < 0) return std::nullopt;
    return m_data.integer;
}
std::optional<double> Value::asDouble() const noexcept {
    if (m_kind >= Kind::SByte && m_kind <= Kind::Double) return toDouble(*this);
    if (m_kind == Kind::Object)
        if (const Decimal* decimal = decimalOf(*this)) return decimal->toDouble();
    return std::nullopt;
}
std::string_view Value::asText() const noexcept { return m_kind == Kind::String ? stringOf(*this).view() : std::string_view(); }

namespace {

/// Text conversion may run code that counts steps; outside of an evaluation there is a bound all the same.
template <class Body>
auto guarded(Body body) -> decltype(body()) {
    if (Runtime::current()) return body();
    static const SystemClock clock;
    EvaluationContext context;
    context.clock = &clock;
    Runtime runtime(context);
    return body();
}

void writeJson(std::string& out, const Value& value, int depth);

void writeSequence(std::string& out, const Value& value, int depth) {
    out += '[';
    bool first = true;
    const auto walk = iterate(value);
    for (Value item; walk->next(item);) {
        if (!first) out += ',';
        first = false;
        writeJson(out, item, depth + 1);
        checkStringSize(out.size());
    }
    out += ']';
}

void writeMembers(std::string& out, const Value& value, int depth) {
    out += '{';
    bool first = true;
    for (const auto& ref : types().allMembers(typeOf(value))) {
        if (ref.member->kind != MemberKind::Property || ref.member->isStatic || !ref.member->get || ref.member->refused) continue;
        if (ref.member->result->is("IMessageBody") || ref.member->result == types().context) continue;
        if (!first) out += ',';
        first = false;
        writeJsonString(out, ref.member->name);
        out += ':';
        Value self = value;
        Call call{*Runtime::current(), &self, 0, ref.member, nullptr, ref.member->result, typeOf(value)};
        try {
            writeJson(out, ref.member->get(call), depth + 1);
        } catch (const Thrown&) {
            out += "null";
        }
    }
    out += '}';
}

/// Name -> all its values, each name once in the spelling of its first field.
void writeHeaders(std::string& out, const http::Headers& headers) {
    out += '{';
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const auto name = headers.at(i).name;
        bool seen = false;
        for (std::size_t j = 0; j < i && !seen; ++j) seen = equalsIgnoreCase(headers.at(j).name, name);
        if (seen) continue;
        if (i) out += ',';
        writeJsonString(out, name);
        out += ":[";
        bool first = true;
        for (const auto value : headers.all(name)) {
            if (!first) out += ',';
            first = false;
            writeJsonString(out, value);
        }
        out += ']';
    }
    out += '}';
}

void writeJson(std::string& out, const Value& value, int depth) {
    if (depth > 100) {
        out += "null";
        return;
    }
    const auto quoted = [&](std::string_view text) { writeJsonString(out, text); };
    switch (value.kind()) {
        case Kind::Null: out += "null"; return;
        case Kind::Boolean: out += value.bits() ? "true" : "false"; return;
        case Kind::Char:
        case Kind::Enum:
        case Kind::TimeSpan: quoted(toText(value)); return;
        case Kind::DateTime: quoted(formatDateTime(DateParts{value.bits()}, "o")); return;
        case Kind::Single:
        case Kind::Double: out += jsonNumberText(value); return;
        case Kind::String: quoted(value.asText()); return;
        case Kind::Host:
            if (isHostDictionary(value)) break;
            if (typeOf(value)->is("IUrl")) return quoted(toText(value));
            return writeMembers(out, value, depth);
        case Kind::Object: break;
        default: out += toText(value); return;
    }
    if (value.kind() == Kind::Object) {
        if (decimalOf(value)) return quoted(toText(value));
        if (const std::string* bytes = byteContent(value)) return quoted(base64Encode(*bytes));
        if (const JTokenObject* token = tokenOf(value)) {
            if (token->tokenType() == TokenType::Property) return quoted(token->toText());
            return token->write(out, false, 0);
        }
        const Type* type = typeOf(value);
        if (type == types().dateTimeOffset) return quoted(toText(value, "o"));
        if (type->is("XElement") || type->is("XDocument") || type->is("XText") || type->is("XComment")) {
            return quoted(xmlCompactText(value));
        }
        if (const auto* exception = dynamic_cast<const ExceptionObject*>(value.pointer())) return quoted(exception->message);
        if (const auto* dictionary = dynamic_cast<const DictionaryObject*>(value.pointer())) {
            out += '{';
            bool first = true;
            for (const auto& entry : dictionary->table.entries()) {
                if (!entry.used) continue;
                if (!first) out += ',';
                first = false;
                quoted(toText(entry.key));
                out += ':';
                writeJson(out, entry.value, depth + 1);
            }
            out += '}';
            return;
        }
        if (const auto* record = dynamic_cast<const RecordObject*>(value.pointer())) {
            out += '{';
            for (std::size_t i = 0; i < record->items.size(); ++i) {
                if (i) out += ',';
                const Type* recordType = record->type();
                if (recordType->kind == TypeKind::Anonymous) quoted(recordType->names[i]);
                else if (recordType->is("KeyValuePair")) quoted(i == 0 ? "Key" : "Value");
                else if (recordType->is("BasicAuthCredentials")) quoted(i == 0 ? "UserId" : "Password");
                else quoted("Item" + std::to_string(i + 1));
                out += ':';
                writeJson(out, record->items[i], depth + 1);
            }
            out += '}';
            return;
        }
        if (const auto response = responseOf(value)) {
            out += "{\"StatusCode\":" + std::to_string(response->response.status) + ",\"StatusReason\":";
            quoted(response->response.reason);
            out += ",\"Headers\":";
            writeHeaders(out, response->response.headers);
            out += ",\"Body\":";
            if (response->body.body() && response->body.body()->isWhole()) quoted(response->body.text());
            else out += "null";
            out += '}';
            return;
        }
        if (dynamic_cast<Enumerable*>(value.pointer())) return writeSequence(out, value, depth);
        if (type->is("Jwt") || type->is("Authorization")) return writeMembers(out, value, depth);
        return quoted(toText(value));
    }
    out += '{';
    bool first = true;
    const auto walk = iterate(value);
    for (Value item; walk->next(item);) {
        const auto& pair = as<RecordObject>(item);
        if (!first) out += ',';
        first = false;
        quoted(toText(pair.items[0]));
        out += ':';
        writeJson(out, pair.items[1], depth + 1);
    }
    out += '}';
}

}  // namespace

std::string Value::toText() const {
    return guarded([&] { return expression::toText(*this); });
}

std::string Value::typeName() const {
    if (isNull()) return "null";
    const Type* type = typeOf(*this);
    if (m_kind == Kind::Object) {
        const auto* enumerable = dynamic_cast<const Enumerable*>(m_data.object);
        if (enumerable && type->isInterface()) return "IEnumerable";
    }
    return type->name;
}

std::string Value::toJsonText() const {
    return guarded([&] {
        std::string out;
        try {
            writeJson(out, *this, 0);
        } catch (const Thrown& thrown) {
            out.clear();
            writeJsonString(out, exceptionOf(thrown.exception).message);
        }
        return out;
    });
}

nlohmann::json Value::toJson() const {
    auto parsed = nlohmann::json::parse(toJsonText(), nullptr, false);
    return parsed.is_discarded() ? nlohmann::json(toText()) : parsed;
}

}  // namespace mgc::expression
