#include "tokens/tool_definitions.h"

#include <algorithm>

namespace mgc::tokens {

namespace {

constexpr int deepest = 16;

std::string quoted(const Json& value) { return simdjson::minify(value); }

std::string joinedEnum(const Json& schema, bool& found) {
    std::string text;
    found = false;
    withMember(schema, "enum", [&](const Json& values) {
        if (!values.is_array()) return;
        found = true;
        forEachElement(values, [&](const Json& value) {
            if (!text.empty()) text += " | ";
            text += quoted(value);
        });
    });
    return text;
}

std::string propertyLines(const Json& schema, int indent, int depth);

std::string typeText(const Json& schema, int indent, int depth) {
    const auto type = textAt(schema, "type");
    if (type == "string" || type == "integer" || type == "number") {
        bool listed = false;
        auto values = joinedEnum(schema, listed);
        if (listed) return values;
        return type == "string" ? "string" : "number";
    }
    if (type == "boolean" || type == "null") return std::string(type);
    if (depth >= deepest) return "any";
    if (type == "array") {
        std::string items = "any";
        withMember(schema, "items", [&](const Json& inner) { items = typeText(inner, indent, depth + 1); });
        return items + "[]";
    }
    if (type == "object")
        return "{\n" + propertyLines(schema, indent + 2, depth + 1) + "\n" + std::string(static_cast<std::size_t>(indent), ' ') + "}";
    return "any";
}

std::string propertyLines(const Json& schema, int indent, int depth) {
    std::string text;
    std::vector<std::string_view> required;
    withMember(schema, "required",
               [&](const Json& names) { forEachElement(names, [&](const Json& name) { required.push_back(textOf(name)); }); });
    const std::string margin(static_cast<std::size_t>(indent), ' ');
    const auto line = [&text](const std::string& what) {
        if (!text.empty()) text += '\n';
        text += what;
    };
    withMember(schema, "properties", [&](const Json& properties) {
        simdjson::dom::object members;
        if (properties.get_object().get(members) != simdjson::SUCCESS) return;
        for (const auto& [name, property] : members) {
            const auto description = textAt(property, "description");
            if (!description.empty() && indent < 2) line(margin + "// " + std::string(description));
            const bool isRequired = std::find(required.begin(), required.end(), name) != required.end();
            line(margin + std::string(name) + (isRequired ? ": " : "?: ") + typeText(property, indent, depth) + ",");
        }
    });
    return text;
}

bool hasProperties(const FunctionDefinition& function) {
    bool any = false;
    if (!function.hasParameters) return false;
    withMember(function.parameters, "properties", [&](const Json& properties) {
        simdjson::dom::object members;
        any = properties.get_object().get(members) == simdjson::SUCCESS && members.size() > 0;
    });
    return any;
}

}  // namespace

std::vector<FunctionDefinition> functionDefinitions(const Json& tools) {
    std::vector<FunctionDefinition> found;
    forEachElement(tools, [&](const Json& tool) {
        Json source = tool;
        withMember(tool, "function", [&](const Json& inner) { source = inner; });
        FunctionDefinition function{textAt(source, "name"), textAt(source, "description"), source, false};
        if (function.name.empty()) return;  // a built-in tool (web_search, file_search): no declaration of its own
        for (const auto* key : {"parameters", "input_schema"})
            withMember(source, key, [&](const Json& schema) {
                function.parameters = schema;
                function.hasParameters = true;
            });
        found.push_back(function);
    });
    return found;
}

std::string declarationText(const std::vector<FunctionDefinition>& functions) {
    std::string text = "namespace functions {\n\n";
    for (const auto& function : functions) {
        if (!function.description.empty()) text.append("// ").append(function.description) += '\n';
        text.append("type ").append(function.name);
        if (hasProperties(function)) {
            text += " = (_: {\n";
            if (const auto lines = propertyLines(function.parameters, 0, 0); !lines.empty()) text += lines + '\n';
            text += "}) => any;\n";
        } else {
            text += " = () => any;\n";
        }
        text += '\n';
    }
    return text + "} // namespace functions";
}

}  // namespace mgc::tokens
