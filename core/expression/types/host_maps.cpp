// Headers, query, matched parameters and variables as the dictionaries they look like.
#include "base/text.h"
#include "expression/types/host_members.h"
#include "expression/variable_store.h"

namespace mgc::expression {
using namespace host;

namespace {

Value stringsOf(const std::vector<std::string_view>& views) {
    std::vector<Value> items;
    for (const auto view : views) items.push_back(textOf(view));
    return ArrayObject::make(types().stringArray, std::move(items));
}

void describe(TypeRegistry& registry) {
    const std::string_view none = "";
    registry.define(none, "HeaderCollection", TypeKind::Class).implements({"IReadOnlyDictionary<string,string[]>"});
    registry.define(none, "QueryCollection", TypeKind::Class).implements({"IReadOnlyDictionary<string,string[]>"});
    registry.define(none, "ParameterCollection", TypeKind::Class).implements({"IReadOnlyDictionary<string,string>"});
    registry.define(none, "VariableCollection", TypeKind::Class).implements({"IReadOnlyDictionary<string,object>"});
}

}  // namespace

bool isHostDictionary(const Value& value) {
    const auto id = value.typeId();
    return value.kind() == Kind::Host && (id == ids().headers || id == ids().query || id == ids().parameters || id == ids().variables);
}

bool hostDictionaryGet(const Value& map, std::string_view key, Value& out) {
    if (map.kind() != Kind::Host) raise("InvalidCastException", "Specified cast is not valid.");
    const auto id = map.typeId();
    if (id == ids().headers) {
        const auto all = static_cast<const http::Headers*>(map.hostData())->all(key);
        if (all.empty()) return false;
        out = stringsOf(all);
        return true;
    }
    if (id == ids().query) {
        const auto values = queryValues(*static_cast<const http::Url*>(map.hostData()), key);
        if (values.empty()) return false;
        out = makeStrings(values);
        return true;
    }
    if (id == ids().parameters) {
        for (const auto& [name, value] : *static_cast<const std::vector<std::pair<std::string, std::string>>*>(map.hostData())) {
            if (name != key) continue;
            out = textOf(value);
            return true;
        }
        return false;
    }
    const Value* found = static_cast<const VariableStore*>(map.hostData())->get(key);
    if (found) out = *found;
    return found != nullptr;
}

IteratorPtr iterateHost(const Value& map) {
    std::vector<Value> items;
    const auto id = map.typeId();
    const auto pair = [&](const Type* type, std::string_view name, Value value) {
        items.push_back(makePair(types().generic("KeyValuePair", {types().string, type}), textOf(name), std::move(value)));
    };
    if (id == ids().headers) {
        const auto& headers = *static_cast<const http::Headers*>(map.hostData());
        std::vector<std::string_view> seen;
        for (const auto field : headers) {
            bool known = false;
            for (const auto name : seen) known = known || equalsIgnoreCase(name, field.name);
            if (known) continue;
            seen.push_back(field.name);
            pair(types().stringArray, field.name, stringsOf(headers.all(field.name)));
        }
    } else if (id == ids().query) {
        const auto& url = *static_cast<const http::Url*>(map.hostData());
        std::vector<std::string> seen;
        for (const auto& [name, value] : http::parseQuery(url.query)) {
            bool known = false;
            for (const auto& each : seen) known = known || equalsIgnoreCase(each, name);
            if (known) continue;
            seen.push_back(name);
            pair(types().stringArray, name, makeStrings(queryValues(url, name)));
        }
    } else if (id == ids().parameters) {
        for (const auto& [name, value] : *static_cast<const std::vector<std::pair<std::string, std::string>>*>(map.hostData()))
            pair(types().string, name, textOf(value));
    } else if (id == ids().variables) {
        for (const auto& [name, value] : *static_cast<const VariableStore*>(map.hostData())) pair(types().object, name, value);
    } else {
        raise("InvalidCastException", "Specified cast is not valid.");
    }
    return makeIterator([items = std::move(items), at = std::size_t{0}](Value& out) mutable {
        if (at >= items.size()) return false;
        out = items[at++];
        return true;
    });
}

std::string hostText(const Value& value) {
    if (value.typeId() == ids().url) return static_cast<const http::Url*>(value.hostData())->toText();
    return types().byId(value.typeId())->name;
}

/// What may leave an evaluation: host maps become dictionaries, shared tokens copies, lazy sequences lists.
Value ownedValue(const Value& value) {
    if (value.kind() == Kind::Host && isHostDictionary(value)) {
        const Type* valueType = value.typeId() == ids().variables    ? types().object
                                : value.typeId() == ids().parameters ? types().string
                                                                     : types().stringArray;
        const bool ignoreCase = value.typeId() == ids().headers || value.typeId() == ids().query;
        auto* made = new DictionaryObject(types().generic("Dictionary", {types().string, valueType}),
                                          ignoreCase ? Comparer(Comparer::Rule::OrdinalIgnoreCase) : Comparer());
        Value result = Value::object(made);
        const auto walk = iterate(value);
        for (Value item; walk->next(item);) made->table.set(as<RecordObject>(item).items[0], as<RecordObject>(item).items[1]);
        return result;
    }
    return value;
}

MGC_TYPE(host_maps, describe)

}  // namespace mgc::expression
