#include <algorithm>

#include "expression/json/big_integer.h"
#include "expression/json/token.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/to_text.h"
#include "expression/runtime/links.h"

namespace mgc::expression {
namespace {

[[noreturn]] void cannotConvert(const JTokenObject& token, const Type* target) {
    const std::string name = target->definition ? (target->isArray() ? target->name : target->definition->name) : target->name;
    raise("ArgumentException", "Can not convert " + std::string(tokenTypeName(token.tokenType())) + " to " + name + ".");
}

const JValueObject* scalarOf(const JTokenObject* token) {
    if (const auto* property = dynamic_cast<const JPropertyObject*>(token)) token = property->content();
    return dynamic_cast<const JValueObject*>(token);
}

Value unBig(const Value& value, const Type* target) {
    if (value.kind() != Kind::Object || !typeOf(value)->is("BigInteger")) return value;
    const auto& digits = as<BigIntegerObject>(value).digits;
    if (target == types().float64 || target == types().float32) return Value::float64(std::strtod(digits.c_str(), nullptr));
    if (target->isDecimal())
        if (const auto decimal = Decimal::parse(digits)) return makeDecimal(*decimal);
    if (target == types().uint64) return Value::text(digits);
    if (target == types().string) return Value::text(digits);
    raiseOverflow("Value was either too large or too small for " + std::string(target == types().int32 ? "an Int32." : "an Int64."));
}

}  // namespace

Value tokenTo(const JTokenObject* token, const Type* target) {
    const bool nullable = target->isNullable() || !target->isValueType();
    const Type* plain = target->underlying();
    if (!token) {
        if (nullable) return {};
        raiseArgumentNull("value");
    }
    const JValueObject* value = scalarOf(token);
    if (!value) cannotConvert(*token, plain);
    const TokenType type = value->tokenType();
    const auto oneOf = [&](std::initializer_list<TokenType> allowed) { return std::find(allowed.begin(), allowed.end(), type) != allowed.end(); };
    const bool isNull = type == TokenType::Null || type == TokenType::Undefined;
    if (isNull) {
        if (nullable && plain != types().byteArray) return {};
        cannotConvert(*value, plain);
    }
    if (plain == types().string) {
        if (!oneOf({TokenType::Date, TokenType::Integer, TokenType::Float, TokenType::String, TokenType::Comment, TokenType::Raw, TokenType::Boolean, TokenType::Bytes, TokenType::Guid, TokenType::TimeSpan, TokenType::Uri})) cannotConvert(*value, plain);
        if (const std::string* bytes = byteContent(value->content)) return Value::text(base64Encode(*bytes));
        return value->content.isText() ? value->content : Value::text(toText(value->content));
    }
    if (plain->isNumeric() || plain == types().boolean) {
        if (!oneOf({TokenType::Integer, TokenType::Float, TokenType::String, TokenType::Comment, TokenType::Raw, TokenType::Boolean})) cannotConvert(*value, plain);
        if (plain == types().character && oneOf({TokenType::Boolean})) cannotConvert(*value, plain);
        if (plain == types().character && type == TokenType::Float) raiseInvalidCast(types().float64, plain);
        return convertTo(unBig(value->content, plain), plain);
    }
    if (plain == types().dateTime || plain == types().dateTimeOffset) {
        if (!oneOf({TokenType::Date, TokenType::String, TokenType::Comment, TokenType::Raw})) cannotConvert(*value, plain);
        if (plain == types().dateTimeOffset) return toDateTimeOffset(value->content);
        if (typeOf(value->content) == types().dateTimeOffset) return offsetToDateTime(value->content);
        return convertTo(value->content, plain);
    }
    if (plain == types().guid) {
        if (!oneOf({TokenType::String, TokenType::Guid, TokenType::Bytes, TokenType::Comment, TokenType::Raw})) cannotConvert(*value, plain);
        if (type == TokenType::Guid) return value->content;
        std::string bytes;
        if (const std::string* content = byteContent(value->content)) return guidValue(*content);
        if (!parseGuid(value->content.asText(), bytes)) raiseFormat("Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).");
        return guidValue(std::move(bytes));
    }
    if (plain == types().timeSpan) {
        if (!oneOf({TokenType::String, TokenType::TimeSpan, TokenType::Comment, TokenType::Raw})) cannotConvert(*value, plain);
        if (type == TokenType::TimeSpan) return value->content;
        std::int64_t ticks = 0;
        const int result = parseTimeSpan(value->content.asText(), ticks);
        if (result == 1) raiseFormat("String was not recognized as a valid TimeSpan.");
        if (result == 2) raiseOverflow("The TimeSpan could not be parsed because at least one of the numeric components is out of range or contains too many digits.");
        return Value::scalar(Kind::TimeSpan, ticks);
    }
    if (plain == types().byteArray) {
        if (type == TokenType::Bytes) return value->content;
        if (type != TokenType::String) cannotConvert(*value, plain);
        std::string bytes;
        if (!base64Decode(value->content.asText(), bytes)) raiseFormat("Invalid length for a Base-64 char array or string.");
        return Value::object(new ByteArrayObject(std::move(bytes)));
    }
    if (plain->is("Uri")) {
        if (type == TokenType::Uri) return value->content;
        if (type != TokenType::String) cannotConvert(*value, plain);
        return uriFromText(value->content.asText());
    }
    cannotConvert(*value, plain);
}

Value tokenValue(JTokenObject* token, const Type* target) {
    if (!token) return defaultValue(target);
    const Value self = token->value();
    const bool wantsToken = types().isAssignable(target, types().jToken);
    if (wantsToken || target == types().object) {
        if (isInstance(self, target)) return self;
        raiseInvalidCast(typeOf(self), target);
    }
    auto* value = dynamic_cast<JValueObject*>(token);
    if (!value) raise("InvalidCastException", "Cannot cast " + std::string("Newtonsoft.Json.Linq.") + token->type()->name + " to Newtonsoft.Json.Linq.JToken.");
    if (isInstance(value->content, target)) return value->content;
    const Type* plain = target->underlying();
    if (value->content.isNull()) {
        if (target->isNullable() || !target->isValueType()) return {};
        raise("InvalidCastException", "Null object cannot be converted to a value type.");
    }
    if (target->isNullable() && value->content.isText() && value->content.asText().empty()) raiseFormat();
    return convertTo(unBig(value->content, plain), plain);
}

}  // namespace mgc::expression
