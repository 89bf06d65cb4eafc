#include "policies/support/validation/body_check.h"

#include <nlohmann/json.hpp>

#include "json/document.h"
#include "json/text_positions.h"
#include "schema/xml_schema.h"

namespace mgc::policies {

namespace {

class BodyCheck {
public:
    BodyCheck(const CheckedBody& body, const ContentRule& rule, Action action, ValidationReport& report)
        : m_body(body), m_rule(rule), m_action(action), m_report(report) {}

    void run() {
        if (m_rule.validateAs == "json") return json();
        xml();
    }

private:
    void json() {
        const auto definition = jsonDefinition();
        if (!definition) return;
        const auto schema = definition->compiled(m_rule.options);
        if (!schema) return exception(schema.error().message);
        const auto violations = (*schema)->checkText(m_body.text);
        if (!violations) return exception(violations.error().message);
        for (const auto& violation : *violations) {
            const SourcePosition place = positionOf(violation.pointer);
            incorrect(definition->name(), violation.message, place.line, place.column);
        }
    }

    std::shared_ptr<const schema::Definition> jsonDefinition() {
        if (!m_rule.schemaId.empty()) {
            if (!m_body.contract || !m_body.contract->library) return noSchema(), nullptr;
            auto found = m_body.contract->library->json(m_rule.schemaId, m_rule.schemaRef);
            if (found) return *found;
            missing(m_rule.schemaRef.empty() ? m_rule.schemaId : m_rule.schemaRef);
            return nullptr;
        }
        if (!m_body.contract || !m_body.contract->hasDefinition) return noSchema(), nullptr;
        const auto* type = m_body.types ? schema::findBody(*m_body.types, m_body.contentType) : nullptr;
        if (type && type->schema) return type->schema;
        missing("");
        return nullptr;
    }

    void xml() {
        if (m_rule.schemaId.empty()) {
            // An OpenAPI definition describes JSON; XML needs a schema of the service.
            return add("ApiSchema", "", "API's schema does not specify definitions.", "");
        }
        if (!m_body.contract || !m_body.contract->library) return noSchema();
        const auto schema = m_body.contract->library->xml(m_rule.schemaId);
        if (!schema) return missing(m_rule.schemaId);
        const auto violations = (*schema)->check(m_body.text, m_rule.validateAs == "soap");
        if (!violations) return exception(violations.error().message);
        for (const auto& violation : *violations) incorrect(m_rule.schemaId, violation.message, violation.line, 0);
    }

    [[nodiscard]] SourcePosition positionOf(const std::string& pointer) const {
        const auto document = json::Document::parse(std::string(m_body.text), "");
        const auto place = document ? document->locate(pointer) : std::nullopt;
        return place ? json::positionAt(m_body.text, place->end) : SourcePosition{1, 1, 0};
    }

    void noSchema() { add("ApiSchema", "", "API's schema does not exist or it could not be resolved.", ""); }

    void missing(const std::string& definition) {
        add(bodyType(), "MissingDefinition",
            "API's schema does not contain definition " + definition + ", which is associated with the content type " + contentType() + ".",
            "");
    }

    void incorrect(const std::string& definition, const std::string& message, std::size_t line, std::size_t position) {
        const std::string text = "Body of the " + std::string(m_body.onResponse ? "response" : "request") +
                                 " does not conform to the definition " + definition + ", which is associated with the content type " +
                                 contentType() + ".\n\n" + message + " Line: " + std::to_string(line) +
                                 ", Position: " + std::to_string(position);
        add(bodyType(), "IncorrectMessage", text, text);
    }

    void exception(const std::string& message) {
        const std::string text = "Body of the " + std::string(m_body.onResponse ? "response" : "request") +
                                 " cannot be validated for the content type " + contentType() + ".\n\n" + message;
        add(bodyType(), "ValidationException", text, "");
    }

    void add(std::string_view type, std::string_view validation, const std::string& details, const std::string& shown) {
        m_report.add(
            {type == "ApiSchema" ? std::string() : contentType(), std::string(type), std::string(validation), details, shown, m_action});
    }

    [[nodiscard]] std::string_view bodyType() const { return m_body.onResponse ? "ResponseBody" : "RequestBody"; }
    [[nodiscard]] std::string contentType() const { return std::string(m_body.contentType); }

    const CheckedBody& m_body;
    const ContentRule& m_rule;
    Action m_action;
    ValidationReport& m_report;
};

}  // namespace

void checkBody(const CheckedBody& body, const ContentRule& rule, Action action, ValidationReport& report) {
    if (action != Action::Ignore) BodyCheck(body, rule, action, report).run();
}

}  // namespace mgc::policies
