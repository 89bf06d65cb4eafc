#include "base/text.h"
#include "policies/support/validation/body_check.h"
#include "policies/support/validation/content_types.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class ValidateContent : public Step {
public:
    ActionSetting unspecified, sizeExceeded;
    IntegerSetting maxSize;
    std::string variable;
    ContentTypeMap map;
    std::vector<ContentRule> rules;
    bool onResponse = false;

    Result<Flow> run(RequestContext& context) const override {
        const http::Headers& headers = onResponse ? context.ensureResponse().headers : context.request().headers;
        const std::string_view body = onResponse ? context.ensureResponse().body.view() : context.request().body.view();
        const std::string given = mediaType(headers.get("Content-Type").value_or(""));
        ValidationReport report(onResponse);
        MGC_TRY_ASSIGN(const bool goOn, checkSize(context, body, report));
        if (!goOn || body.empty()) return report.finish(context, "validate-content", variable);

        CheckedBody checked{
            .text = body, .contentType = {}, .onResponse = onResponse, .contract = context.contract.get(), .types = nullptr};
        if (checked.contract) checked.types = typesOf(*checked.contract, context);
        MGC_TRY_ASSIGN(const std::string type, map.mapped(given, context));
        checked.contentType = type;
        const bool inDefinition = checked.types && schema::findBody(*checked.types, type);
        const ContentRule* rule = ruleFor(type, inDefinition);
        if (!rule && inDefinition) return report.finish(context, "validate-content", variable);
        if (!rule) {
            MGC_TRY_ASSIGN(const Action action, unspecified.get(context));
            const std::string text = "Unspecified content type " + type + " is not allowed.";
            report.add({type, onResponse ? "ResponseBody" : "RequestBody", "Unspecified", text, text, action});
        } else {
            MGC_TRY_ASSIGN(const Action action, rule->action.get(context));
            checkBody(checked, *rule, action, report);
        }
        return report.finish(context, "validate-content", variable);
    }

private:
    const std::vector<schema::BodyContract>* typesOf(const schema::OperationContract& contract, RequestContext& context) const {
        if (!onResponse) return &contract.requests;
        const auto* response = contract.response(context.ensureResponse().status);
        return response ? &response->bodies : nullptr;
    }

    /// False where the size alone ends it.
    Result<bool> checkSize(RequestContext& context, std::string_view body, ValidationReport& report) const {
        MGC_TRY_ASSIGN(const std::int64_t limit, maxSize.get(context));
        if (limit < 0 || body.size() <= static_cast<std::size_t>(limit)) return true;
        MGC_TRY_ASSIGN(const Action action, sizeExceeded.get(context));
        const std::string begin = std::string(onResponse ? "Response" : "Request") + "'s body is " + std::to_string(body.size()) +
                                  " bytes long and it exceeds the ";
        const std::string end = "limit of " + std::to_string(limit) + " bytes.";
        report.add({"", onResponse ? "ResponseBody" : "RequestBody", "SizeLimit", begin + "configured " + end, begin + end, action});
        return action != Action::Prevent;
    }

    const ContentRule* ruleFor(const std::string& type, bool inDefinition) const {
        for (const auto& rule : rules)
            if (!rule.type.empty() && rule.type == type) return &rule;
        for (const auto& rule : rules)
            if (rule.type.empty() && inDefinition) return &rule;
        return nullptr;
    }
};

