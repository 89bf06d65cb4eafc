#include "policies/support/value_codec.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "expression/host/host_values.h"
#include "policy/program/template.h"

namespace mgc::policies {

using expression::Kind;
using expression::Value;

std::string encodeValue(const Value& value) {
    switch (value.kind()) {
        case Kind::Null:
            return "n";
        case Kind::Boolean:
            return value.asBool().value_or(false) ? "b1" : "b0";
        case Kind::Int32:
            return "i" + value.toText();
        case Kind::Int64:
            return "l" + value.toText();
        case Kind::Double:
            return "d" + value.toText();
        case Kind::DateTime:
            return "t" + std::to_string(value.bits());
        case Kind::TimeSpan:
            return "p" + std::to_string(value.bits());
        case Kind::String:
            return "s" + std::string(value.asText());
        default:
            break;
    }
    if (auto bytes = expression::bytesOf(value)) return "y" + *bytes;
    const std::string type = value.typeName();
    if (type == "JObject" || type == "JArray" || type == "JValue" || type == "JToken") return "j" + value.toJsonText();
    return "s" + value.toText();
}

Value decodeValue(std::string_view bytes) {
    if (bytes.empty()) return {};
    const auto text = bytes.substr(1);
    switch (bytes.front()) {
        case 'b':
            return Value::boolean(text == "1");
        case 'i':
            return Value::int32(static_cast<std::int32_t>(toInteger(text).value_or(0)));
        case 'l':
            return Value::int64(toInteger(text).value_or(0));
        case 'd':
            return Value::float64(policy::toNumber(text).value_or(0));
        case 't':
            return Value::scalar(Kind::DateTime, toInteger(text).value_or(0));
        case 'p':
            return Value::scalar(Kind::TimeSpan, toInteger(text).value_or(0));
        case 's':
            return Value::text(text);
        case 'y':
            return expression::makeBytes(text);
        case 'j': {
            auto token = expression::makeToken(text);
            return token ? std::move(*token) : Value();
        }
        default:
            return {};
    }
}

}  // namespace mgc::policies
