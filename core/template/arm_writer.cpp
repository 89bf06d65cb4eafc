#include <algorithm>

#include "template/template_model.h"

namespace mgc::templates {

namespace {

constexpr const char* armMark = "$armExpression";
constexpr const char* bicepMark = "$bicepExpression";
constexpr const char* textMark = "$text";
constexpr const char* fileMark = "$file";

/// Plain JSON as a template holds it: marked values resolved, texts that begin with "[" escaped (they would be expressions).
Json armValue(const Json& value) {
    if (value.is_object()) {
        if (value.contains(armMark)) return '[' + value[armMark].get<std::string>() + ']';
        if (value.contains(textMark)) return armValue(value[textMark]);
        Json object = Json::object();
        for (const auto& [name, member] : value.items()) object[name] = armValue(member);
        return object;
    }
    if (value.is_array()) {
        Json array = Json::array();
        for (const Json& item : value) array.push_back(armValue(item));
        return array;
    }
    if (value.is_string() && value.get_ref<const std::string&>().starts_with('[')) return '[' + value.get<std::string>();
    return value;
}

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + '\'';
}

/// resourceId('type', 'a', 'b') of a resource, without brackets.
std::string idExpression(const std::string& type, const Json& name) {
    std::string arguments = quoted(type);
    if (name.is_string()) {
        std::string rest = name.get<std::string>();
        while (!rest.empty()) {
            const std::size_t slash = rest.find('/');
            arguments += ", " + quoted(rest.substr(0, slash));
            rest = slash == std::string::npos ? "" : rest.substr(slash + 1);
        }
        return "resourceId(" + arguments + ')';
    }
    // "concat(parameters('service'), '/backends/b')": its parts by split, as resourceId wants one argument a segment.
    const std::string whole = name[armMark].get<std::string>();
    const std::size_t segments = static_cast<std::size_t>(std::count(type.begin(), type.end(), '/'));
    for (std::size_t i = 0; i < segments; ++i) arguments += ", split(" + whole + ", '/')[" + std::to_string(i) + ']';
    return "resourceId(" + arguments + ')';
}

}  // namespace

Json expression(const std::string& arm, const std::string& bicep) { return {{armMark, arm}, {bicepMark, bicep}}; }
Json parameterReference(const std::string& name) { return expression("parameters('" + name + "')", name); }
Json textFile(const std::string& file, const std::string& text) { return {{fileMark, file}, {textMark, text}}; }

std::string literalName(const Json& name) {
    if (name.is_string()) return name.get<std::string>();
    if (!name.is_object() || !name.contains(armMark)) return {};
    const std::string expression = name[armMark].get<std::string>();
    if (!expression.starts_with("concat('")) return {};
    std::string text;
    for (std::size_t at = expression.find('\''); at != std::string::npos; at = expression.find('\'', at + 1)) {
        const std::size_t end = expression.find('\'', at + 1);
        text += expression.substr(at + 1, end - at - 1);
        at = end;
    }
    return text;
}

Json armTemplate(const Template& content) {
    Json parameters = Json::object(), resources = Json::array(), outputs = Json::object();
    for (const Parameter& parameter : content.parameters) {
        Json declared{{"type", parameter.secret ? "securestring" : "string"}};
        if (!parameter.defaultValue.is_null()) declared["defaultValue"] = armValue(parameter.defaultValue);
        if (!parameter.description.empty()) declared["metadata"] = {{"description", parameter.description}};
        parameters[parameter.name] = std::move(declared);
    }
    for (const TemplateResource& resource : content.resources) {
        Json written{{"type", resource.type}, {"apiVersion", resource.apiVersion}, {"name", armValue(resource.name)}};
        if (!resource.scopeType.empty()) written["scope"] = resource.scopeType + '/' + resource.scopeName;
        const Json body = armValue(resource.body);
        for (const auto& [name, member] : body.items()) written[name] = member;
        Json dependsOn = Json::array();
        for (const std::string& symbol : resource.dependsOn)
            for (const TemplateResource& other : content.resources) {
                if (other.symbol != symbol) continue;
                const std::string own = idExpression(other.type, other.name);
                dependsOn.push_back('[' +
                                    (other.scopeType.empty() ? own
                                                             : "extensionResourceId(" + idExpression(other.scopeType, other.scopeName) +
                                                                   own.substr(own.find('(') + 1).insert(0, ", ")) +
                                    ']');
            }
        if (!dependsOn.empty()) written["dependsOn"] = std::move(dependsOn);
        resources.push_back(std::move(written));
    }
    for (const TemplateOutput& output : content.outputs) outputs[output.name] = {{"type", output.type}, {"value", armValue(output.value)}};
    Json written{{"$schema", "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"},
                 {"contentVersion", "1.0.0.0"}};
    if (!parameters.empty()) written["parameters"] = std::move(parameters);
    written["resources"] = std::move(resources);
    if (!outputs.empty()) written["outputs"] = std::move(outputs);
    return written;
}

}  // namespace mgc::templates