Result<ContentRule> compileRule(const PolicyNode& node, CompileContext& context) {
    using Additional = schema::JsonSchemaOptions::AdditionalProperties;
    ContentRule rule;
    rule.type = mediaType(context.constant(node, "type"));
    rule.validateAs = toLowerAscii(context.constant(node, "validate-as"));
    MGC_TRY_ASSIGN(rule.action, ActionSetting::compile(node, context, "action"));
    rule.schemaId = context.constant(node, "schema-id");
    rule.schemaRef = context.constant(node, "schema-ref");
    if (!rule.schemaRef.empty() && (rule.validateAs != "json" || rule.schemaId.empty()))
        return context.error("MGC2441", "'schema-ref' needs a JSON schema in 'schema-id'.", node);
    if (const auto additional = toBoolean(context.constant(node, "allow-additional-properties")))
        rule.options.additionalProperties = *additional ? Additional::Allowed : Additional::Forbidden;
    rule.options.ignoreNameCase = toBoolean(context.constant(node, "case-insensitive-property-names")).value_or(false);
    return rule;
}

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ValidateContent>();
    step->onResponse = context.actsOnResponse();
    MGC_TRY_ASSIGN(step->unspecified, ActionSetting::compile(node, context, "unspecified-content-type-action"));
    MGC_TRY_ASSIGN(step->sizeExceeded, ActionSetting::compile(node, context, "size-exceeded-action"));
    MGC_TRY_ASSIGN(step->maxSize, context.integer(node, "max-size"));
    step->variable = context.constant(node, "errors-variable-name");
    MGC_TRY_ASSIGN(step->map, ContentTypeMap::compile(node.child("content-type-map"), context));
    for (const auto& child : node.children) {
        if (child.name != "content") continue;
        MGC_TRY_ASSIGN(ContentRule rule, compileRule(child, context));
        step->rules.push_back(std::move(rule));
    }
    step->setReads({.requestBody = !step->onResponse, .responseBody = step->onResponse});
    return step;
}

AttributeDescriptor plain(std::string_view name, std::string_view help, AttributeType type = AttributeType::Text) {
    return {.name = name, .type = type, .expressions = Expressions::NotAllowed, .help = help};
}

ElementDescriptor contentElement() {
    return {.name = "content",
            .attributes = {{.name = "validate-as",
                            .type = AttributeType::Enumeration,
                            .presence = Presence::Required,
                            .expressions = Expressions::NotAllowed,
                            .values = {"json", "xml", "soap"},
                            .help = "How to read the body"},
                           plain("type", "Content type; without it every type of the API's definition"),
                           actionAttribute("action", "What a body that does not fit leads to"),
                           plain("schema-id", "A schema of the service in place of the API's definition"),
                           plain("schema-ref", "JSON pointer into that schema (#/components/schemas/address)"),
                           plain("allow-additional-properties", "Overrides additionalProperties of the schema", AttributeType::Boolean),
                           plain("case-insensitive-property-names", "Compare property names without case", AttributeType::Boolean)},
            .help = "Checks the body of a content type"};
}

ElementDescriptor mapElement() {
    ElementDescriptor type{.name = "type",
                           .attributes = {plain("from", "Content type of the message"),
                                          {.name = "when", .type = AttributeType::Boolean, .help = "Condition in place of a content type"},
                                          {.name = "to",
                                           .presence = Presence::Required,
                                           .expressions = Expressions::NotAllowed,
                                           .help = "Content type it is checked as"}},
                           .help = "One mapping"};
    return {.name = "content-type-map",
            .attributes = {plain("any-content-type-value", "Content type every message is checked as"),
                           plain("missing-content-type-value", "Content type of messages that name none")},
            .content = Content::Elements,
            .children = {std::move(type)},
            .maximum = 1,
            .help = "Which content type a message is checked as"};
}

}  // namespace

const PolicyDescriptor& validate_content_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Content validation",
        .element = {.name = "validate-content",
                    .attributes = {actionAttribute("unspecified-content-type-action",
                                                   "For content types that the definition does not name"),
                                   {.name = "max-size",
                                    .type = AttributeType::Integer,
                                    .presence = Presence::Required,
                                    .minimum = 0,
                                    .maximum = 4294967295,
                                    .unit = "bytes",
                                    .help = "Longest body, decompressed"},
                                   actionAttribute("size-exceeded-action", "For bodies beyond max-size"),
                                   errorsVariableAttribute()},
                    .content = Content::Elements,
                    .children = {mapElement(), contentElement()},
                    .ordered = true,
                    .help = "Checks size, content type and body"},
        .sections = {Section::Inbound, Section::Outbound, Section::OnError},
        .webSocket = false,
        .summary = "Checks the size and the content of a body against the API's definition or a schema of the service",
        .documentation = "https://learn.microsoft.com/azure/api-management/validate-content-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
