#include "policies/support/validation/report.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "expression/host/host_values.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using policy::AttributeDescriptor;
using policy::CompileContext;
using policy::PolicyNode;
using policy::RequestContext;

namespace {

constexpr std::size_t mostFindings = 100;
constexpr std::string_view hidden = "The request could not be processed due to an internal error. Contact the API owner.";

std::string_view actionName(Action action) {
    return action == Action::Prevent ? "prevent" : action == Action::Detect ? "detect" : "ignore";
}

}  // namespace

Result<ActionSetting> ActionSetting::compile(const PolicyNode& node, CompileContext& context, std::string_view name) {
    ActionSetting setting;
    MGC_TRY_ASSIGN(setting.m_text, context.attribute(node, name));
    return setting;
}

Result<Action> ActionSetting::get(RequestContext& context) const {
    std::string storage;
    MGC_TRY_ASSIGN(const std::string_view text, m_text.text(context, storage));
    for (const Action action : {Action::Ignore, Action::Detect, Action::Prevent})
        if (equalsIgnoreCase(trimmed(text), actionName(action))) return action;
    if (equalsIgnoreCase(trimmed(text), "allow")) return Action::Ignore;
    return fail("ExpressionValueEvaluationFailure", "'" + std::string(text) + "' is no validation action.");
}

AttributeDescriptor actionAttribute(std::string_view name, std::string_view help, policy::Presence presence) {
    return {.name = name,
            .type = policy::AttributeType::Enumeration,
            .presence = presence,
            .values = {"ignore", "prevent", "detect"},
            .help = help};
}

AttributeDescriptor errorsVariableAttribute() {
    return {.name = "errors-variable-name",
            .type = policy::AttributeType::VariableName,
            .expressions = policy::Expressions::NotAllowed,
            .help = "Variable that takes the list of errors"};
}

void ValidationReport::add(ValidationFinding finding) {
    if (finding.action != Action::Ignore && m_findings.size() < mostFindings) m_findings.push_back(std::move(finding));
}

Result<policy::Flow> ValidationReport::finish(RequestContext& context, std::string_view policyName, const std::string& variable) const {
    if (m_findings.empty()) return policy::Flow::Continue;
    nlohmann::json list = nlohmann::json::array();
    const ValidationFinding* stopping = nullptr;
    for (const auto& finding : m_findings) {
        list.push_back({{"Name", finding.name},
                        {"Type", finding.type},
                        {"ValidationRule", finding.rule},
                        {"Details", finding.details},
                        {"Action", actionName(finding.action)}});
        if (!stopping && finding.action == Action::Prevent) stopping = &finding;
    }
    if (context.trace()) context.trace()->add(policyName, {{"errors", list}});
    if (!variable.empty()) {
        MGC_TRY_ASSIGN(expression::Value errors,
                       expression::makeToken(list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)));
        context.variables.set(variable, std::move(errors));
    }
    if (!stopping) return policy::Flow::Continue;
    policy::PolicyError error;
    error.status = m_onResponse ? 502 : 400;
    error.reason = m_onResponse ? "Response not allowed" : "Bad request";
    error.message = m_onResponse || stopping->publicText.empty() ? std::string(hidden) : stopping->publicText;
    error.publicMessage = error.message;
    return context.fail(std::move(error));
}

}  // namespace mgc::policies
