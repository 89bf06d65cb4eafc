// JToken.
#include <functional>

#include "expression/runtime/convert.h"
#include "expression/types/json_members.h"

namespace mgc::expression {
using namespace json;

namespace {

Value getKey(Call& c) { return getByKey(token(c), c[0]); }
Value setKey(Call& c) { return setByKey(token(c), c[0], c[1]); }

std::string format(const JTokenObject& self, std::int64_t formatting) { return self.json(formatting == 1); }

Value ancestors(Call& c, bool self) {
    std::vector<Value> found;
    if (self) found.push_back(c.self());
    for (JContainerObject* at = token(c).parent(); at; at = at->parent()) found.push_back(at->value());
    return list(types().jToken, std::move(found));
}
/// The sibling `offset` places away; null at the ends.
JTokenObject* sibling(JTokenObject& self, int offset) {
    JContainerObject* parent = self.parent();
    if (!parent) return nullptr;
    const auto at = static_cast<std::int64_t>(parent->indexOf(&self)) + offset;
    return at < 0 || at >= static_cast<std::int64_t>(parent->count()) ? nullptr : parent->child(static_cast<std::size_t>(at));
}
Value siblings(Call& c, bool after) {
    std::vector<Value> found;
    for (int i = 1;; ++i) {
        JTokenObject* next = sibling(token(c), after ? i : -i);
        if (!next) break;
        if (after)
            found.push_back(next->value());
        else
            found.insert(found.begin(), next->value());
    }
    return list(types().jToken, std::move(found));
}
[[noreturn]] void parentMissing() { raise("InvalidOperationException", "The parent is missing."); }

Value replace(Call& c) {
    JContainerObject* parent = token(c).parent();
    if (!parent) parentMissing();
    parent->replaceAt(parent->indexOf(&token(c)), tokenFrom(c[0]));
    return {};
}
Value removeSelf(Call& c) {
    JContainerObject* parent = token(c).parent();
    if (!parent) parentMissing();
    const Value keep = c.self();
    parent->removeAt(parent->indexOf(&token(c)));
    return {};
}
Value addBeside(Call& c, int offset) {
    JContainerObject* parent = token(c).parent();
    if (!parent) parentMissing();
    parent->insert(parent->indexOf(&token(c)) + static_cast<std::size_t>(offset), tokenFrom(c[0]));
    return {};
}
Value childrenOf(Call& c) {
    std::vector<Value> found;
    const auto walk = token(c).iterate();
    for (Value item; walk->next(item);) found.push_back(std::move(item));
    return jEnumerable(std::move(found));
}
Value select(Call& c) {
    const TokenRef found = selectToken(token(c), c.needText(0), c.count > 1 && c.flag(1));
    return found ? found->value() : Value();
}
Value selectMany(Call& c) {
    std::vector<Value> items;
    for (const auto& found : selectTokens(token(c), c.needText(0), c.count > 1 && c.flag(1))) items.push_back(found->value());
    return list(types().jToken, std::move(items));
}
Value valueOfKey(Call& c) {
    const Value child = getByKey(token(c), c[0]);
    return tokenValue(tokenOf(child), c.typeArguments[0]);
}
Value valuesOf(Call& c) {
    // JObject.Values<T>() and JArray.Values<T>(): the children converted.
    std::vector<Value> items;
    if (token(c).tokenType() != TokenType::Object && token(c).tokenType() != TokenType::Array &&
        token(c).tokenType() != TokenType::Property)
        raise("InvalidOperationException", "Cannot access child value on Newtonsoft.Json.Linq." + token(c).type()->name + ".");
    const auto walk = token(c).iterate();
    for (Value item; walk->next(item);) items.push_back(tokenValue(tokenOf(item), c.typeArguments[0]));
    return list(c.typeArguments[0], std::move(items));
}

Value explicitly(Call& c) { return tokenTo(tokenOf(c[0]), c.member->result); }
Value implicitly(Call& c) { return JValueObject::of(c[0].kind() == Kind::Char ? textOf(toText(c[0])) : c[0])->value(); }
/// Newtonsoft keeps integers as long, unless they come as nullable or object.
Value widened(Call& c) {
    if (c[0].kind() >= Kind::SByte && c[0].kind() <= Kind::UInt32) return JValueObject::of(Value::int64(c.integer(0)))->value();
    return implicitly(c);
}

void describe(TypeRegistry& registry) {
    auto t = registry.define("Newtonsoft.Json.Linq", "JToken", TypeKind::Class);
    t.implements({"IEnumerable<JToken>"})
        .help("Any JSON value. Converts to .NET types only by a cast: (string)token, (int)token, ...; JSON null is a token, not C# null.")
        .property("JTokenType Type", [](Call& c) { return enumValue("JTokenType", static_cast<std::int64_t>(token(c).tokenType())); })
        .property("JContainer Parent", [](Call& c) { return wrap(token(c).parent()); })
        .property("JToken Root",
                  [](Call& c) {
                      JTokenObject* at = &token(c);
                      while (at->parent()) at = at->parent();
                      return at->value();
                  })
        .property("string Path", [](Call& c) { return textOf(token(c).path()); })
        .property("bool HasValues", [](Call& c) { return boxed(token(c).knownCount() > 0); })
        .property("JToken First",
                  [](Call& c) {
                      auto* self = dynamic_cast<JContainerObject*>(&token(c));
                      if (!self)
                          raise("InvalidOperationException",
                                "Cannot access child value on Newtonsoft.Json.Linq." + token(c).type()->name + ".");
                      return self->count() ? self->child(0)->value() : Value();
                  })
        .property("JToken Last",
                  [](Call& c) {
                      auto* self = dynamic_cast<JContainerObject*>(&token(c));
                      if (!self)
                          raise("InvalidOperationException",
                                "Cannot access child value on Newtonsoft.Json.Linq." + token(c).type()->name + ".");
                      return self->count() ? self->child(self->count() - 1)->value() : Value();
                  })
        .property("JToken Next", [](Call& c) { return wrap(sibling(token(c), 1)); })
        .property("JToken Previous", [](Call& c) { return wrap(sibling(token(c), -1)); })
        .indexer("JToken this[object key]", getKey, setKey)
        .mutating()
        .method(
            "static JToken Parse(string json)",
            [](Call& c) {
                // A comment would be the token itself, and what follows it one too many.
                if (trimWhiteSpace(c.needText(0), true, false).substr(0, 2) == "/*")
                    raise("JsonReaderException", "Additional text encountered after finished reading JSON content. Path '', line 1, position 0.");
                return c.runtime.keep(parseJson(c.text(0))->value());
            },
            "JsonReaderException for a bad text.")
        .method("static JToken FromObject(object o)", [](Call& c) { return tokenFromObject(c.need(0))->value(); })
        .method("static bool DeepEquals(JToken t1, JToken t2)",
                [](Call& c) {
                    return boxed(c.isNull(0) || c.isNull(1) ? c.isNull(0) && c.isNull(1) : tokenOf(c[0])->deepEquals(*tokenOf(c[1])));
                })
        .method("JToken DeepClone()", [](Call& c) { return token(c).clone()->value(); })
        .method(
            "string ToString()", [](Call& c) { return textOf(token(c).toText()); }, "Strings raw, objects and arrays indented.")
        .method("string ToString(Formatting formatting)", [](Call& c) { return textOf(format(token(c), c.integer(0))); })
        .method("string ToString(Formatting formatting, params object[] converters)",
                [](Call& c) { return textOf(format(token(c), c.integer(0))); })
        .method("T Value<T>(object key)", valueOfKey, "The child converted; default(T) when it is absent.")
        .method("IEnumerable<T> Values<T>()", valuesOf)
        .method("JEnumerable<JToken> Children()", childrenOf)
        .method("JEnumerable<T> Children<T>()",
                [](Call& c) {
                    std::vector<Value> found;
                    const auto walk = token(c).iterate();
                    for (Value item; walk->next(item);)
                        if (isInstance(item, c.typeArguments[0])) found.push_back(std::move(item));
                    return list(c.typeArguments[0], std::move(found));
                })
        .method("JToken SelectToken(string path)", select, "JSONPath; null when nothing is found.")
        .method("JToken SelectToken(string path, bool errorWhenNoMatch)", select)
        .method("IEnumerable<JToken> SelectTokens(string path)", selectMany)
        .method("IEnumerable<JToken> SelectTokens(string path, bool errorWhenNoMatch)", selectMany)
        .method("T ToObject<T>()", [](Call& c) { return deserialize(&token(c), c.typeArguments[0], JsonSource::Tree); })
        .method("IEnumerable<JToken> Ancestors()", [](Call& c) { return ancestors(c, false); })
        .method("IEnumerable<JToken> AncestorsAndSelf()", [](Call& c) { return ancestors(c, true); })
        .method("IEnumerable<JToken> AfterSelf()", [](Call& c) { return siblings(c, true); })
        .method("IEnumerable<JToken> BeforeSelf()", [](Call& c) { return siblings(c, false); })
        .method("void Replace(JToken value)", replace)
        .mutating()
        .method("void Remove()", removeSelf)
        .mutating()
        .method("void AddAfterSelf(object content)", [](Call& c) { return addBeside(c, 1); })
        .mutating()
        .method("void AddBeforeSelf(object content)", [](Call& c) { return addBeside(c, 0); })
        .mutating();
    for (const char* type :
         {"string",    "int",    "int?",  "long",     "long?",     "double",         "double?",         "float",  "float?", "decimal",
          "decimal?",  "bool",   "bool?", "DateTime", "DateTime?", "DateTimeOffset", "DateTimeOffset?", "Guid",   "Guid?",  "TimeSpan",
          "TimeSpan?", "byte[]", "byte",  "byte?",    "sbyte",     "short",          "short?",          "ushort", "uint",   "uint?",
          "ulong",     "ulong?", "sbyte?", "ushort?", "Uri"}) {
        t.method(keep(std::string("explicit operator ") + type + "(JToken value)"), explicitly);
        t.method(keep(std::string("implicit operator JToken(") + type + " value)"), std::string_view(type).find('?') == std::string_view::npos ? widened : implicitly);
    }
    t.method("explicit operator char(JToken value)", explicitly).method("explicit operator char?(JToken value)", explicitly);
}

}  // namespace

MGC_TYPE(json_token, describe)

}  // namespace mgc::expression
