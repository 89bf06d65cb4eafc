#include <algorithm>
#include <cmath>

#include "expression/json/token.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/links.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"

namespace mgc::expression {

const Type* JValueObject::type() const { return m_type == TokenType::Raw ? types().named("JRaw") : types().jValue; }

TokenRef JValueObject::of(const Value& value) {
    switch (value.kind()) {
        case Kind::Null:
            return TokenRef(new JValueObject(TokenType::Null, {}));
        case Kind::Boolean:
            return TokenRef(new JValueObject(TokenType::Boolean, value));
        case Kind::Single:
        case Kind::Double:
            return TokenRef(new JValueObject(TokenType::Float, value));
        case Kind::DateTime:
            return TokenRef(new JValueObject(TokenType::Date, value));
        case Kind::TimeSpan:
            return TokenRef(new JValueObject(TokenType::TimeSpan, value));
        case Kind::String:
            return TokenRef(new JValueObject(TokenType::String, value));
        case Kind::Enum:
            return TokenRef(new JValueObject(TokenType::Integer, value));
        case Kind::SByte:
        case Kind::Byte:
        case Kind::Int16:
        case Kind::UInt16:
        case Kind::Int32:
        case Kind::UInt32:
        case Kind::Int64:
        case Kind::UInt64:
            return TokenRef(new JValueObject(TokenType::Integer, value));
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
        default:
            break;
    }
    const Type* type = typeOf(value);
    raise("ArgumentException",
          "Could not determine JSON object type for type " +
              (type->definition && type->kind != TypeKind::Array && type->kind != TypeKind::Anonymous ? type->definition->fullName()
                                                                                                      : type->name) +
              ".");
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
    // The other side is converted to this one's type.
    if (m_type == TokenType::Integer || m_type == TokenType::Float) {
        if (decimalOf(content) || decimalOf(right)) return compareValues(convertTo(content, types().decimal), convertTo(right, types().decimal));
        if (content.kind() == Kind::Object || right.kind() == Kind::Object) {  // a number of any size
            const double a = toDouble(content);
            const double b = toDouble(right);
            return a < b ? -1 : a > b ? 1 : 0;
        }
        const bool isReal = m_type == TokenType::Float || right.kind() == Kind::Double || right.kind() == Kind::Single;
        const Type* common = isReal ? types().float64 : types().int64;
        const Value a = convertTo(content, common);
        return compareValues(a, convertTo(right, common));
    }
    if (m_type == TokenType::Boolean) return compareValues(content, convertTo(right, types().boolean));
    if (m_type == TokenType::Date && content.kind() == Kind::DateTime) return compareValues(content, convertTo(right, types().dateTime));
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
            case '"':
                out += "\\\"";
                continue;
            case '\\':
                out += "\\\\";
                continue;
            case '\b':
                out += "\\b";
                continue;
            case '\f':
                out += "\\f";
                continue;
            case '\n':
                out += "\\n";
                continue;
            case '\r':
                out += "\\r";
                continue;
            case '\t':
                out += "\\t";
                continue;
            default:
                break;
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
        case TokenType::Null:
            out += "null";
            return;
        case TokenType::Undefined:
            out += "undefined";
            return;
        case TokenType::Boolean:
            out += content.bits() ? "true" : "false";
            return;
        case TokenType::Integer:
        case TokenType::Float:
            out += content.isNull() ? "null" : jsonNumberText(content);
            return;
        case TokenType::Raw:
            out += content.asText();
            return;
        case TokenType::Comment:
            out += "/*" + std::string(content.asText()) + "*/";
            return;
        case TokenType::Date:
            if (content.kind() == Kind::DateTime)
                out += "\"" + isoDateText(DateParts{content.bits()}) + "\"";
            else
                writeJsonString(out, expression::toText(content, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"));
            return;
        case TokenType::Bytes:
            out += "\"" + (byteContent(content) ? base64Encode(*byteContent(content)) : std::string()) + "\"";
            return;
        default:
            if (content.isNull())
                out += "null";
            else
                writeJsonString(out, expression::toText(content));
    }
}

}  // namespace mgc::expression
