#include "resources/specification.h"

#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "json/pointer.h"
#include "resources/members.h"

namespace mgc::resources {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t maximumOperations = 5000;
constexpr std::array<std::string_view, 8> methods = {"get", "put", "post", "delete", "options", "head", "patch", "trace"};

class Reader {
public:
    Reader(const json::Document& document, bool requiredQueryInTemplate, Diagnostics& diagnostics)
        : m_document(document), m_root(document.root()), m_requiredQueryInTemplate(requiredQueryInTemplate), m_diagnostics(diagnostics) {}

    SpecificationContent read() {
        SpecificationContent content;
        const Members root(m_root);
        m_swagger = root.text("swagger").starts_with("2.");
        if (!m_swagger && !root.text("openapi").starts_with("3.")) {
            problem("", "this is no OpenAPI document of version 2.0, 3.0 or 3.1");
            return content;
        }
        content.title = root.object("info").text("title");
        content.description = root.object("info").text("description");
        content.serverUrl = serverUrl(root);
        for (const char* const section : {"paths", "x-ms-paths"}) {
            const Members paths = root.object(section);
            for (const auto& [path, item] : paths.json().items())
                readPath(path, item, json::joined(std::string("/") + section, path), content);
        }
        return content;
    }

private:
    void problem(const std::string& pointer, const std::string& message) {
        m_diagnostics.error("MGC2008", message, m_document.rangeOf(pointer), "specification");
    }

    /// A pointer into the tree that keeps the whole tree alive.
    std::shared_ptr<const Json> shared(const Json* value) const {
        return value ? std::shared_ptr<const Json>(m_document.sharedRoot(), value) : nullptr;
    }
    const Json* resolved(const Json& value) const { return resolveReference(m_root, value); }
    static const Json* member(const Json& value, std::string_view name) {
        const auto found = value.is_object() ? value.find(name) : value.end();
        return found == value.end() ? nullptr : &*found;
    }

    std::string serverUrl(const Members& root) const {
        if (m_swagger) {
            const std::string host = root.text("host");
            const auto schemes = root.texts("schemes");
            return host.empty() ? std::string()
                                : (schemes.empty() ? std::string("https") : schemes.front()) + "://" + host + root.text("basePath");
        }
        for (const Members& server : root.objects("servers")) {
            const std::string url = server.text("url");
            if (url.find("://") != std::string::npos && url.find('{') == std::string::npos) return url;
        }
        return {};
    }

    void readPath(const std::string& path, const Json& item, const std::string& pointer, SpecificationContent& content) {
        const Json* const value = resolved(item);
        if (!value || !value->is_object()) return problem(pointer, "the path \"" + path + "\" has no usable item");
        if (!path.starts_with('/')) return problem(pointer, "the path \"" + path + "\" must begin with \"/\"");
        for (const std::string_view method : methods) {
            const Json* const operation = member(*value, method);
            if (!operation) continue;
            const std::string at = json::joined(pointer, method);
            if (!operation->is_object()) {
                problem(at, "an operation must be an object");
            } else if (content.operations.size() >= maximumOperations) {
                return problem(at, "more than 5,000 operations");
            } else {
                content.operations.push_back(readOperation(path, method, *value, *operation, at));
            }
        }
    }

    Operation readOperation(const std::string& path, std::string_view method, const Json& item, const Json& json,
                            const std::string& pointer) {
        Operation operation;
        operation.file = m_document.file();
        const Members members(json);
        for (const char character : method) operation.method += static_cast<char>(character - 'a' + 'A');
        for (const Json* const list : {member(item, "parameters"), member(json, "parameters")})
            if (list && list->is_array())
                for (std::size_t index = 0; index < list->size(); ++index) readParameter((*list)[index], operation, pointer);
        operation.urlTemplate = withRequiredQuery(path, operation.parameters);
        const std::string id = members.text("operationId");
        operation.name = unique(operationName(id, operation.method, operation.urlTemplate), pointer);
        operation.displayName = members.text("summary");
        if (operation.displayName.empty()) operation.displayName = id.empty() ? operation.method + " - " + path : id;
        operation.description = members.text("description");
        if (const Json* const body = member(json, "requestBody")) {
            const Json* const value = resolved(*body);
            if (!value)
                problem(pointer, "the reference of requestBody leads nowhere");
            else {
                operation.bodyRequired = Members(*value).boolean("required", false);
                operation.requestBodies = representations(Members(*value).object("content"));
            }
        }
        if (const Json* const responses = member(json, "responses"); responses && responses->is_object())
            for (const auto& [status, response] : responses->items()) readResponse(status, response, members, operation, pointer);
        return operation;
    }

    void readParameter(const Json& json, Operation& operation, const std::string& pointer) {
        const Json* const value = resolved(json);
        if (!value || !value->is_object()) return problem(pointer, "a reference in parameters leads nowhere");
        const Members members(*value);
        Parameter parameter;
        parameter.name = members.text("name");
        parameter.location = members.text("in");
        parameter.required = parameter.location == "path" || members.boolean("required", false);
        const Json* const schema = member(*value, "schema");
        if (m_swagger && parameter.location == "body") {  // 2.0 has the body among the parameters
            operation.bodyRequired = parameter.required;
            operation.requestBodies.push_back({"application/json", shared(schema), nullptr});
            return;
        }
        if (m_swagger && parameter.location == "formData") return;
        parameter.schema = shared(m_swagger ? value : schema);
        // The operation's own parameter replaces that of its path.
        std::erase_if(operation.parameters,
                      [&](const Parameter& other) { return other.name == parameter.name && other.location == parameter.location; });
        operation.parameters.push_back(std::move(parameter));
    }

