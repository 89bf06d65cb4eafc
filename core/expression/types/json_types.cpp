// Newtonsoft.Json.Linq and JsonConvert.
#include "expression/json/token.h"
#include "expression/runtime/convert.h"
#include "expression/types/natives.h"

namespace mgc::expression {

Value collectionCount(Call& c);
Value collectionGet(Call& c);
Value collectionContains(Call& c);
Value collectionIndexOf(Call& c);
Value collectionInsert(Call& c);
Value collectionRemoveAt(Call& c);
Value collectionRemove(Call& c);
Value collectionClear(Call& c);
Value dictionaryContainsKey(Call& c);

namespace {

JTokenObject& token(Call& c) { return c.selfAs<JTokenObject>(); }
JContainerObject& container(Call& c) { return c.selfAs<JContainerObject>(); }
JObjectObject& object(Call& c) { return c.selfAs<JObjectObject>(); }
Value wrap(JTokenObject* token) { return token ? token->value() : Value(); }

/// Elements of a params object[] for JObject/JArray constructors and Add: sequences are spread, properties and values pass.
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

[[noreturn]] void wrongKey(const JTokenObject& token, bool isInteger) {
    const std::string type = "Newtonsoft.Json.Linq." + token.type()->name;
    if (token.tokenType() == TokenType::Object) raise("ArgumentException", "Accessed JObject values with invalid key value: " + std::string(isInteger ? "int" : "object") + ". Object property name expected.");
    if (token.tokenType() == TokenType::Array) raise("ArgumentException", "Accessed JArray values with invalid key value: \"" + std::string("key") + "\". Int32 array index expected.");
    raise("InvalidOperationException", "Cannot access child value on " + type + ".");
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
Value getKey(Call& c) { return getByKey(token(c), c[0]); }
Value setKey(Call& c) {
    if (auto* target = dynamic_cast<JObjectObject*>(&token(c))) {
        if (!c[0].isText()) wrongKey(*target, true);
        target->set(c[0].asText(), tokenFrom(c[1]));
        return {};
    }
    if (auto* target = dynamic_cast<JArrayObject*>(&token(c))) {
        if (c[0].kind() != Kind::Int32) wrongKey(*target, false);
        if (c.integer(0) < 0 || c.integer(0) >= static_cast<std::int64_t>(target->count())) raiseListIndex();
        target->replaceAt(static_cast<std::size_t>(c.integer(0)), tokenFrom(c[1]));
        return {};
    }
    raise("InvalidOperationException", "Cannot set child value on Newtonsoft.Json.Linq." + token(c).type()->name + ".");
}

std::string format(const JTokenObject& self, std::int64_t formatting) { return self.json(formatting == 1); }

Value parseAs(std::string_view text, TokenType wanted, const char* name) {
    TokenRef parsed = parseJson(text);
    if (parsed->tokenType() != wanted)
        raise("JsonReaderException", std::string("Error reading ") + name + " from JsonReader. Current JsonReader item is not " + (wanted == TokenType::Object ? "an object: " : "an array: ") + std::string(tokenTypeName(parsed->tokenType()) == "Object" ? "StartObject" : tokenTypeName(parsed->tokenType()) == "Array" ? "StartArray" : tokenTypeName(parsed->tokenType())) + ". Path '', line 1, position 1.");
    Value root = parsed->value();
    return Runtime::current()->keep(root);
}

Value descendants(Call& c, bool self) {
    std::vector<Value> found;
    const std::function<void(JTokenObject&)> walk = [&](JTokenObject& at) {
        auto* inside = dynamic_cast<JContainerObject*>(&at);
        for (std::size_t i = 0; inside && i < inside->count(); ++i) {
            countStep();
            found.push_back(inside->child(i)->value());
            walk(*inside->child(i));
        }
    };
    if (self) found.push_back(c.self());
    walk(token(c));
    return list(types().jToken, std::move(found));
}
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
        if (after) found.push_back(next->value());
        else found.insert(found.begin(), next->value());
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
    return list(types().jToken, std::move(found));
}
Value select(Call& c) {
    const bool strict = c.count > 1 && c.flag(1);
    const auto found = selectTokens(token(c), c.needText(0), strict);
    if (found.size() > 1) raise("JsonException", "Path returned multiple tokens.");
    return found.empty() ? Value() : found[0]->value();
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
    if (token(c).tokenType() != TokenType::Object && token(c).tokenType() != TokenType::Array && token(c).tokenType() != TokenType::Property) raise("InvalidOperationException", "Cannot access child value on Newtonsoft.Json.Linq." + token(c).type()->name + ".");
    const auto walk = token(c).iterate();
    for (Value item; walk->next(item);) items.push_back(tokenValue(tokenOf(item), c.typeArguments[0]));
    return list(c.typeArguments[0], std::move(items));
}

void merge(JTokenObject& into, JTokenObject& from, std::int64_t arrayHandling) {
    auto* target = dynamic_cast<JObjectObject*>(&into);
    auto* source = dynamic_cast<JObjectObject*>(&from);
    if (target && source) {
        for (std::size_t i = 0; i < source->count(); ++i) {
            const auto* property = source->propertyAt(i);
            JTokenObject* known = target->get(property->name);
            JTokenObject* content = property->content();
            if (known && ((known->tokenType() == TokenType::Object && content->tokenType() == TokenType::Object) || (known->tokenType() == TokenType::Array && content->tokenType() == TokenType::Array)))
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
            if (dynamic_cast<JContainerObject*>(old) && dynamic_cast<JContainerObject*>(item)) merge(*old, *item, arrayHandling);
            else if (item->tokenType() != TokenType::Null) items->replaceAt(i, item->clone());
            continue;
        }
        items->insert(items->count(), item->clone());
    }
}

void describeToken(TypeRegistry& registry) {
    auto t = registry.define("Newtonsoft.Json.Linq", "JToken", TypeKind::Class);
    t.implements({"IEnumerable<JToken>"})
        .help("Any JSON value. Converts to .NET types only by a cast: (string)token, (int)token, ...; JSON null is a token, not C# null.")
        .property("JTokenType Type", [](Call& c) { return enumValue("JTokenType", static_cast<std::int64_t>(token(c).tokenType())); })
        .property("JContainer Parent", [](Call& c) { return wrap(token(c).parent()); })
        .property("JToken Root", [](Call& c) {
            JTokenObject* at = &token(c);
            while (at->parent()) at = at->parent();
            return at->value();
        })
        .property("string Path", [](Call& c) { return textOf(token(c).path()); })
        .property("bool HasValues", [](Call& c) { return boxed(token(c).knownCount() > 0); })
        .property("JToken First", [](Call& c) {
            auto* self = dynamic_cast<JContainerObject*>(&token(c));
            if (!self) raise("InvalidOperationException", "Cannot access child value on Newtonsoft.Json.Linq." + token(c).type()->name + ".");
            return self->count() ? self->child(0)->value() : Value();
        })
        .property("JToken Last", [](Call& c) {
            auto* self = dynamic_cast<JContainerObject*>(&token(c));
            if (!self) raise("InvalidOperationException", "Cannot access child value on Newtonsoft.Json.Linq." + token(c).type()->name + ".");
            return self->count() ? self->child(self->count() - 1)->value() : Value();
        })
        .property("JToken Next", [](Call& c) { return wrap(sibling(token(c), 1)); })
        .property("JToken Previous", [](Call& c) { return wrap(sibling(token(c), -1)); })
        .indexer("JToken this[object key]", getKey, setKey)
        .mutating()
        .method("static JToken Parse(string json)", [](Call& c) { return c.runtime.keep(parseJson(c.needText(0))->value()); }, "JsonReaderException for a bad text.")
        .method("static JToken FromObject(object o)", [](Call& c) { return tokenFromObject(c.need(0))->value(); })
        .method("static bool DeepEquals(JToken t1, JToken t2)", [](Call& c) { return boxed(c.isNull(0) || c.isNull(1) ? c.isNull(0) && c.isNull(1) : tokenOf(c[0])->deepEquals(*tokenOf(c[1]))); })
        .method("JToken DeepClone()", [](Call& c) { return token(c).clone()->value(); })
        .method("string ToString()", [](Call& c) { return textOf(token(c).toText()); }, "Strings raw, objects and arrays indented.")
        .method("string ToString(Formatting formatting)", [](Call& c) { return textOf(format(token(c), c.integer(0))); })
        .method("string ToString(Formatting formatting, params object[] converters)", [](Call& c) { return textOf(format(token(c), c.integer(0))); })
        .method("T Value<T>(object key)", valueOfKey, "The child converted; default(T) when it is absent.")
        .method("IEnumerable<T> Values<T>()", valuesOf)
        .method("JEnumerable<JToken> Children()", childrenOf)
        .method("JEnumerable<T> Children<T>()", [](Call& c) {
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
        .method("T ToObject<T>()", [](Call& c) { return deserialize(&token(c), c.typeArguments[0]); })
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
    for (const char* type : {"string", "int", "int?", "long", "long?", "double", "double?", "float", "float?", "decimal", "decimal?", "bool", "bool?", "DateTime", "DateTime?", "DateTimeOffset", "DateTimeOffset?", "Guid", "Guid?",
                             "TimeSpan", "TimeSpan?", "byte[]", "byte", "byte?", "sbyte", "short", "short?", "ushort", "uint", "uint?", "ulong", "ulong?", "char", "char?", "Uri"}) {
        t.method(*new std::string(std::string("explicit operator ") + type + "(JToken value)"), [](Call& c) { return tokenTo(tokenOf(c[0]), c.member->result); });
        t.method(*new std::string(std::string("implicit operator JToken(") + type + " value)"), [](Call& c) { return JValueObject::of(c[0].kind() == Kind::Char ? textOf(toText(c[0])) : c[0])->value(); });
    }
    registry.define("Newtonsoft.Json.Linq", "JContainer", TypeKind::Class)
        .base("JToken")
        .implements({"IList<JToken>"})
        .property("int Count", collectionCount)
        .method("void Add(object content)", [](Call& c) {
            addContent(container(c), c[0]);
            return Value();
        })
        .mutating()
        .method("void AddFirst(object content)", [](Call& c) {
            container(c).insert(0, tokenFrom(c[0]));
            return Value();
        })
        .mutating()
        .method("void RemoveAll()", [](Call& c) {
            container(c).clear();
            return Value();
        })
        .mutating()
        .method("void ReplaceAll(object content)", [](Call& c) {
            container(c).clear();
            addContent(container(c), c[0]);
            return Value();
        })
        .mutating()
        .method("void Merge(object content)", [](Call& c) {
            const TokenRef other = tokenFromObject(c[0]);
            merge(token(c), *other, 0);
            return Value();
        })
        .mutating()
        .method("void Merge(object content, JsonMergeSettings settings)", [](Call& c) {
            const TokenRef other = tokenFromObject(c[0]);
            merge(token(c), *other, c.isNull(1) ? 0 : as<RecordObject>(c[1]).items[0].bits());
            return Value();
        })
        .mutating()
        .method("IEnumerable<JToken> Descendants()", [](Call& c) { return descendants(c, false); })
        .method("IEnumerable<JToken> DescendantsAndSelf()", [](Call& c) { return descendants(c, true); });
    registry.define("Newtonsoft.Json.Linq", "JEnumerable<T>", TypeKind::Class).implements({"IEnumerable<T>"});
    registry.define("Newtonsoft.Json.Linq", "JsonMergeSettings", TypeKind::Class)
        .constructor("new()", [](Call& c) { return Value::object(new RecordObject(c.result, {enumValue("MergeArrayHandling", 0)})); })
        .property("MergeArrayHandling MergeArrayHandling", [](Call& c) { return c.selfAs<RecordObject>().items[0]; }, {}, [](Call& c) {
            c.selfAs<RecordObject>().items[0] = c[0];
            return Value();
        });
    registry.enumeration("Newtonsoft.Json.Linq", "MergeArrayHandling").values({{"Concat", 0}, {"Union", 1}, {"Replace", 2}, {"Merge", 3}});
    registry.enumeration("Newtonsoft.Json.Linq", "JTokenType")
        .values({{"None", 0}, {"Object", 1}, {"Array", 2}, {"Constructor", 3}, {"Property", 4}, {"Comment", 5}, {"Integer", 6}, {"Float", 7}, {"String", 8}, {"Boolean", 9}, {"Null", 10}, {"Undefined", 11}, {"Date", 12}, {"Raw", 13}, {"Bytes", 14}, {"Guid", 15}, {"Uri", 16}, {"TimeSpan", 17}});
    registry.enumeration("Newtonsoft.Json", "Formatting").values({{"None", 0}, {"Indented", 1}});
    registry.define("System.Numerics", "BigInteger", TypeKind::Struct);
}

void describeKinds(TypeRegistry& registry) {
    registry.define("Newtonsoft.Json.Linq", "JObject", TypeKind::Class)
        .base("JContainer")
        .implements({"IDictionary<string,JToken>"})
        .help("A JSON object. Absent members read as null.")
        .constructor("new()", [](Call&) { return Value::object(new JObjectObject); })
        .constructor("new(JObject other)", [](Call& c) { return tokenOf(c.need(0))->clone()->value(); })
        .constructor("new(params object[] content)", [](Call& c) { return withContent(Value::object(new JObjectObject), c[0]); })
        .constructor("new(object content)", [](Call& c) { return withContent(Value::object(new JObjectObject), c[0]); })
        .indexer("JToken this[string propertyName]", [](Call& c) { return c.isNull(0) ? Value() : wrap(object(c).get(c.text(0))); }, [](Call& c) {
            object(c).set(c.needText(0), tokenFrom(c[1]));
            return Value();
        })
        .mutating()
        .method("static JObject Parse(string json)", [](Call& c) { return parseAs(c.needText(0), TokenType::Object, "JObject"); }, "Newtonsoft's lenient grammar; JsonReaderException for a bad text.")
        .method("static JObject FromObject(object o)", [](Call& c) {
            Value made = tokenFromObject(c.need(0))->value();
            if (tokenOf(made)->tokenType() != TokenType::Object) raise("ArgumentException", "Object serialized to " + std::string(tokenTypeName(tokenOf(made)->tokenType())) + ". JObject instance expected.");
            return made;
        })
        .method("void Add(string propertyName, JToken value)", [](Call& c) {
            object(c).add(c.needText(0), tokenFrom(c[1]));
            return Value();
        }, "ArgumentException if the name is there.")
        .mutating()
        .method("bool Remove(string propertyName)", [](Call& c) { return boxed(object(c).remove(c.needText(0))); })
        .mutating()
        .method("bool ContainsKey(string propertyName)", [](Call& c) { return boxed(object(c).get(c.needText(0)) != nullptr); })
        .method("JProperty Property(string name)", [](Call& c) { return c.isNull(0) ? Value() : wrap(object(c).property(c.text(0))); })
        .method("IEnumerable<JProperty> Properties()", [](Call& c) {
            std::vector<Value> items;
            for (std::size_t i = 0; i < object(c).count(); ++i) items.push_back(object(c).propertyAt(i)->value());
            return list(types().jProperty, std::move(items));
        })
        .method("JEnumerable<JToken> PropertyValues()", [](Call& c) {
            std::vector<Value> items;
            for (std::size_t i = 0; i < object(c).count(); ++i) items.push_back(wrap(object(c).propertyAt(i)->content()));
            return list(types().jToken, std::move(items));
        })
        .method("JToken GetValue(string propertyName)", [](Call& c) { return c.isNull(0) ? Value() : wrap(object(c).get(c.text(0))); })
        .method("JToken GetValue(string propertyName, StringComparison comparison)", [](Call& c) {
            if (c.isNull(0)) return Value();
            if (JTokenObject* exact = object(c).get(c.text(0))) return exact->value();
            for (std::size_t i = 0; (c.integer(1) & 1) && i < object(c).count(); ++i)
                if (equalsOrdinalIgnoreCase(object(c).propertyAt(i)->name, c.text(0))) return wrap(object(c).propertyAt(i)->content());
            return Value();
        })
        .method("bool TryGetValue(string propertyName, out JToken value)", [](Call& c) {
            JTokenObject* found = c.isNull(0) ? nullptr : object(c).get(c.text(0));
            c[1] = wrap(found);
            return boxed(found != nullptr);
        })
        .method("bool TryGetValue(string propertyName, StringComparison comparison, out JToken value)", [](Call& c) {
            JTokenObject* found = c.isNull(0) ? nullptr : object(c).get(c.text(0));
            for (std::size_t i = 0; !found && !c.isNull(0) && (c.integer(1) & 1) && i < object(c).count(); ++i)
                if (equalsOrdinalIgnoreCase(object(c).propertyAt(i)->name, c.text(0))) found = object(c).propertyAt(i)->content();
            c[2] = wrap(found);
            return boxed(found != nullptr);
        });
    registry.define("Newtonsoft.Json.Linq", "JArray", TypeKind::Class)
        .base("JContainer")
        .help("A JSON array.")
        .constructor("new()", [](Call&) { return Value::object(new JArrayObject); })
        .constructor("new(JArray other)", [](Call& c) { return tokenOf(c.need(0))->clone()->value(); })
        .constructor("new(params object[] content)", [](Call& c) { return withContent(Value::object(new JArrayObject), c[0]); })
        .constructor("new(object content)", [](Call& c) { return withContent(Value::object(new JArrayObject), c[0]); })
        .indexer("JToken this[int index]", collectionGet, [](Call& c) {
            if (c.integer(0) < 0 || c.integer(0) >= static_cast<std::int64_t>(container(c).count())) raiseListIndex();
            container(c).replaceAt(static_cast<std::size_t>(c.integer(0)), tokenFrom(c[1]));
            return Value();
        })
        .mutating()
        .method("static JArray Parse(string json)", [](Call& c) { return parseAs(c.needText(0), TokenType::Array, "JArray"); })
        .method("static JArray FromObject(object o)", [](Call& c) {
            Value made = tokenFromObject(c.need(0))->value();
            if (tokenOf(made)->tokenType() != TokenType::Array) raise("ArgumentException", "Object serialized to " + std::string(tokenTypeName(tokenOf(made)->tokenType())) + ". JArray instance expected.");
            return made;
        })
        .method("void Add(JToken item)", [](Call& c) {
            container(c).insert(container(c).count(), tokenFrom(c[0]));
            return Value();
        })
        .mutating()
        .method("void Insert(int index, JToken item)", collectionInsert)
        .mutating()
        .method("void RemoveAt(int index)", collectionRemoveAt)
        .mutating()
        .method("bool Remove(JToken item)", collectionRemove)
        .mutating()
        .method("void Clear()", collectionClear)
        .mutating()
        .method("int IndexOf(JToken item)", collectionIndexOf)
        .method("bool Contains(JToken item)", collectionContains, "By reference: a new token is never found.");
    registry.define("Newtonsoft.Json.Linq", "JProperty", TypeKind::Class)
        .base("JContainer")
        .constructor("new(string name, object content)", [](Call& c) {
            if (c[1].kind() == Kind::Object && !tokenOf(c[1]) && !byteContent(c[1]) && dynamic_cast<Enumerable*>(c[1].pointer())) {
                Value array = withContent(Value::object(new JArrayObject), c[1]);
                return Value::object(new JPropertyObject(std::string(c.needText(0)), TokenRef(tokenOf(array))));
            }
            return Value::object(new JPropertyObject(std::string(c.needText(0)), tokenFrom(c[1])));
        })
        .constructor("new(string name, params object[] content)", [](Call& c) {
            Value array = withContent(Value::object(new JArrayObject), c[1]);
            return Value::object(new JPropertyObject(std::string(c.needText(0)), TokenRef(tokenOf(array))));
        })
        .property("string Name", [](Call& c) { return textOf(c.selfAs<JPropertyObject>().name); })
        .property("JToken Value", [](Call& c) { return wrap(c.selfAs<JPropertyObject>().content()); }, {}, [](Call& c) {
            c.selfAs<JPropertyObject>().setContent(tokenFrom(c[0]));
            return Value();
        })
        .mutating();
    auto value = registry.define("Newtonsoft.Json.Linq", "JValue", TypeKind::Class);
    value.base("JToken")
        .implements({"IComparable"})
        .constructor("new(JValue other)", [](Call& c) { return tokenOf(c.need(0))->clone()->value(); })
        .constructor("new(object value)", [](Call& c) { return JValueObject::of(c[0])->value(); })
        .property("object Value", [](Call& c) { return c.selfAs<JValueObject>().content; }, {}, [](Call& c) {
            auto& self = c.selfAs<JValueObject>();
            const TokenRef made = JValueObject::of(c[0]);
            self.assign(made->tokenType(), c[0]);
            return Value();
        })
        .mutating()
        .method("static JValue CreateNull()", [](Call&) { return JValueObject::of({})->value(); })
        .method("static JValue CreateUndefined()", [](Call&) { return Value::object(new JValueObject(TokenType::Undefined, {})); })
        .method("static JValue CreateString(string value)", [](Call& c) { return JValueObject::of(c[0])->value(); })
        .method("static JValue CreateComment(string value)", [](Call& c) { return Value::object(new JValueObject(TokenType::Comment, c[0])); })
        .method("string ToString(string format)", [](Call& c) { return textOf(toText(c.selfAs<JValueObject>().content, c.text(0))); })
        .method("bool Equals(JValue other)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); })
        .method("int CompareTo(JValue obj)", [](Call& c) { return number(c.selfAs<JValueObject>().compareTo(c[0])); });
    registry.define("Newtonsoft.Json.Linq", "JRaw", TypeKind::Class).base("JValue").constructor("new(object rawJson)", [](Call& c) { return Value::object(new JValueObject(TokenType::Raw, textOf(toText(c[0])))); });
    registry.define("Newtonsoft.Json.Linq", "JConstructor", TypeKind::Class).base("JContainer");
}

void describeExtensions(TypeRegistry& registry) {
    auto t = registry.define("Newtonsoft.Json.Linq", "Extensions", TypeKind::Class);
    t.makeStatic()
        .method("static U Value<U>(this IEnumerable<JToken> value)", [](Call& c) {
            if (c.isNull(0)) raiseArgumentNull("value");
            JTokenObject* self = tokenOf(c[0]);
            if (!self) raise("ArgumentException", "Source value must be a JToken.");
            return tokenValue(self, c.typeArguments[0]);
        }, "The token converted to U.")
        .method("static IEnumerable<JToken> Values(this IEnumerable<JToken> source)", [](Call& c) {
            std::vector<Value> items;
            const auto walk = iterate(c.need(0));
            for (Value item; walk->next(item);) {
                const auto inner = iterate(item);
                for (Value each; inner->next(each);) items.push_back(each);
            }
            return list(types().jToken, std::move(items));
        })
        .method("static IEnumerable<JToken> Values(this IEnumerable<JToken> source, object key)", [](Call& c) {
            std::vector<Value> items;
            const auto walk = iterate(c.need(0));
            for (Value item; walk->next(item);) {
                Value found = getByKey(*tokenOf(item), c[1]);
                if (!found.isNull()) items.push_back(std::move(found));
            }
            return list(types().jToken, std::move(items));
        })
        .method("static IEnumerable<U> Values<U>(this IEnumerable<JToken> source)", [](Call& c) {
            std::vector<Value> items;
            const auto walk = iterate(c.need(0));
            for (Value item; walk->next(item);) items.push_back(tokenValue(tokenOf(item), c.typeArguments[0]));
            return list(c.typeArguments[0], std::move(items));
        })
        .method("static IEnumerable<U> Values<U>(this IEnumerable<JToken> source, object key)", [](Call& c) {
            std::vector<Value> items;
            const auto walk = iterate(c.need(0));
            for (Value item; walk->next(item);) {
                const Value found = getByKey(*tokenOf(item), c[1]);
                if (!found.isNull()) items.push_back(tokenValue(tokenOf(found), c.typeArguments[0]));
            }
            return list(c.typeArguments[0], std::move(items));
        })
        .method("static IEnumerable<JToken> Children<T>(this IEnumerable<T> source)", [](Call& c) {
            std::vector<Value> items;
            const auto walk = iterate(c.need(0));
            for (Value item; walk->next(item);) {
                const auto inner = iterate(item);
                for (Value each; inner->next(each);) items.push_back(each);
            }
            return list(types().jToken, std::move(items));
        })
        .method("static IEnumerable<JProperty> Properties(this IEnumerable<JObject> source)", [](Call& c) {
            std::vector<Value> items;
            const auto walk = iterate(c.need(0));
            for (Value item; walk->next(item);) {
                const auto inner = iterate(item);
                for (Value each; inner->next(each);) items.push_back(each);
            }
            return list(types().jProperty, std::move(items));
        })
        .method("static IEnumerable<JToken> AsJEnumerable(this IEnumerable<JToken> source)", [](Call& c) { return c[0]; });
    const auto serialize = [](Call& c) { return textOf(tokenFromObject(c[0])->json(c.count > 1 && c.integer(1) == 1)); };
    registry.define("Newtonsoft.Json", "JsonConvert", TypeKind::Class)
        .help("Only SerializeObject and DeserializeObject are allowed.")
        .method("static string SerializeObject(object value)", serialize)
        .method("static string SerializeObject(object value, Formatting formatting)", serialize)
        .method("static object DeserializeObject(string value)", [](Call& c) {
            if (trimWhiteSpace(c.needText(0)).empty()) return Value();
            const TokenRef parsed = parseJson(c.text(0));
            if (const auto* scalar = dynamic_cast<const JValueObject*>(parsed.get())) return scalar->content;
            return c.runtime.keep(parsed->value());
        })
        .method("static T DeserializeObject<T>(string value)", [](Call& c) {
            if (trimWhiteSpace(c.needText(0)).empty()) return defaultValue(c.typeArguments[0]);
            const TokenRef parsed = parseJson(c.text(0));
            (void)c.runtime.keep(parsed->value());
            return deserialize(parsed.get(), c.typeArguments[0]);
        })
        .refuses({"static string SerializeXNode(XElement node)", "static string SerializeXmlNode(object node)", "static XElement DeserializeXNode(string value)", "static string ToString(object value)"});
}

void describe(TypeRegistry& registry) {
    describeToken(registry);
    describeKinds(registry);
    describeExtensions(registry);
}

}  // namespace

MGC_TYPE(json_types, describe)

}  // namespace mgc::expression
