#include "graphql/run/inputs.h"

#include <cstdlib>

#include "base/text.h"

namespace mgc::graphql {

namespace {

Json literal(const Schema& schema, const TypeReference& type, const Value& value, const Json& variables);

Json objectLiteral(const Schema& schema, const Type* type, const Value& value, const Json& variables) {
    Json object = Json::object();
    const bool typed = type && type->kind == TypeKind::InputObject;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const InputValue* input = typed ? type->input(value.names[i]) : nullptr;
        const Value& item = value.items[i];
        if (item.kind == ValueKind::Variable && !variables.contains(item.text)) continue;  // as if it were not written
        object[value.names[i]] = literal(schema, input ? input->type : TypeReference{}, item, variables);
    }
    if (typed)
        for (const auto& input : type->inputs)
            if (input.defaultValue && !object.contains(input.name))
                object[input.name] = literal(schema, input.type, *input.defaultValue, variables);
    return object;
}

/// A checked literal as JSON; an untyped one (inside of a custom scalar) as it is written.
Json literal(const Schema& schema, const TypeReference& type, const Value& value, const Json& variables) {
    if (value.kind == ValueKind::Variable) return variables.contains(value.text) ? variables[value.text] : Json(nullptr);
    if (value.kind == ValueKind::Null) return nullptr;
    if (type.isList() || value.kind == ValueKind::List) {
        Json list = Json::array();
        const auto element = type.isList() ? type.element() : TypeReference{};
        if (value.kind != ValueKind::List) {
            list.push_back(literal(schema, element, value, variables));
            return list;
        }
        for (const auto& item : value.items) list.push_back(literal(schema, element, item, variables));
        return list;
    }
    const Type* named = type.name.empty() ? nullptr : schema.find(type.name);
    switch (value.kind) {
        case ValueKind::Object:
            return objectLiteral(schema, named, value, variables);
        case ValueKind::Int:
            if (type.name == "ID") return value.text;
            if (const auto whole = toInteger(value.text)) return *whole;
            return std::strtod(value.text.c_str(), nullptr);
        case ValueKind::Float:
            return std::strtod(value.text.c_str(), nullptr);
        case ValueKind::Boolean:
            return value.text == "true";
        default:
            return value.text;
    }
}

bool fitsInt(const Json& value) {
    return value.is_number_unsigned()
               ? value.get<std::uint64_t>() <= INT32_MAX
               : value.is_number_integer() && value.get<std::int64_t>() >= INT32_MIN && value.get<std::int64_t>() <= INT32_MAX;
}

class VariableReader {
public:
    VariableReader(const Schema& schema, std::vector<Problem>& problems) : m_schema(schema), m_problems(problems) {}

    Json read(const VariableDefinition& variable, const Json& value) {
        m_variable = &variable;
        return convert(variable.type, value, "$" + variable.name);
    }

    void refuse(const VariableDefinition& variable, const std::string& place, const std::string& why) {
        if (m_problems.size() < mostProblems)
            m_problems.push_back({"Variable '" + place + "' is invalid. " + why, {variable.location}, "INVALID_VALUE", "5.8"});
    }

private:
    Json convert(const TypeReference& type, const Json& value, const std::string& place) {
        if (value.is_null()) {
            if (type.isNonNull()) refuse(*m_variable, place, "Received a null input for a non-null variable.");
            return nullptr;
        }
        if (type.isList()) {
            Json list = Json::array();
            if (!value.is_array()) {
                list.push_back(convert(type.element(), value, place));  // one item stands for a list of one
                return list;
            }
            for (std::size_t i = 0; i < value.size(); ++i)
                list.push_back(convert(type.element(), value[i], place + "[" + std::to_string(i) + "]"));
            return list;
        }
        const Type* named = m_schema.find(type.name);
        if (!named) return value;
        if (named->kind == TypeKind::InputObject) return object(*named, value, place);
        if (named->kind == TypeKind::Enum) {
            if (!value.is_string() || !named->hasValue(value.get<std::string>())) unable(*named, value, place);
            return value;
        }
        return scalar(*named, value, place);
    }

