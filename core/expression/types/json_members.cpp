#include "expression/types/json_members.h"

namespace mgc::expression::json {
namespace {

[[noreturn]] void wrongKey(const JTokenObject& token, bool isInteger) {
    const std::string type = "Newtonsoft.Json.Linq." + token.type()->name;
    if (token.tokenType() == TokenType::Object)
        raise("ArgumentException", "Accessed JObject values with invalid key value: " + std::string(isInteger ? "int" : "object") +
                                       ". Object property name expected.");
    if (token.tokenType() == TokenType::Array)
        raise("ArgumentException",
              "Accessed JArray values with invalid key value: \"" + std::string("key") + "\". Int32 array index expected.");
    raise("InvalidOperationException", "Cannot access child value on " + type + ".");
}

}  // namespace

void addContent(JContainerObject& target, const Value& content) {
    if (content.kind() == Kind::Object && !tokenOf(content) && !byteContent(content)) {
        if (auto* items = dynamic_cast<Enumerable*>(content.pointer())) {
            const auto walk = items->iterate();
            for (Value item; walk->next(item);) addContent(target, item);
            return;
        }
    }
    target.insert(target.count(), tokenFrom(content));
}
Value withContent(Value made, const Value& content) {
    addContent(as<JContainerObject>(made), content);
    return made;
}

Value getByKey(JTokenObject& self, const Value& key) {
    if (auto* object = dynamic_cast<JObjectObject*>(&self)) {
        if (!key.isText()) {
            if (key.isNull()) return {};
            wrongKey(self, true);
        }
        return wrap(object->get(key.asText()));
    }
    if (auto* array = dynamic_cast<JArrayObject*>(&self)) {
        if (key.kind() != Kind::Int32) wrongKey(self, false);
        if (key.bits() < 0 || key.bits() >= static_cast<std::int64_t>(array->count())) raiseListIndex();
        return array->child(static_cast<std::size_t>(key.bits()))->value();
    }
    wrongKey(self, false);
}
Value setByKey(JTokenObject& self, const Value& key, const Value& item) {
    if (auto* target = dynamic_cast<JObjectObject*>(&self)) {
        if (!key.isText()) wrongKey(*target, true);
        target->set(key.asText(), tokenFrom(item));
        return {};
    }
    if (auto* target = dynamic_cast<JArrayObject*>(&self)) {
        if (key.kind() != Kind::Int32) wrongKey(*target, false);
        if (key.bits() < 0 || key.bits() >= static_cast<std::int64_t>(target->count())) raiseListIndex();
        target->replaceAt(static_cast<std::size_t>(key.bits()), tokenFrom(item));
        return {};
    }
    raise("InvalidOperationException", "Cannot set child value on Newtonsoft.Json.Linq." + self.type()->name + ".");
}

Value parseAs(std::string_view text, TokenType wanted, const char* name) {
    TokenRef parsed = parseJson(text);
    if (parsed->tokenType() != wanted)
        raise("JsonReaderException", std::string("Error reading ") + name + " from JsonReader. Current JsonReader item is not " +
                                         (wanted == TokenType::Object ? "an object: " : "an array: ") +
                                         std::string(tokenTypeName(parsed->tokenType()) == "Object"  ? "StartObject"
                                                     : tokenTypeName(parsed->tokenType()) == "Array" ? "StartArray"
                                                                                                     : tokenTypeName(parsed->tokenType())) +
                                         ". Path '', line 1, position 1.");
    Value root = parsed->value();
    return Runtime::current()->keep(root);
}

void merge(JTokenObject& into, JTokenObject& from, std::int64_t arrayHandling) {
    auto* target = dynamic_cast<JObjectObject*>(&into);
    auto* source = dynamic_cast<JObjectObject*>(&from);
    if (target && source) {
        for (std::size_t i = 0; i < source->count(); ++i) {
            const auto* property = source->propertyAt(i);
            JTokenObject* known = target->get(property->name);
            JTokenObject* content = property->content();
            if (known && ((known->tokenType() == TokenType::Object && content->tokenType() == TokenType::Object) ||
                          (known->tokenType() == TokenType::Array && content->tokenType() == TokenType::Array)))
                merge(*known, *content, arrayHandling);
            else if (!known || content->tokenType() != TokenType::Null)
                target->set(property->name, content->clone());
        }
        return;
    }
    auto* items = dynamic_cast<JArrayObject*>(&into);
    auto* more = dynamic_cast<JArrayObject*>(&from);
    if (!items || !more) return;
    if (arrayHandling == 2) items->clear();
    for (std::size_t i = 0; i < more->count(); ++i) {
        JTokenObject* item = more->child(i);
        if (arrayHandling == 1) {
            bool known = false;
            for (std::size_t k = 0; k < items->count() && !known; ++k) known = items->child(k)->deepEquals(*item);
            if (known) continue;
        }
        if (arrayHandling == 3 && i < items->count()) {
            JTokenObject* old = items->child(i);
            if (dynamic_cast<JContainerObject*>(old) && dynamic_cast<JContainerObject*>(item))
                merge(*old, *item, arrayHandling);
            else if (item->tokenType() != TokenType::Null)
                items->replaceAt(i, item->clone());
            continue;
        }
        items->insert(items->count(), item->clone());
    }
}

}  // namespace mgc::expression::json