    void readResponse(const std::string& status, const Json& json, const Members& operationMembers, Operation& operation,
                      const std::string& pointer) {
        const Json* const value = resolved(json);
        if (!value || !value->is_object()) return problem(pointer, "the reference of response " + status + " leads nowhere");
        const Members members(*value);
        ResponseDescription response;
        response.status = status;
        const Members headers = members.object("headers");
        for (const auto& [name, header] : headers.json().items()) {
            const Json* const description = resolved(header);
            if (!description || !description->is_object()) continue;
            response.headers.push_back({name, "header", Members(*description).boolean("required", false),
                                        shared(m_swagger ? description : member(*description, "schema"))});
        }
        if (m_swagger) {
            swaggerRepresentations(*value, operationMembers, response);
        } else {
            response.representations = representations(members.object("content"));
        }
        operation.responses.push_back(std::move(response));
    }

    void swaggerRepresentations(const Json& value, const Members& operationMembers, ResponseDescription& response) const {
        const Json* const schema = member(value, "schema");
        const Members examples = Members(value).object("examples");
        for (const auto& [type, example] : examples.json().items())
            response.representations.push_back({type, shared(schema), shared(&example)});
        if (!schema || !response.representations.empty()) return;
        auto produces = operationMembers.texts("produces");
        if (produces.empty()) produces = Members(m_root).texts("produces");
        if (produces.empty()) produces = {"application/json"};
        for (const std::string& type : produces) response.representations.push_back({type, shared(schema), nullptr});
    }

    std::vector<Representation> representations(const Members& content) const {
        std::vector<Representation> result;
        for (const auto& [type, media] : content.json().items()) {
            const Json* example = member(media, "example");
            if (const Json* const examples = member(media, "examples");
                !example && examples && !examples->empty() && examples->is_object()) {
                const Json* const first = resolved(*examples->begin());
                example = first ? member(*first, "value") : nullptr;
            }
            result.push_back({type, shared(member(media, "schema")), shared(example)});
        }
        return result;
    }

    std::string withRequiredQuery(const std::string& path, const std::vector<Parameter>& parameters) const {
        if (!m_requiredQueryInTemplate) return path;
        std::string result = path;
        for (const Parameter& parameter : parameters)
            if (parameter.location == "query" && parameter.required)
                result += (result.find('?') == std::string::npos ? "?" : "&") + parameter.name + "={" + parameter.name + "}";
        return result;
    }

    std::string unique(std::string name, const std::string& pointer) {
        if (m_names.insert(toLowerAscii(name)).second) return name;
        for (int suffix = 1; suffix < 1000; ++suffix) {
            const std::string other = name.substr(0, 76) + "-" + std::to_string(suffix);
            if (m_names.insert(toLowerAscii(other)).second) return other;
        }
        problem(pointer, "too many operations are named \"" + name + "\"");
        return name;
    }

    const json::Document& m_document;
    const Json& m_root;
    bool m_requiredQueryInTemplate;
    Diagnostics& m_diagnostics;
    bool m_swagger = false;
    std::set<std::string> m_names;
};

}  // namespace

std::string normalizedOperationName(std::string_view text) {
    std::string result;
    for (const char character : toLowerAscii(text)) {
        const bool keep = (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
        if (keep)
            result += character;
        else if (!result.empty() && result.back() != '-')
            result += '-';
    }
    if (result.size() > 76) result.resize(76);
    while (result.ends_with('-')) result.pop_back();
    return result;
}

std::string operationName(std::string_view operationId, std::string_view method, std::string_view urlTemplate) {
    // DIFFERS: the docs normalise every operationId (lower case, dashes); the portal's own imports show ids such as
    // ChatCompletions_Create unchanged, and so do artifacts extracted from real services. Valid names are kept.
    bool valid = !operationId.empty() && operationId.size() <= 80;
    for (const char character : operationId)
        valid = valid && ((character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                          (character >= '0' && character <= '9') || character == '-' || character == '_' || character == '.');
    if (valid) return std::string(operationId);
    return normalizedOperationName(operationId.empty() ? std::string(method) + "-" + std::string(urlTemplate) : std::string(operationId));
}

const Json* resolveReference(const Json& root, const Json& value) {
    const Json* current = &value;
    for (int hop = 0; hop < 32; ++hop) {
        const auto reference = current->is_object() ? current->find("$ref") : current->end();
        if (!current->is_object() || reference == current->end() || !reference->is_string()) return current;
        const std::string& text = reference->get_ref<const std::string&>();
        if (!text.starts_with('#')) return nullptr;
        const Json* node = &root;
        for (const std::string& part : json::pointerParts(percentDecoded(std::string_view(text).substr(1)))) {
            const auto index = toInteger(part);
            if (node->is_object() && node->contains(part))
                node = &node->at(part);
            else if (node->is_array() && index && *index >= 0 && static_cast<std::size_t>(*index) < node->size())
                node = &node->at(static_cast<std::size_t>(*index));
            else
                return nullptr;
        }
        current = node;
    }
    return nullptr;
}

SpecificationContent readSpecification(const json::Document& document, bool requiredQueryInTemplate, Diagnostics& diagnostics) {
    if (!document.root().is_object()) {
        diagnostics.error("MGC2008", "the specification must be an object", document.rangeOf(""), "specification");
        return {};
    }
    return Reader(document, requiredQueryInTemplate, diagnostics).read();
}

}  // namespace mgc::resources
