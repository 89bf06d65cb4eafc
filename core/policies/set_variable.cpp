#include "policies/support/trace_note.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class SetVariable : public Step {
public:
    SetVariable(std::string name, Template value) : m_name(std::move(name)), m_value(std::move(value)) {}
    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(expression::Value value, m_value.value(context));
        if (context.trace())
            note(context, "set-variable", "Context variable was successfully set.", {{"name", m_name}, {"value", value.toText()}});
        context.variables.set(m_name, std::move(value));
        return Flow::Continue;
    }

private:
    std::string m_name;
    Template m_value;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(Template value, context.attribute(node, "value"));
    return std::make_unique<SetVariable>(context.constant(node, "name"), std::move(value));
}

}  // namespace

const PolicyDescriptor& set_variable_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = {.name = "set-variable",
                    .attributes = {{.name = "name",
                                    .type = AttributeType::VariableName,
                                    .presence = Presence::Required,
                                    .expressions = Expressions::NotAllowed,
                                    .help = "Name in context.Variables"},
                                   {.name = "value", .presence = Presence::Required, .help = "Text, or an expression whose type is kept"}},
                    .help = "Stores a value under a name"},
        .summary = "Stores a value in context.Variables; an expression keeps its type",
        .documentation = "https://learn.microsoft.com/azure/api-management/set-variable-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
