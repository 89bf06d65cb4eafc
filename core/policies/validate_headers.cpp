#include "base/text.h"
#include "policies/support/validation/values.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class ValidateHeaders : public Step {
public:
    ActionSetting specified, unspecified;
    std::string variable;
    std::vector<std::pair<std::string, ActionSetting>> named;

    Result<Flow> run(RequestContext& context) const override {
        ValidationReport report(true);
        const http::Response& response = context.ensureResponse();
        if (!context.contract || !context.contract->hasDefinition) {
            MGC_TRY_ASSIGN(const Action action, specified.get(context));
            reportNoDefinition(action, report);
            return report.finish(context, "validate-headers", variable);
        }
        const auto* contract = context.contract->response(response.status);
        std::vector<GivenValue> values;
        for (const auto field : response.headers) gather(values, field.name, field.value, true);
        for (const GivenValue& value : values) {
            const schema::ParameterContract* header = nullptr;
            if (contract)
                for (const auto& each : contract->headers)
                    if (equalsIgnoreCase(each.name, value.name)) header = &each;
            MGC_TRY_ASSIGN(const Action action, actionFor(context, value.name, header != nullptr));
            if (header)
                checkValue(value, *header, responseHeaderKind, action, report);
            else
                reportUnspecified(value, responseHeaderKind, action, report);
        }
        return report.finish(context, "validate-headers", variable);
    }

private:
    Result<Action> actionFor(RequestContext& context, const std::string& name, bool known) const {
        for (const auto& [wanted, action] : named)
            if (equalsIgnoreCase(wanted, name)) return action.get(context);
        return (known ? specified : unspecified).get(context);
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ValidateHeaders>();
    MGC_TRY_ASSIGN(step->specified, ActionSetting::compile(node, context, "specified-header-action"));
    MGC_TRY_ASSIGN(step->unspecified, ActionSetting::compile(node, context, "unspecified-header-action"));
    step->variable = context.constant(node, "errors-variable-name");
    for (const auto& child : node.children) {
        MGC_TRY_ASSIGN(ActionSetting action, ActionSetting::compile(child, context, "action"));
        step->named.emplace_back(context.constant(child, "name"), std::move(action));
    }
    return step;
}

}  // namespace

const PolicyDescriptor& validate_headers_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Content validation",
        .element = {.name = "validate-headers",
                    .attributes = {actionAttribute("specified-header-action", "For headers of the definition"),
                                   actionAttribute("unspecified-header-action", "For headers it does not name"), errorsVariableAttribute()},
                    .content = Content::Elements,
                    .children = {{.name = "header",
                                  .attributes = {{.name = "name",
                                                  .type = AttributeType::HeaderName,
                                                  .presence = Presence::Required,
                                                  .expressions = Expressions::NotAllowed,
                                                  .help = "Its name"},
                                                 actionAttribute("action", "What a wrong value leads to")},
                                  .help = "An exception for one header"}},
                    .help = "Checks the response's headers"},
        .sections = {Section::Outbound, Section::OnError},
        .oncePerSection = true,
        .webSocket = false,
        .summary = "Checks the headers of a response against the API's definition",
        .documentation = "https://learn.microsoft.com/azure/api-management/validate-headers-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
