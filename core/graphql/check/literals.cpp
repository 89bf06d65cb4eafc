#include <charconv>

#include "graphql/check/checking.h"

namespace mgc::graphql {

namespace {

bool fitsInt(const std::string& text) {
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

bool isBuiltIn(const Type& type) {
    return type.name == "String" || type.name == "Int" || type.name == "Float" || type.name == "Boolean" || type.name == "ID";
}

bool scalarTakes(const Type& type, const Value& value) {
    if (!isBuiltIn(type)) return true;  // a custom scalar takes what it is given
    const ValueKind kind = value.kind;
    if (type.name == "Int") return kind == ValueKind::Int && fitsInt(value.text);
    if (type.name == "Float") return kind == ValueKind::Int || kind == ValueKind::Float;
    if (type.name == "Boolean") return kind == ValueKind::Boolean;
    if (type.name == "ID") return kind == ValueKind::String || kind == ValueKind::Int;
    return kind == ValueKind::String;
}

std::string objectProblem(const Schema& schema, const Type& type, const Value& value, const std::string& name) {
    if (value.kind != ValueKind::Object) return "Expected " + inQuotes(type.name) + ", found not an object.";
    std::set<std::string_view> given;
    for (std::size_t i = 0; i < value.names.size(); ++i) {
        const InputValue* input = type.input(value.names[i]);
        if (!input) return "In field " + inQuotes(value.names[i]) + ": Unknown field.";
        if (!given.insert(value.names[i]).second) return "In field " + inQuotes(value.names[i]) + ": Given twice.";
        if (auto problem = literalProblem(schema, input->type, value.items[i], name); !problem.empty())
            return "In field " + inQuotes(value.names[i]) + ": [" + problem + "]";
    }
    for (const auto& input : type.inputs)
        if (input.isRequired() && !given.contains(input.name))
            return "Missing required field " + inQuotes(input.name) + " of type " + inQuotes(input.type.toText()) + ".";
    return {};
}

}  // namespace

std::string literalProblem(const Schema& schema, const TypeReference& type, const Value& value, const std::string& name) {
    if (value.kind == ValueKind::Variable) return {};
    if (value.kind == ValueKind::Null) return type.isNonNull() ? "Expected " + inQuotes(type.toText()) + ", found null." : std::string();
    if (type.isList()) {
        const auto element = type.element();
        if (value.kind != ValueKind::List) return literalProblem(schema, element, value, name);
        for (std::size_t i = 0; i < value.items.size(); ++i)
            if (auto problem = literalProblem(schema, element, value.items[i], name); !problem.empty())
                return "In element #" + std::to_string(i + 1) + ": [" + problem + "]";
        return {};
    }
    const Type* named = schema.find(type.name);
    if (!named) return {};
    if (named->kind == TypeKind::InputObject) return objectProblem(schema, *named, value, name);
    const bool right =
        named->kind == TypeKind::Enum ? value.kind == ValueKind::Enum && named->hasValue(value.text) : scalarTakes(*named, value);
    return right ? std::string() : "Expected type " + inQuotes(type.name) + ", found " + printed(value) + ".";
}

}  // namespace mgc::graphql
