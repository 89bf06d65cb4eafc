#include "base/text.h"
#include "policies/support/conversion.h"
#include "policies/support/without_effect.h"
#include "policies/support/xml_json.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class JsonToXml : public Step {
public:
    Conversion conversion;
    Template separator, prefix, attributeBlock, attributePrefix, namespaceBlock, invalidReplacement, emptyValues;
    BooleanSetting parseDates, trimValues;

    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(const bool wanted, conversion.wanted(context, "json", "xml"));
        if (!wanted) return Flow::Continue;
        JsonToXmlOptions options;
        MGC_TRY(take(separator, options.namespaceSeparator, context));
        MGC_TRY(take(prefix, options.namespacePrefix, context));
        MGC_TRY(take(attributeBlock, options.attributeBlock, context));
        MGC_TRY(take(attributePrefix, options.attributePrefix, context));
        MGC_TRY(take(namespaceBlock, options.namespaceBlock, context));
        MGC_TRY(take(invalidReplacement, options.invalidReplacement, context));
        std::string empty;
        MGC_TRY(take(emptyValues, empty, context));
        options.emptyAsNull = equalsIgnoreCase(trimmed(empty), "as-null");
        MGC_TRY_ASSIGN(options.parseDates, parseDates.get(context));
        if (trimValues.present()) {
            MGC_TRY_ASSIGN(options.trimValues, trimValues.get(context));
        }
        MGC_TRY_ASSIGN(std::string xml, jsonToXml(conversion.body(context), options));
        conversion.replace(context, std::move(xml), "application/xml");
        return Flow::Continue;
    }

private:
    static Result<void> take(const Template& from, std::string& to, RequestContext& context) {
        if (!from.present()) return {};
        MGC_TRY_ASSIGN(to, from.text(context));
        return {};
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<JsonToXml>();
    for (const auto* name : {"attribute-prefix", "namespace-block-name", "invalid-character-replacement", "trim-values", "empty-values"})
        undocumented(context, node, name);
    withoutEffect(context, node, "null-values", "it is undocumented, and null becomes xsi:nil=\"true\"");
    MGC_TRY_ASSIGN(step->conversion, Conversion::compile(node, context));
    MGC_TRY_ASSIGN(step->separator, context.attribute(node, "namespace-separator"));
    MGC_TRY_ASSIGN(step->prefix, context.attribute(node, "namespace-prefix"));
    MGC_TRY_ASSIGN(step->attributeBlock, context.attribute(node, "attribute-block-name"));
    MGC_TRY_ASSIGN(step->attributePrefix, context.attribute(node, "attribute-prefix"));
    MGC_TRY_ASSIGN(step->namespaceBlock, context.attribute(node, "namespace-block-name"));
    MGC_TRY_ASSIGN(step->invalidReplacement, context.attribute(node, "invalid-character-replacement"));
    MGC_TRY_ASSIGN(step->emptyValues, context.attribute(node, "empty-values"));
    MGC_TRY_ASSIGN(step->parseDates, context.boolean(node, "parse-date"));
    MGC_TRY_ASSIGN(step->trimValues, context.boolean(node, "trim-values"));
    step->setReads({.requestBody = !context.actsOnResponse(), .responseBody = context.actsOnResponse()});
    return step;
}

}  // namespace

const PolicyDescriptor& json_to_xml_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element =
            {.name = "json-to-xml",
             .attributes =
                 {{.name = "apply",
                   .type = AttributeType::Enumeration,
                   .presence = Presence::Required,
                   .values = {"always", "content-type-json"},
                   .help = "Convert always, or only JSON content"},
                  {.name = "consider-accept-header",
                   .type = AttributeType::Boolean,
                   .defaultValue = "true",
                   .help = "Convert only if the caller accepts XML"},
                  {.name = "parse-date",
                   .type = AttributeType::Boolean,
                   .defaultValue = "true",
                   .help = "Read texts that look like dates as dates; one with an offset comes out in UTC"},
                  {.name = "namespace-separator", .defaultValue = "_", .help = "Between prefix and name in member names"},
                  {.name = "namespace-prefix", .defaultValue = "xmlns", .help = "Begin of members that declare namespaces"},
                  {.name = "attribute-block-name", .help = "Member whose members become attributes"},
                  {.name = "attribute-prefix", .defaultValue = "@", .help = "Undocumented: begin of members that become attributes"},
                  {.name = "namespace-block-name", .help = "Undocumented: member whose members declare namespaces"},
                  {.name = "invalid-character-replacement", .help = "Undocumented: stands for what an XML name cannot hold"},
                  {.name = "null-values",
                   .type = AttributeType::Enumeration,
                   .values = {"preserve", "as-null"},
                   .help = "Undocumented, without effect here"},
                  {.name = "trim-values", .type = AttributeType::Boolean, .help = "Undocumented: take white space around texts away"},
                  {.name = "empty-values",
                   .type = AttributeType::Enumeration,
                   .values = {"preserve", "as-null"},
                   .help = "Undocumented: whether an empty text counts as null"}},
             .help = "Turns a JSON body into XML"},
        .sections = anySection,  // backend: the policy toolkit, not the docs page
        .webSocket = false,
        .summary = "Converts a JSON body to XML",
        .documentation = "https://learn.microsoft.com/azure/api-management/json-to-xml-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
