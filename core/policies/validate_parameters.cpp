#include "base/text.h"
#include "http/url.h"
#include "policies/support/validation/values.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// One of <headers>, <query>, <path>.
struct Part {
    ActionSetting specified, unspecified;
    std::vector<std::pair<std::string, ActionSetting>> named;
};

class ValidateParameters : public Step {
public:
    ActionSetting specified, unspecified;
    std::string variable;
    Part headers, query, path;

    Result<Flow> run(RequestContext& context) const override {
        ValidationReport report(false);
        if (!context.contract || !context.contract->hasDefinition) {
            MGC_TRY_ASSIGN(const Action action, specified.get(context));
            reportNoDefinition(action, report);
            return report.finish(context, "validate-parameters", variable);
        }
        const auto own = context.api ? context.api->keyNames : expression::SubscriptionKeyParameterNames{};
        std::vector<GivenValue> values;
        for (const auto field : context.request().headers)
            if (!equalsIgnoreCase(field.name, own.header)) gather(values, field.name, field.value, true);
        MGC_TRY(check(context, headers, values, "header", requestHeaderKind, report));
        values.clear();
        for (const auto& [name, value] : http::parseQuery(context.request().url.query))
            if (name != own.query) gather(values, name, value, false);
        MGC_TRY(check(context, query, values, "query", queryKind, report));
        values.clear();
        for (const auto& [name, value] : context.matchedParameters)
            if (context.contract->parameter("path", name)) gather(values, name, value, false);
        MGC_TRY(check(context, path, values, "path", pathKind, report));
        return report.finish(context, "validate-parameters", variable);
    }

private:
    Result<void> check(RequestContext& context, const Part& part, const std::vector<GivenValue>& values, std::string_view location,
                       const ValueKind& kind, ValidationReport& report) const {
        for (const GivenValue& value : values) {
            const auto* contract = context.contract->parameter(location, value.name);
            MGC_TRY_ASSIGN(const Action action, actionFor(context, part, value.name, contract != nullptr, location == "header"));
            if (contract)
                checkValue(value, *contract, kind, action, report);
            else
                reportUnspecified(value, kind, action, report);
        }
        return {};
    }

    /// The parameter's own action, then that of its part, then the policy's.
    Result<Action> actionFor(RequestContext& context, const Part& part, const std::string& name, bool known, bool ignoreCase) const {
        for (const auto& [wanted, action] : part.named)
            if (ignoreCase ? equalsIgnoreCase(wanted, name) : wanted == name) return action.get(context);
        const ActionSetting& own = known ? part.specified : part.unspecified;
        if (own.present()) return own.get(context);
        return (known ? specified : unspecified).get(context);
    }
};

Result<Part> compilePart(const PolicyNode* node, CompileContext& context) {
    Part part;
    if (!node) return part;
    MGC_TRY_ASSIGN(part.specified, ActionSetting::compile(*node, context, "specified-parameter-action"));
    if (node->attribute("unspecified-parameter-action")) {
        MGC_TRY_ASSIGN(part.unspecified, ActionSetting::compile(*node, context, "unspecified-parameter-action"));
    }
    for (const auto& child : node->children) {
        MGC_TRY_ASSIGN(ActionSetting action, ActionSetting::compile(child, context, "action"));
        part.named.emplace_back(context.constant(child, "name"), std::move(action));
    }
    return part;
}

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ValidateParameters>();
    MGC_TRY_ASSIGN(step->specified, ActionSetting::compile(node, context, "specified-parameter-action"));
    MGC_TRY_ASSIGN(step->unspecified, ActionSetting::compile(node, context, "unspecified-parameter-action"));
    step->variable = context.constant(node, "errors-variable-name");
    MGC_TRY_ASSIGN(step->headers, compilePart(node.child("headers"), context));
    MGC_TRY_ASSIGN(step->query, compilePart(node.child("query"), context));
    MGC_TRY_ASSIGN(step->path, compilePart(node.child("path"), context));
    return step;
}

ElementDescriptor part(std::string_view name, bool unspecified, std::string_view help) {
    ElementDescriptor parameter{
        .name = "parameter",
        .attributes = {{.name = "name", .presence = Presence::Required, .expressions = Expressions::NotAllowed, .help = "Its name"},
                       actionAttribute("action", "What a wrong value leads to")},
        .help = "An exception for one name"};
    ElementDescriptor element{.name = name, .content = Content::Elements, .children = {std::move(parameter)}, .maximum = 1, .help = help};
    element.attributes.push_back(actionAttribute("specified-parameter-action", "For parameters of the definition"));
    if (unspecified) element.attributes.push_back(actionAttribute("unspecified-parameter-action", "For parameters it does not name"));
    return element;
}

}  // namespace

const PolicyDescriptor& validate_parameters_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Content validation",
        .element = {.name = "validate-parameters",
                    .attributes = {actionAttribute("specified-parameter-action", "For parameters of the definition"),
                                   actionAttribute("unspecified-parameter-action", "For parameters it does not name"),
                                   errorsVariableAttribute()},
                    .content = Content::Elements,
                    .children = {part("headers", true, "Request headers"), part("query", true, "Query parameters"),
                                 part("path", false, "Path parameters")},
                    .ordered = true,
                    .help = "Checks the request's parameters"},
        .sections = Section::Inbound,
        .oncePerSection = true,
        .webSocket = false,
        .summary = "Checks headers, query and path parameters of a request against the API's definition",
        .documentation = "https://learn.microsoft.com/azure/api-management/validate-parameters-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
