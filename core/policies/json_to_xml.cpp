#include "policies/support/conversion.h"
#include "policies/support/xml_json.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class JsonToXml : public Step {
public:
    Conversion conversion;
    Template separator, prefix, attributeBlock;

    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(const bool wanted, conversion.wanted(context, "json", "xml"));
        if (!wanted) return Flow::Continue;
        JsonToXmlOptions options;
        MGC_TRY_ASSIGN(options.namespaceSeparator, separator.text(context));
        MGC_TRY_ASSIGN(options.namespacePrefix, prefix.text(context));
        if (attributeBlock.present()) {
            MGC_TRY_ASSIGN(options.attributeBlock, attributeBlock.text(context));
        }
        MGC_TRY_ASSIGN(std::string xml, jsonToXml(conversion.body(context), options));
        conversion.replace(context, std::move(xml), "application/xml");
        return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    for (const auto* name :
         {"attribute-prefix", "namespace-block-name", "invalid-character-replacement", "null-values", "trim-values", "empty-values"})
        if (node.attribute(name))
            return context.error("MGC2430", "Attribute '" + std::string(name) + "' is undocumented and not supported.", node);
    auto step = std::make_unique<JsonToXml>();
    MGC_TRY_ASSIGN(step->conversion, Conversion::compile(node, context));
    MGC_TRY_ASSIGN(step->separator, context.attribute(node, "namespace-separator"));
    MGC_TRY_ASSIGN(step->prefix, context.attribute(node, "namespace-prefix"));
    MGC_TRY_ASSIGN(step->attributeBlock, context.attribute(node, "attribute-block-name"));
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
                   .help = "Read texts that look like dates as dates; they keep their ISO form"},
                  {.name = "namespace-separator", .defaultValue = "_", .help = "Between prefix and name in member names"},
                  {.name = "namespace-prefix", .defaultValue = "xmlns", .help = "Begin of members that declare namespaces"},
                  {.name = "attribute-block-name", .help = "Member whose members become attributes"},
                  {.name = "attribute-prefix", .help = "Undocumented"},
                  {.name = "namespace-block-name", .help = "Undocumented"},
                  {.name = "invalid-character-replacement", .help = "Undocumented"},
                  {.name = "null-values", .type = AttributeType::Enumeration, .values = {"preserve", "as-null"}, .help = "Undocumented"},
                  {.name = "trim-values", .type = AttributeType::Boolean, .help = "Undocumented"},
                  {.name = "empty-values", .type = AttributeType::Enumeration, .values = {"preserve", "as-null"}, .help = "Undocumented"}},
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
