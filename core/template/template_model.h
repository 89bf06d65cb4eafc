#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

// A deployment as a list of resources, independent of the language it is written in (ARM JSON or Bicep).
namespace mgc::templates {

using Json = nlohmann::ordered_json;

/// A value that is computed when the template is deployed, in both languages. Stands inside bodies as a marked object.
[[nodiscard]] Json expression(const std::string& arm, const std::string& bicep);
/// A reference to a parameter of the template.
[[nodiscard]] Json parameterReference(const std::string& name);
/// A long text that Bicep keeps in a file of its own ("policies/a.xml") and ARM writes inline.
[[nodiscard]] Json textFile(const std::string& file, const std::string& text);

/// A name as text: itself, or the parts of "concat('a', '/b')" joined; "" for what only the deployment knows.
[[nodiscard]] std::string literalName(const Json& name);

struct Parameter {
    std::string name;
    bool secret = false;
    Json defaultValue;  ///< null: none
    std::string description;
};

struct TemplateResource {
    std::string symbol;  ///< Bicep's name for it, unique
    std::string type;    ///< "Microsoft.ApiManagement/service/backends"
    std::string apiVersion;
    Json name;              ///< text with slashes, or an expression
    std::string scopeType;  ///< of an extension resource: type and name of what it extends; "" for none
    std::string scopeName;
    std::string scopeSymbol;
    Json body;                           ///< properties, sku, location, ...
    std::vector<std::string> dependsOn;  ///< symbols
};

struct TemplateOutput {
    std::string name, type;
    Json value;
};

struct Template {
    std::vector<Parameter> parameters;
    std::vector<TemplateResource> resources;
    std::vector<TemplateOutput> outputs;
};

/// A file to be written, path relative to the output folder.
struct OutputFile {
    std::string path, text;
};

/// The ARM template (schema 2019-04-01).
[[nodiscard]] Json armTemplate(const Template& content);
/// main.bicep and the text files it loads.
[[nodiscard]] std::vector<OutputFile> bicepFiles(const Template& content);

}  // namespace mgc::templates
