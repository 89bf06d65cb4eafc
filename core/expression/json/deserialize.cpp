#include <charconv>

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

// JsonConvert.DeserializeObject<T> and JToken.ToObject<T>. Which exception a value that does not fit gives depends on how Newtonsoft
// reads its type: int, decimal, dates, strings and bytes are asked of the reader (JsonReaderException), all others are read and then
// converted (JsonSerializationException). Observed with the oracle, the same in Newtonsoft 6 and 12.
namespace mgc::expression {
namespace {

[[noreturn]] void cannotDeserialize(const JTokenObject& token, const Type* target) {
    const TokenType kind = token.tokenType();
    const char* what = kind == TokenType::Object  ? "object (e.g. {\"name\":\"value\"})"
                       : kind == TokenType::Array ? "array (e.g. [1,2,3])"
                                                  : "value";
    raise("JsonSerializationException", std::string("Cannot deserialize the current JSON ") + what + " into type '" + target->name + "'.");
}
[[noreturn]] void cannotRead(const JTokenObject& token, const Type* plain) {
    raise("JsonReaderException",
          "Error reading " + plain->name + ". Unexpected token: " + std::string(tokenTypeName(token.tokenType())) + ".");
}
[[noreturn]] void cannotConvert(const JTokenObject& token, const Type* target) {
    raise("JsonSerializationException", "Error converting value " + token.json(false) + " to type '" + target->name + "'.");
}

/// Types that a JSON value alone converts to.
bool isSimple(const Type* type) {
    return type == types().string || type->isNumeric() || type == types().boolean || type == types().dateTime ||
           type == types().dateTimeOffset || type == types().timeSpan || type == types().guid || type == types().byteArray ||
           type->is("Uri");
}
/// Beside strings and bytes, what the reader itself is asked for.
bool isAskedOf(const Type* plain) {
    return plain == types().int32 || plain->isDecimal() || plain == types().dateTime || plain == types().dateTimeOffset;
}
bool takesNull(const Type* type) { return !type->isValueType() || type->isNullable(); }

class Deserializer {
public:
    explicit Deserializer(JsonSource source) : m_source(source) {}

