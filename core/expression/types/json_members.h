#pragma once
#include <string_view>

#include "expression/json/token.h"
#include "expression/types/natives.h"

// What the Newtonsoft.Json.Linq types share.
namespace mgc::expression::json {

[[nodiscard]] inline JTokenObject& token(Call& c) { return c.selfAs<JTokenObject>(); }
[[nodiscard]] inline JContainerObject& container(Call& c) { return c.selfAs<JContainerObject>(); }
[[nodiscard]] inline JObjectObject& object(Call& c) { return c.selfAs<JObjectObject>(); }
/// A JEnumerable<JToken> of these tokens.
[[nodiscard]] inline Value jEnumerable(std::vector<Value> items) {
    return Value::object(new ListObject(types().generic("JEnumerable", {types().jToken}), std::move(items)));
}
[[nodiscard]] inline Value wrap(JTokenObject* found) { return found ? found->value() : Value(); }
/// Elements of a params object[] for JObject/JArray constructors and Add: sequences are spread, properties and values pass.
void addContent(JContainerObject& target, const Value& content);
[[nodiscard]] Value withContent(Value made, const Value& content);
/// token[key]; .NET's exceptions for a key of the wrong kind.
[[nodiscard]] Value getByKey(JTokenObject& self, const Value& key);
[[nodiscard]] Value setByKey(JTokenObject& self, const Value& key, const Value& item);
/// Parses and checks the kind of the root.
[[nodiscard]] Value parseAs(std::string_view text, TokenType wanted, const char* name);
/// Merges as JContainer.Merge does.
void merge(JTokenObject& into, JTokenObject& from, std::int64_t arrayHandling);

}  // namespace mgc::expression::json
