#include "base/text.h"
#include "policies/support/conversion.h"
#include "policies/support/xml_json.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class XmlToJson : public Step {
public:
    XmlToJson(Conversion conversion, Template kind, BooleanSetting arrays, bool onResponse)
        : m_conversion(std::move(conversion)), m_kind(std::move(kind)), m_arrays(std::move(arrays)) {
        setReads({.requestBody = !onResponse, .responseBody = onResponse});
    }
    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(const bool wanted, m_conversion.wanted(context, "xml", "json"));
        if (!wanted) return Flow::Continue;
        XmlToJsonOptions options;
        MGC_TRY_ASSIGN(const std::string kind, m_kind.text(context));
        options.direct = !equalsIgnoreCase(trimmed(kind), "javascript-friendly");
        MGC_TRY_ASSIGN(options.alwaysArrays, m_arrays.get(context));
        MGC_TRY_ASSIGN(std::string json, xmlToJson(m_conversion.body(context), options));
        m_conversion.replace(context, std::move(json), "application/json");
        return Flow::Continue;
    }

private:
    Conversion m_conversion;
    Template m_kind;
    BooleanSetting m_arrays;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    for (const auto* name : {"preserve-whitespace-nodes", "empty-values", "trim-values"})
        if (node.attribute(name))
            return context.error("MGC2430", "Attribute '" + std::string(name) + "' is undocumented and not supported.", node);
    MGC_TRY_ASSIGN(Conversion conversion, Conversion::compile(node, context));
    MGC_TRY_ASSIGN(Template kind, context.attribute(node, "kind"));
    MGC_TRY_ASSIGN(BooleanSetting arrays, context.boolean(node, "always-array-child-elements"));
    return std::make_unique<XmlToJson>(std::move(conversion), std::move(kind), std::move(arrays), context.actsOnResponse());
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
                                   {.name = "preserve-whitespace-nodes", .type = AttributeType::Boolean, .help = "Undocumented"},
                                   {.name = "empty-values",
                                    .type = AttributeType::Enumeration,
                                    .values = {"preserve", "as-null"},
                                    .help = "Undocumented"},
                                   {.name = "trim-values", .type = AttributeType::Boolean, .help = "Undocumented"}},
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
