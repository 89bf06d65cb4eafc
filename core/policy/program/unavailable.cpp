#include "policy/program/unavailable.h"

#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policy {

namespace {

class UnavailablePolicy : public Step {
public:
    explicit UnavailablePolicy(const PolicyNode& node) : m_element(node.name), m_message(node.text) {}
    Result<Flow> run(RequestContext& context) const override {
        PolicyError error;
        error.status = 500;
        error.source = m_element;
        error.reason = "ConfigurationError";
        error.message = m_message;
        return context.fail(std::move(error));
    }

private:
    std::string m_element, m_message;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& /*context*/) {
    return std::make_unique<UnavailablePolicy>(node);
}

const PolicyDescriptor& unavailable() {
    static const PolicyDescriptor descriptor{.category = "", .element = {.name = "unavailable"}, .compile = compile};
    return descriptor;
}

class Replacer {
public:
    Replacer(const CompileEnvironment& environment, CompileContext::Place place, Diagnostics& diagnostics)
        : m_environment(environment), m_place(std::move(place)), m_diagnostics(diagnostics) {}

    void children(PolicyNode& node) {
        for (PolicyNode& child : node.children) {
            children(child);
            if (child.policy && child.policy->compile) check(child);
        }
    }

private:
    void check(PolicyNode& node) {
        Diagnostics findings;
        CompileContext context(m_environment, m_place, findings);
        if (context.step(node)) return;
        std::string message = "The policy cannot be used.";
        for (Diagnostic finding : findings.all()) {
            if (finding.severity == Severity::Error) message = finding.message;
            finding.severity = Severity::Warning;
            m_diagnostics.add(std::move(finding));
        }
        node.children.clear();
        node.attributes.clear();
        node.text = std::move(message);
        node.policy = &unavailable();
    }

    const CompileEnvironment& m_environment;
    CompileContext::Place m_place;
    Diagnostics& m_diagnostics;
};

}  // namespace

void replaceUnavailable(PolicyNode& root, Scope scope, const std::string& scopeId, const CompileEnvironment& environment,
                        Diagnostics& diagnostics) {
    for (PolicyNode& section : root.children)
        for (const Section each : {Section::Inbound, Section::Backend, Section::Outbound, Section::OnError})
            if (section.name == sectionName(each)) Replacer(environment, {each, scope, scopeId}, diagnostics).children(section);
}

}  // namespace mgc::policy
