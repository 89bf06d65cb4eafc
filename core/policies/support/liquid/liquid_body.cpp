#include "policies/support/liquid/liquid_body.h"

#include <algorithm>

#include "base/text.h"

namespace mgc::policies {

namespace {

SourceRange placeIn(const policy::PolicyNode& node, std::size_t offset) {
    const auto begin = node.textPosition(std::min(offset, node.text.size()));
    return {node.textRange.file, begin, begin};
}

}  // namespace

Result<LiquidBody> LiquidBody::compile(const policy::PolicyNode& node, policy::CompileContext& context, bool withoutBody) {
    LiquidBody body;
    body.m_withoutBody = withoutBody;
    body.m_onResponse = context.actsOnResponse();
    body.m_options.nilAsNull = equalsIgnoreCase(context.constant(node, "xsi-nil"), "null");
    body.m_options.parseDates = policy::toBoolean(context.constant(node, "parse-date")).value_or(true);
    const std::string_view given = trimmed(node.text);
    if (given.starts_with("@(") || given.starts_with("@{")) {
        MGC_TRY_ASSIGN(body.m_source, context.text(node, true));
        return body;
    }
    liquid::SyntaxProblem problem;
    body.m_template = liquid::Template::parse(node.text, problem);
    if (!body.m_template) {
        const std::string message = "Liquid: " + problem.message;
        context.diagnostics().error("MGC2442", message, placeIn(node, problem.offset), node.name);
        return fail("MGC2442", message);
    }
    for (const auto& filter : body.m_template->unknownFilters())
        context.diagnostics().warning("MGC2443",
                                      "There is no Liquid filter '" + filter.message +
                                          "' (names are in Pascal case, such as DividedBy); the value passes through unchanged.",
                                      placeIn(node, filter.offset), node.name);
    return body;
}

Result<std::string> LiquidBody::make(policy::RequestContext& context) const {
    std::shared_ptr<const liquid::Template> parsed = m_template;
    if (!parsed) {
        MGC_TRY_ASSIGN(const std::string text, m_source.text(context));
        liquid::SyntaxProblem problem;
        parsed = liquid::Template::parse(text, problem);
        if (!parsed) return fail("LiquidException", "Liquid: " + problem.message);
    }
    liquid::Hash globals;
    if (!m_withoutBody) {
        const http::Headers& headers = m_onResponse ? context.ensureResponse().headers : context.request().headers;
        const http::Body& body = m_onResponse ? context.ensureResponse().body : context.request().body;
        globals.set("body", liquid::bodyValue(body.view(), headers.get("Content-Type").value_or(""), m_options));
    }
    globals.set("context", liquid::Value(liquid::contextValue(context)));
    return parsed->render(std::move(globals), context.services().clock.now());
}

}  // namespace mgc::policies
