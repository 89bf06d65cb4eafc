#include "base/text.h"
#include "policies/support/conversion.h"
#include "policies/support/without_effect.h"
#include "policies/support/xml_json.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class XmlToJson : public Step {
public:
    Conversion conversion;
    Template kind, emptyValues;
    BooleanSetting arrays, keepSpace, trimValues;

    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(const bool wanted, conversion.wanted(context, "xml", "json"));
        if (!wanted) return Flow::Continue;
        XmlToJsonOptions options;
        MGC_TRY_ASSIGN(const std::string form, kind.text(context));
        options.direct = !equalsIgnoreCase(trimmed(form), "javascript-friendly");
        MGC_TRY_ASSIGN(options.alwaysArrays, arrays.get(context));
        if (keepSpace.present()) {
            MGC_TRY_ASSIGN(options.keepSpace, keepSpace.get(context));
        }
        if (trimValues.present()) {
            MGC_TRY_ASSIGN(options.trimValues, trimValues.get(context));
        }
        if (emptyValues.present()) {
            MGC_TRY_ASSIGN(const std::string empty, emptyValues.text(context));
            options.emptyAsNull = equalsIgnoreCase(trimmed(empty), "as-null");
        }
        MGC_TRY_ASSIGN(std::string json, xmlToJson(conversion.body(context), options));
        conversion.replace(context, std::move(json), "application/json");
        return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    for (const auto* name : {"preserve-whitespace-nodes", "empty-values", "trim-values"}) undocumented(context, node, name);
    auto step = std::make_unique<XmlToJson>();
    MGC_TRY_ASSIGN(step->conversion, Conversion::compile(node, context));
    MGC_TRY_ASSIGN(step->kind, context.attribute(node, "kind"));
    MGC_TRY_ASSIGN(step->arrays, context.boolean(node, "always-array-child-elements"));
    MGC_TRY_ASSIGN(step->keepSpace, context.boolean(node, "preserve-whitespace-nodes"));
    MGC_TRY_ASSIGN(step->trimValues, context.boolean(node, "trim-values"));
    MGC_TRY_ASSIGN(step->emptyValues, context.attribute(node, "empty-values"));
    step->setReads({.requestBody = !context.actsOnResponse(), .responseBody = context.actsOnResponse()});
    return step;
}

}  // namespace

const PolicyDescriptor& xml_to_json_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = {.name = "xml-to-json",
                    .attributes = {{.name = "kind",
                                    .type = AttributeType::Enumeration,
                                    .presence = Presence::Required,
                                    .values = {"javascript-friendly", "direct"},
                                    .help = "How attributes and texts are named in the JSON"},
                                   {.name = "apply",
                                    .type = AttributeType::Enumeration,
                                    .presence = Presence::Required,
                                    .values = {"always", "content-type-xml"},
                                    .help = "Convert always, or only XML content"},
                                   {.name = "consider-accept-header",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "true",
                                    .help = "Convert only if the caller accepts JSON"},
                                   {.name = "always-array-child-elements",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "false",
                                    .help = "Make every child element an array"},
                                   {.name = "preserve-whitespace-nodes",
                                    .type = AttributeType::Boolean,
                                    .help = "Undocumented: keep texts that are white space only"},
                                   {.name = "empty-values",
                                    .type = AttributeType::Enumeration,
                                    .values = {"preserve", "as-null"},
                                    .help = "Undocumented: whether an empty element is null however it is written"},
                                   {.name = "trim-values",
                                    .type = AttributeType::Boolean,
                                    .help = "Undocumented: take white space around texts away"}},
                    .help = "Turns an XML body into JSON"},
        .sections = anySection,  // backend: the policy toolkit, not the docs page
        .webSocket = false,
        .summary = "Converts an XML body to JSON",
        .documentation = "https://learn.microsoft.com/azure/api-management/xml-to-json-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