    Json scalar(const Type& type, const Json& value, const std::string& place) {
        if (type.name == "ID" && value.is_number_integer()) return value.dump();
        if (type.name == "Int" && value.is_number_float() &&
            value.get<double>() == static_cast<double>(static_cast<std::int32_t>(value.get<double>())))
            return static_cast<std::int32_t>(value.get<double>());
        const bool right = type.name == "Int"                           ? fitsInt(value)
                           : type.name == "Float"                       ? value.is_number()
                           : type.name == "Boolean"                     ? value.is_boolean()
                           : type.name == "String" || type.name == "ID" ? value.is_string()
                                                                        : true;
        if (!right) unable(type, value, place);
        return value;
    }

    Json object(const Type& type, const Json& value, const std::string& place) {
        if (!value.is_object()) {
            refuse(*m_variable, place,
                   "Unable to parse input as a " + std::string("'") + type.name +
                       "' type. Did you provide a List or Scalar value accidentally?");
            return nullptr;
        }
        for (const auto& [name, member] : value.items())
            if (!type.input(name)) refuse(*m_variable, place, "Unrecognized input fields '" + name + "' for type '" + type.name + "'.");
        Json object = Json::object();
        for (const auto& input : type.inputs) {
            const auto found = value.find(input.name);
            if (found != value.end())
                object[input.name] = convert(input.type, *found, place + "." + input.name);
            else if (input.defaultValue)
                object[input.name] = literal(m_schema, input.type, *input.defaultValue, Json::object());
            else if (input.type.isNonNull())
                refuse(*m_variable, place + "." + input.name, "No value provided for a non-null variable.");
        }
        return object;
    }

    void unable(const Type& type, const Json& value, const std::string& place) {
        refuse(*m_variable, place,
               "Unable to convert '" + (value.is_string() ? value.get<std::string>() : value.dump()) + "' to '" + type.name + "'");
    }

    const Schema& m_schema;
    std::vector<Problem>& m_problems;
    const VariableDefinition* m_variable = nullptr;
};

}  // namespace

tl::expected<const Operation*, Problem> chooseOperation(const Document& document, const std::string& name) {
    if (name.empty()) {
        if (document.operations.size() == 1) return &document.operations.front();
        return tl::unexpected(
            Problem{"Document contains more than one operation, but the operation name was not specified.", {}, "INVALID_OPERATION_NAME"});
    }
    for (const auto& operation : document.operations)
        if (operation.name == name) return &operation;
    return tl::unexpected(Problem{"Document does not contain an operation named '" + name + "'.", {}, "INVALID_OPERATION_NAME"});
}

tl::expected<Json, std::vector<Problem>> coerceVariables(const Schema& schema, const Operation& operation, const Json& given) {
    std::vector<Problem> problems;
    VariableReader reader(schema, problems);
    Json values = Json::object();
    for (const auto& variable : operation.variables) {
        const auto found = given.find(variable.name);
        if (found != given.end())
            values[variable.name] = reader.read(variable, *found);
        else if (variable.defaultValue)
            values[variable.name] = literal(schema, variable.type, *variable.defaultValue, Json::object());
        else if (variable.type.isNonNull())
            reader.refuse(variable, "$" + variable.name, "No value provided for a non-null variable.");
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return values;
}

Json argumentsOf(const Schema& schema, const std::vector<InputValue>& known, const std::vector<Argument>& given, const Json& variables) {
    Json values = Json::object();
    for (const auto& input : known) {
        const Value* value = nullptr;
        for (const auto& argument : given)
            if (argument.name == input.name) value = &argument.value;
        if (value && value->kind == ValueKind::Variable && !variables.contains(value->text)) value = nullptr;
        if (value)
            values[input.name] = literal(schema, input.type, *value, variables);
        else if (input.defaultValue)
            values[input.name] = literal(schema, input.type, *input.defaultValue, variables);
    }
    return values;
}

bool isSelected(const Selection& selection, const Json& variables) {
    for (const auto& directive : selection.directives) {
        if (directive.name != "skip" && directive.name != "include") continue;
        for (const auto& argument : directive.arguments) {
            if (argument.name != "if") continue;
            bool value = argument.value.text == "true";
            if (argument.value.kind == ValueKind::Variable) value = variables.value(argument.value.text, false);
            if (value == (directive.name == "skip")) return false;
        }
    }
    return true;
}

}  // namespace mgc::graphql