    [[nodiscard]] Value value(JTokenObject* token, const Type* target, int depth) const {
        if (depth > 200) raise("JsonSerializationException", "The JSON is nested too deeply.");
        if (!token) return defaultValue(target);
        const Value self = token->value();
        if (types().isAssignable(target, types().jToken)) {
            if (isInstance(self, target)) return self;
            if (token->tokenType() == TokenType::Null) return {};
            raise(depth == 0 ? "InvalidCastException" : "JsonSerializationException",
                  "Unable to cast object of type 'Newtonsoft.Json.Linq." + token->type()->name + "' to type 'Newtonsoft.Json.Linq." +
                      target->name + "'.");
        }
        const auto* scalar = dynamic_cast<const JValueObject*>(token);
        if (target == types().object) return scalar ? scalar->content : self;
        if (token->tokenType() == TokenType::Null && takesNull(target)) return {};
        const Type* plain = target->underlying();
        if (isSimple(plain) || plain->kind == TypeKind::Enum) return simple(token, scalar, target);
        // The empty text stands for null.
        if (scalar && scalar->content.isText() && scalar->content.asText().empty() && takesNull(target)) return {};
        return collection(token, target, depth);
    }

private:
    [[nodiscard]] Value simple(JTokenObject* token, const JValueObject* scalar, const Type* target) const {
        const Type* plain = target->underlying();
        const TokenType kind = token->tokenType();
        const bool isText = scalar && scalar->content.isText();
        if (plain == types().byteArray) return bytes(token, scalar);
        if (plain == types().string) {
            if (!scalar) cannotRead(*token, plain);
            return tokenTo(token, target);
        }
        const bool isAsked = isAskedOf(plain);
        if (isText && scalar->content.asText().empty() && (isAsked || takesNull(target))) {
            if (takesNull(target)) return {};
            cannotConvert(*token, target);
        }
        if (kind == TokenType::Null) cannotConvert(*token, target);
        if (isAsked && (!scalar || !fits(*scalar, kind, plain))) cannotRead(*token, plain);
        if (!scalar) cannotDeserialize(*token, target);
        if (plain->kind == TypeKind::Enum) return enumeration(*scalar, plain);
        try {
            if (plain->is("Uri") && isText) return uriFromText(scalar->content.asText(), true);
            if (plain == types().dateTime && isText)
                if (const auto date = parseIsoDateTime(scalar->content.asText())) return resolveDate(*date, true).value();
            return tokenTo(token, target);
        } catch (const Thrown&) {
            if (isAsked) cannotRead(*token, plain);
            cannotConvert(*token, target);
        }
    }
    /// Whether the reader, asked for the type, takes a token of that kind.
    [[nodiscard]] bool fits(const JValueObject& scalar, TokenType kind, const Type* plain) const {
        if (kind == TokenType::String) {
            std::int64_t number = 0;
            return plain != types().int32 || parseInteger(scalar.content.asText(), integerStyle, Kind::Int32, number) == ParseResult::Ok;
        }
        if (plain == types().int32) return kind == TokenType::Integer || (kind == TokenType::Float && m_source == JsonSource::Tree);
        if (plain->isDecimal()) return kind == TokenType::Integer || kind == TokenType::Float;
        return kind == TokenType::Date;
    }
    [[nodiscard]] Value enumeration(const JValueObject& scalar, const Type* plain) const {
        const Value& content = scalar.content;
        if (content.isText()) {
            if (const auto number = enumNumber(plain, content.asText(), true)) return Value::enumeration(plain->id, *number);
        } else if (content.kind() == Kind::Int64 && m_source == JsonSource::Text) {
            return Value::enumeration(plain->id, static_cast<std::int32_t>(content.bits()));
        } else if (content.kind() == Kind::Boolean || (m_source == JsonSource::Tree && typeOf(content)->isNumeric())) {
            return Value::enumeration(plain->id, convertTo(content, types().int32).bits());
        }
        cannotConvert(scalar, plain);
    }
    [[nodiscard]] static Value bytes(JTokenObject* token, const JValueObject* scalar) {
        if (scalar && (scalar->content.isText() || byteContent(scalar->content))) return tokenTo(token, types().byteArray);
        const auto* array = dynamic_cast<const JArrayObject*>(token);
        if (!array) cannotRead(*token, types().byteArray);
        std::string content;
        for (std::size_t i = 0; i < array->count(); ++i) {
            if (array->child(i)->tokenType() != TokenType::Integer) cannotRead(*array->child(i), types().byteArray);
            content += static_cast<char>(tokenTo(array->child(i), types().uint8).bits());
        }
        return Value::object(new ByteArrayObject(std::move(content)));
    }
    [[nodiscard]] std::vector<Value> items(JTokenObject* token, const Type* element, const Type* target, int depth) const {
        auto* array = dynamic_cast<JArrayObject*>(token);
        if (!array) cannotDeserialize(*token, target);
        std::vector<Value> result;
        for (std::size_t i = 0; i < array->count(); ++i) result.push_back(value(array->child(i), element, depth + 1));
        return result;
    }
    [[nodiscard]] Value collection(JTokenObject* token, const Type* target, int depth) const {
        if (target->isArray()) return ArrayObject::make(target, items(token, target->element(), target, depth));
        if (target->definition && !target->arguments.empty() && !target->isNullable()) {
            const std::string& name = target->definition->name;
            if (name == "List" || name == "IList" || name == "IEnumerable" || name == "ICollection" || name == "IReadOnlyList" ||
                name == "IReadOnlyCollection") {
                const Type* list = types().generic("List", {target->arguments[0]});
                return Value::object(new ListObject(list, items(token, target->arguments[0], target, depth)));
            }
            if (name == "HashSet" || name == "ISet") {
                auto* set = new SetObject(types().generic("HashSet", {target->arguments[0]}));
                Value result = Value::object(set);
                for (const auto& item : items(token, target->arguments[0], target, depth)) (void)set->table.add(item, {});
                return result;
            }
            if (name == "Dictionary" || name == "IDictionary" || name == "IReadOnlyDictionary") {
                auto* object = dynamic_cast<JObjectObject*>(token);
                if (!object) cannotDeserialize(*token, target);
                auto* dictionary = new DictionaryObject(types().generic("Dictionary", target->arguments));
                Value result = Value::object(dictionary);
                for (std::size_t i = 0; i < object->count(); ++i) {
                    const auto* property = object->propertyAt(i);
                    dictionary->table.set(convertTo(Value::text(property->name), target->arguments[0]),
                                          value(property->content(), target->arguments[1], depth + 1));
                }
                return result;
            }
            if (name == "KeyValuePair") {
                auto* object = dynamic_cast<JObjectObject*>(token);
                if (!object) cannotDeserialize(*token, target);
                return makePair(target, value(object->get("Key"), target->arguments[0], depth + 1),
                                value(object->get("Value"), target->arguments[1], depth + 1));
            }
        }
        if (!dynamic_cast<const JValueObject*>(token)) cannotDeserialize(*token, target);
        cannotConvert(*token, target);
    }

