// Extension methods on strings and dictionaries.
#include "base/text.h"
#include "expression/runtime/convert.h"
#include "expression/types/host_members.h"
#include "expression/variable_store.h"

namespace mgc::expression {
using namespace host;

namespace {

Value toQueryString(Call& c) {
    std::vector<std::pair<std::string, std::string>> parameters;
    const auto walk = iterate(c.need(0));
    for (Value item; walk->next(item);) {
        const auto& pair = as<RecordObject>(item);
        const auto values = iterate(pair.items[1]);
        for (Value value; values->next(value);) parameters.emplace_back(toText(pair.items[0]), toText(value));
    }
    return textOf(http::formatQuery(parameters));
}

/// GetValueOrDefault over string[] maps: values joined with ",".
Value joinedOrDefault(Call& c) {
    const Value& map = c.need(0);
    const std::string_view name = c.needText(1);
    if (map.kind() == Kind::Host && map.typeId() == ids().headers) {
        const auto& headers = *static_cast<const http::Headers*>(map.hostData());
        if (!headers.contains(name)) return c[2];
        return textOf(*headers.joined(name));
    }
    Value found;
    if (map.kind() == Kind::Host) {
        if (!hostDictionaryGet(map, name, found)) return c[2];
    } else {
        auto* entry = as<DictionaryObject>(map).table.find(c[1]);
        if (!entry) return c[2];
        found = entry->value;
    }
    std::string out;
    bool first = true;
    const auto walk = iterate(found);
    for (Value item; walk->next(item); first = false) out += (first ? "" : ",") + toText(item);
    return textOf(out);
}
bool joinedView(Call& c, std::string_view& view, bool& isNull) {
    const Value& map = c[0];
    if (map.kind() != Kind::Host || map.typeId() != ids().headers || c.isNull(1)) return false;
    const auto& headers = *static_cast<const http::Headers*>(map.hostData());
    const std::string_view name = c.text(1);
    std::size_t matches = 0;
    for (const auto field : headers) {
        if (!equalsIgnoreCase(field.name, name)) continue;
        view = field.value;
        ++matches;
    }
    if (matches > 1) return false;
    isNull = matches == 0;
    if (matches == 1) return true;
    // The default is a constant or a value of the caller's frame; only constants outlive this call for sure.
    if (!c.isNull(2) && !c[2].asText().empty()) return false;
    isNull = c.isNull(2);
    view = {};
    return true;
}
Value textOrDefault(Call& c) {
    Value found;
    const Value& map = c.need(0);
    (void)c.needText(1);
    if (map.kind() == Kind::Host) return hostDictionaryGet(map, c.text(1), found) ? found : c[2];
    auto* entry = as<DictionaryObject>(map).table.find(c[1]);
    return entry ? entry->value : c[2];
}
/// CollectionExtensions.GetValueOrDefault: any dictionary, nothing joined or cast.
Value anyOrDefault(Call& c) {
    const Value& map = c.need(0);
    const Value fallback = c.count > 2 ? c[2] : defaultValue(c.typeArguments[1]);
    if (map.kind() == Kind::Host) {
        Value found;
        return hostDictionaryGet(map, c.needText(1), found) ? found : fallback;
    }
    auto* entry = as<DictionaryObject>(map).table.find(c.need(1));
    return entry ? entry->value : fallback;
}
Value variableOrDefault(Call& c) {
    Value found;
    const Value& map = c.need(0);
    (void)c.needText(1);
    const Type* type = c.typeArguments[0];
    if (map.kind() == Kind::Host) {
        const auto* store = static_cast<const VariableStore*>(map.hostData());
        const Value* value = store->get(c.text(1));
        if (!value) return c[2];
        found = *value;
    } else {
        auto* entry = as<DictionaryObject>(map).table.find(c[1]);
        if (!entry) return c[2];
        found = entry->value;
    }
    if (found.isNull()) {
        if (type->isValueType() && !type->isNullable()) raiseNullReference();
        return found;
    }
    if (!isInstance(found, type)) raiseInvalidCast(typeOf(found), type);
    return found;
}

// --- tokens and credentials

Value asBasic(std::string_view value) {
    // The scheme is matched without case, the user ends at the first colon (RFC 7617).
    if (!startsWithIgnoreCase(value, "Basic ")) return {};
    std::string bytes;
    if (!base64Decode(trimWhiteSpace(value.substr(6)), bytes)) return {};
    const std::string decoded = fromUtf8Bytes(bytes);
    const std::size_t colon = decoded.find(':');
    if (colon == std::string::npos) return {};
    return Value::object(
        new RecordObject(types().named("BasicAuthCredentials"), {textOf(decoded.substr(0, colon)), textOf(decoded.substr(colon + 1))}));
}

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    auto t = registry.define(none, "PolicyExtensions", TypeKind::Class);
    t.makeStatic()
        .method(
            "static string GetValueOrDefault(this IReadOnlyDictionary<string,string[]> dictionary, string key, string defaultValue = null)",
            joinedOrDefault, "The values joined with \",\", or the default.")
        .viewing(joinedView)
        .method(
            "static string GetValueOrDefault(this IReadOnlyDictionary<string,string> dictionary, string key, string defaultValue = null)",
            textOrDefault)
        .method("static T GetValueOrDefault<T>(this IReadOnlyDictionary<string,object> dictionary, string key, T defaultValue = default)",
                variableOrDefault, "The variable as T; InvalidCastException if it has another type.")
        .method("static TValue GetValueOrDefault<TKey,TValue>(this IReadOnlyDictionary<TKey,TValue> dictionary, TKey key)", anyOrDefault)
        .method(
            "static TValue GetValueOrDefault<TKey,TValue>(this IReadOnlyDictionary<TKey,TValue> dictionary, TKey key, TValue defaultValue)",
            anyOrDefault)
        .method(
            "static Jwt AsJwt(this string value)", [](Call& c) { return asJwt(c.text(0)); },
            "Reads a JWT or a whole Bearer header; null if it is none. The signature is not checked.")
        .method("static bool TryParseJwt(this string value, out Jwt result)",
                [](Call& c) {
                    c[1] = asJwt(c.text(0));
                    return boxed(!c[1].isNull());
                })
        .method("static BasicAuthCredentials AsBasic(this string value)", [](Call& c) { return asBasic(c.text(0)); })
        .method("static bool TryParseBasic(this string value, out BasicAuthCredentials result)",
                [](Call& c) {
                    c[1] = asBasic(c.text(0));
                    return boxed(!c[1].isNull());
                })
        .method("static string ToQueryString(this IDictionary<string,IList<string>> dictionary)", toQueryString)
        .method("static string ToFormUrlEncodedContent(this IDictionary<string,IList<string>> dictionary)", toQueryString);
}

}  // namespace

MGC_TYPE(policy_extensions, describe)

}  // namespace mgc::expression
