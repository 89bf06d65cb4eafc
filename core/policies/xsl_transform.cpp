#include "policies/support/body_edit.h"
#include "policies/support/stylesheet.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class XslTransform : public Step {
public:
    std::vector<std::pair<std::string, Template>> parameters;
    Template source;                          ///< of a stylesheet with expressions in it
    std::shared_ptr<const Stylesheet> sheet;  ///< null: made anew for each request
    bool onResponse = false;

    Result<Flow> run(RequestContext& context) const override {
        std::vector<std::pair<std::string, std::string>> values;
        for (const auto& [name, text] : parameters) {
            MGC_TRY_ASSIGN(std::string value, text.text(context));
            values.emplace_back(name, std::move(value));
        }
        std::shared_ptr<const Stylesheet> used = sheet;
        if (!used) {
            MGC_TRY_ASSIGN(const std::string text, source.text(context));
            MGC_TRY_ASSIGN(used, Stylesheet::compile(text));
        }
        const http::Body& body = onResponse ? context.ensureResponse().body : context.request().body;
        MGC_TRY_ASSIGN(std::string text, used->transform(body.view(), values));
        if (text.size() > context.services().bodyLimit) return fail("BodyTooLarge", "The transformed body exceeds the limit.");
        replaceBody(context, onResponse, http::Body::text(std::move(text)));
        return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<XslTransform>();
    step->onResponse = context.actsOnResponse();
    const PolicyNode* stylesheet = nullptr;
    for (const auto& child : node.children) {
        if (child.name != "parameter") {
            stylesheet = &child;
            continue;
        }
        // The docs' statement spells the attribute parameter-name, their example name.
        const std::string name = context.constant(child, child.attribute("parameter-name") ? "parameter-name" : "name");
        if (name.empty()) return context.error("MGC2445", "A parameter needs a name.", child);
        MGC_TRY_ASSIGN(Template value, context.text(child));
        step->parameters.emplace_back(name, std::move(value));
    }
    if (!stylesheet) return context.error("MGC2446", "xsl-transform needs an xsl:stylesheet.", node);
    MGC_TRY_ASSIGN(step->source, context.text(*stylesheet, true));
    if (step->source.isConstant()) {
        auto sheet = Stylesheet::compile(step->source.constantText());
        if (!sheet) return context.error("MGC2447", "The stylesheet cannot be used: " + sheet.error().message, *stylesheet);
        step->sheet = std::move(*sheet);
    }
    step->setReads({.requestBody = !step->onResponse, .responseBody = step->onResponse});
    return step;
}

ElementDescriptor sheetElement(std::string_view name) {
    return {.name = name, .content = Content::Text, .maximum = 1, .help = "The stylesheet, XSLT 1.0"};
}

}  // namespace

const PolicyDescriptor& xsl_transform_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = {.name = "xsl-transform",
                    .content = Content::Elements,
                    .children = {{.name = "parameter",
                                  .attributes = {{.name = "name", .expressions = Expressions::NotAllowed, .help = "Name of the xsl:param"},
                                                 {.name = "parameter-name",
                                                  .expressions = Expressions::NotAllowed,
                                                  .help = "The same, as the docs' statement spells it"}},
                                  .content = Content::Text,
                                  .help = "A value for the stylesheet"},
                                 sheetElement("xsl:stylesheet"),
                                 sheetElement("xsl:transform")},
                    .ordered = true,
                    .help = "Applies a stylesheet"},
        .sections = {Section::Inbound, Section::Outbound, Section::OnError},
        .scopes = {Scope::Global, Scope::Product, Scope::Api, Scope::Operation},
        .webSocket = false,
        .summary = "Transforms an XML body with an XSLT stylesheet",
        .documentation = "https://learn.microsoft.com/azure/api-management/xsl-transform-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
