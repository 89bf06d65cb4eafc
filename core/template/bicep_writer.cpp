#include <algorithm>
#include <map>

#include "template/template_model.h"

namespace mgc::templates {

namespace {

bool isIdentifier(const std::string& name) {
    return !name.empty() && (std::isalpha(static_cast<unsigned char>(name[0])) || name[0] == '_') &&
           std::all_of(name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; });
}

/// A Bicep string: single quotes, \ ' newline tab and ${ escaped.
std::string text(const std::string& value) {
    std::string out = "'";
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (c == '\\' || c == '\'')
            out += std::string("\\") + c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if (c == '$' && i + 1 < value.size() && value[i + 1] == '{')
            out += "\\$";
        else
            out += c;
    }
    return out + '\'';
}

class Writer {
public:
    std::string write(const Template& content) {
        std::string out;
        for (const Parameter& parameter : content.parameters) {
            if (!parameter.description.empty()) out += "@description(" + text(parameter.description) + ")\n";
            if (parameter.secret) out += "@secure()\n";
            out += "param " + parameter.name + " string" +
                   (parameter.defaultValue.is_null() ? "" : " = " + value(parameter.defaultValue, 0)) + "\n\n";
        }
        for (const TemplateResource& resource : content.resources) {
            out += "resource " + resource.symbol + " '" + resource.type + '@' + resource.apiVersion +
                   "' = {\n  name: " + value(resource.name, 1) + '\n';
            if (!resource.scopeSymbol.empty()) out += "  scope: " + resource.scopeSymbol + '\n';
            for (const auto& [name, member] : resource.body.items()) out += "  " + key(name) + ": " + value(member, 1) + '\n';
            if (!resource.dependsOn.empty()) {
                out += "  dependsOn: [\n";
                for (const std::string& symbol : resource.dependsOn) out += "    " + symbol + '\n';
                out += "  ]\n";
            }
            out += "}\n\n";
        }
        for (const TemplateOutput& output : content.outputs)
            out += "output " + output.name + ' ' + output.type + " = " + value(output.value, 0) + '\n';
        return out;
    }
    [[nodiscard]] const std::map<std::string, std::string>& files() const { return m_files; }

private:
    static std::string key(const std::string& name) { return isIdentifier(name) ? name : text(name); }

    std::string value(const Json& value, int depth) {
        const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
        if (value.is_object()) {
            if (value.contains("$bicepExpression")) return value["$bicepExpression"].get<std::string>();
            if (value.contains("$file")) {
                m_files[value["$file"].get<std::string>()] = value["$text"].get<std::string>();
                return "loadTextContent(" + text(value["$file"].get<std::string>()) + ')';
            }
            if (value.empty()) return "{}";
            std::string out = "{\n";
            for (const auto& [name, member] : value.items())
                out += indent + "  " + key(name) + ": " + this->value(member, depth + 1) + '\n';
            return out + indent + '}';
        }
        if (value.is_array()) {
            if (value.empty()) return "[]";
            std::string out = "[\n";
            for (const Json& item : value) out += indent + "  " + this->value(item, depth + 1) + '\n';
            return out + indent + ']';
        }
        if (value.is_string()) return text(value.get<std::string>());
        if (value.is_number_float()) return "json(" + text(value.dump()) + ')';  // Bicep has whole numbers only
        return value.dump();
    }

    std::map<std::string, std::string> m_files;
};

}  // namespace

std::vector<OutputFile> bicepFiles(const Template& content) {
    Writer writer;
    std::vector<OutputFile> files{{"main.bicep", writer.write(content)}};
    for (const auto& [path, content_] : writer.files()) files.push_back({path, content_});
    return files;
}

}  // namespace mgc::templates