    JsonSource m_source;
};

/// Whether a part of the type is one that says nothing about its content: then ISO dates in texts become dates.
bool mentions(const Type* type, const Type* wanted) {
    if (type == wanted) return true;
    for (const Type* argument : type->arguments)
        if (mentions(argument, wanted)) return true;
    return false;
}

}  // namespace

Value deserialize(JTokenObject* token, const Type* target, JsonSource source) {
    if (source == JsonSource::Tree) {
        // ToObject<T> of a plain type is the token's conversion.
        const Type* plain = target->underlying();
        if (isSimple(plain) && plain != types().byteArray) return tokenTo(token, target);
        if (plain->kind == TypeKind::Enum) {
            try {
                return Deserializer(source).value(token, target, 0);
            } catch (const Thrown&) {
                raise("ArgumentException", "Could not convert '" + token->toText() + "' to " + plain->name + ".");
            }
        }
    }
    return Deserializer(source).value(token, target, 0);
}

Value deserializeText(std::string_view text, const Type* target) {
    if (trimWhiteSpace(text).empty()) {
        if (!takesNull(target))
            raise("JsonSerializationException", "No JSON content found and type '" + target->name + "' is not nullable.");
        return {};
    }
    const bool opaque = mentions(target, types().object) || mentions(target, types().jToken) || mentions(target, types().jObject) ||
                        mentions(target, types().jArray) || mentions(target, types().jValue);
    const Type* plain = target->underlying();
    const char first = trimWhiteSpace(text)[0];
    const bool isPlain =
        (isSimple(plain) && plain != types().string && plain != types().byteArray && !isAskedOf(plain)) || plain->kind == TypeKind::Enum;
    // Such a value is refused at its first character, whatever follows.
    if (isPlain && (first == '[' || first == '{'))
        raise("JsonSerializationException", "Cannot deserialize the current JSON into type '" + target->name + "'.");
    const auto parsed = [&] {
        try {
            return parseJson(text, opaque, mentions(target, types().decimal));
        } catch (const Thrown& thrown) {
            const std::string& message = exceptionOf(thrown.exception).message;
            if (opaque || isSimple(plain) || message.rfind("Unexpected end", 0) != 0) throw;
            raise("JsonSerializationException", message);
        }
    }();
    if (Runtime* runtime = Runtime::current()) (void)runtime->keep(parsed->value());
    return deserialize(parsed.get(), target, JsonSource::Text);
}

}  // namespace mgc::expression
