#pragma once
#include <string>
#include <vector>

#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

// What the content validation policies share: actions, findings, and how findings end a request (docs "validation policies").
namespace mgc::policies {

enum class Action { Ignore, Detect, Prevent };

/// An attribute that holds an action. Absent: it says nothing.
class ActionSetting {
public:
    [[nodiscard]] static Result<ActionSetting> compile(const policy::PolicyNode& node, policy::CompileContext& context,
                                                       std::string_view name);
    [[nodiscard]] bool present() const { return m_text.present(); }
    /// Error ExpressionValueEvaluationFailure where an expression gives none of the three.
    [[nodiscard]] Result<Action> get(policy::RequestContext& context) const;

private:
    policy::Template m_text;
};

/// The attribute of an action, and that of the variable for the findings.
[[nodiscard]] policy::AttributeDescriptor actionAttribute(std::string_view name, std::string_view help,
                                                          policy::Presence presence = policy::Presence::Required);
[[nodiscard]] policy::AttributeDescriptor errorsVariableAttribute();

/// One line of the docs' table of validation errors.
struct ValidationFinding {
    std::string name, type, rule;
    std::string details;     ///< for the variable and the trace
    std::string publicText;  ///< for the caller; "": the text that gives nothing away
    Action action = Action::Prevent;
};

/// Findings of one policy on one message. At most 100 are kept.
class ValidationReport {
public:
    explicit ValidationReport(bool onResponse) : m_onResponse(onResponse) {}
    /// Findings of action Ignore are dropped.
    void add(ValidationFinding finding);
    [[nodiscard]] bool empty() const { return m_findings.empty(); }
    /// Stores the findings in the variable ("" for none) and in the trace; fails with 400 (request) or 502 (response) where one prevents.
    [[nodiscard]] Result<policy::Flow> finish(policy::RequestContext& context, std::string_view policyName,
                                              const std::string& variable) const;

private:
    bool m_onResponse;
    std::vector<ValidationFinding> m_findings;
};

}  // namespace mgc::policies
