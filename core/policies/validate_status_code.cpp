#include "base/text.h"
#include "policies/support/validation/values.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class ValidateStatusCode : public Step {
public:
    ActionSetting unspecified;
    std::string variable;
    std::vector<std::pair<std::int64_t, ActionSetting>> named;

    Result<Flow> run(RequestContext& context) const override {
        ValidationReport report(true);
        const int status = context.ensureResponse().status;
        MGC_TRY_ASSIGN(const Action action, actionFor(context, status));
        if (!context.contract || !context.contract->hasDefinition) {
            reportNoDefinition(action, report);
        } else if (!context.contract->response(status)) {
            const std::string code = std::to_string(status);
            report.add({code, "StatusCode", "Unspecified", "Response status code " + code + " is not allowed.", "", action});
        }
        return report.finish(context, "validate-status-code", variable);
    }

private:
    Result<Action> actionFor(RequestContext& context, int status) const {
        for (const auto& [code, action] : named)
            if (code == status) return action.get(context);
        return unspecified.get(context);
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ValidateStatusCode>();
    MGC_TRY_ASSIGN(step->unspecified, ActionSetting::compile(node, context, "unspecified-status-code-action"));
    step->variable = context.constant(node, node.attribute("errors-variable-name") ? "errors-variable-name" : "error-variable-name");
    for (const auto& child : node.children) {
        MGC_TRY_ASSIGN(ActionSetting action, ActionSetting::compile(child, context, "action"));
        step->named.emplace_back(toInteger(context.constant(child, "code")).value_or(0), std::move(action));
    }
    return step;
}

/// The policy toolkit's tests also write "allow", which can only mean what "ignore" does.
AttributeDescriptor codeAction() {
    AttributeDescriptor action = actionAttribute("action", "What this code leads to where the definition does not name it");
    action.values.emplace_back("allow");
    return action;
}

}  // namespace

const PolicyDescriptor& validate_status_code_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Content validation",
        .element = {.name = "validate-status-code",
                    .attributes = {actionAttribute("unspecified-status-code-action", "For codes that the definition does not name"),
                                   errorsVariableAttribute(),
                                   {.name = "error-variable-name",
                                    .type = AttributeType::VariableName,
                                    .expressions = Expressions::NotAllowed,
                                    .help = "As the policy toolkit writes errors-variable-name"}},
                    .content = Content::Elements,
                    .children = {{.name = "status-code",
                                  .attributes = {{.name = "code",
                                                  .type = AttributeType::Integer,
                                                  .presence = Presence::Required,
                                                  .expressions = Expressions::NotAllowed,
                                                  .minimum = 0,
                                                  .maximum = 4294967295,
                                                  .help = "HTTP status"},
                                                 codeAction()},
                                  .help = "An exception for one code"}},
                    .help = "Checks the response's status"},
        .sections = {Section::Outbound, Section::OnError},
        .scopes = {Scope::Global, Scope::Product, Scope::Api, Scope::Operation},
        .webSocket = false,
        .summary = "Checks the status of a response against the API's definition",
        .documentation = "https://learn.microsoft.com/azure/api-management/validate-status-code-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
