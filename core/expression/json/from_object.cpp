#include <cmath>

#include "expression/eval/call.h"
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
                std::string name = type->kind == TypeKind::Anonymous ? type->names[i]
                                   : type->is("KeyValuePair")        ? (i == 0 ? "Key" : "Value")
                                                                     : "Item" + std::to_string(i + 1);
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
        const bool plain = decimalOf(value) || byteContent(value) || type == types().guid || type == types().dateTimeOffset ||
                           type->is("Uri") || type->is("BigInteger");
        if (type->is("Uri") || type->is("IPAddress") || type->is("XElement"))
            return TokenRef(new JValueObject(TokenType::String, Value::text(toText(value))));
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
