#include "graphql/check/checking.h"

namespace mgc::graphql {

namespace {

/// Where one operation uses variables, fragments included.
class VariableRules {
public:
    VariableRules(Checking& checking, const Operation& operation) : m_checking(checking), m_operation(operation) {}

    void run() {
        std::set<std::string_view> names;
        for (const auto& variable : m_operation.variables) {
            if (!names.insert(variable.name).second)
                m_checking.add("UNIQUE_VARIABLE_NAMES", "5.8.1", "There can be only one variable named " + inQuotes(variable.name),
                               {variable.location});
            definition(variable);
        }
        for (const auto& directive : m_operation.directives) ofDirective(directive);
        if (const Type* root = m_checking.schema.root(m_operation.kind)) selections(m_operation.selections, *root);
        for (const auto& variable : m_operation.variables)
            if (!m_used.contains(variable.name))
                m_checking.add("NO_UNUSED_VARIABLES", "5.8.4", "Variable '$" + variable.name + "' is never used" + inOperation() + ".",
                               {variable.location});
    }

private:
    [[nodiscard]] std::string inOperation() const {
        return m_operation.name.empty() ? std::string() : " in operation " + inQuotes(m_operation.name);
    }

    void definition(const VariableDefinition& variable) {
        const Type* type = m_checking.schema.find(variable.type.name);
        if (!type)
            return m_checking.add("KNOWN_TYPE_NAMES", "5.5.1.2", "Unknown type " + inQuotes(variable.type.name) + ".",
                                  {variable.type.location});
        if (!type->isInput())
            return m_checking.add("VARIABLES_ARE_INPUT_TYPES", "5.8.2",
                                  "Variable '$" + variable.name + "' cannot be non-input type " + inQuotes(variable.type.toText()) + ".",
                                  {variable.type.location});
        if (!variable.defaultValue) return;
        if (const auto problem = literalProblem(m_checking.schema, variable.type, *variable.defaultValue, variable.name); !problem.empty())
            m_checking.add(
                "DEFAULT_VALUES_OF_CORRECT_TYPE", "5.6.1",
                "Variable '$" + variable.name + "' of type " + inQuotes(variable.type.toText()) + " has invalid default value. " + problem,
                {variable.defaultValue->location});
    }

    void selections(const std::vector<Selection>& all, const Type& parent) {
        for (const auto& selection : all) {
            if (!m_checking.spend()) return;
            for (const auto& directive : selection.directives) ofDirective(directive);
            if (selection.kind == SelectionKind::Field) {
                field(selection, parent);
            } else if (selection.kind == SelectionKind::InlineFragment) {
                inside(selection.typeCondition.empty() ? parent.name : selection.typeCondition, selection.selections);
            } else if (const auto* fragment = m_checking.document.fragment(selection.name);
                       fragment && m_fragments.insert(selection.name).second) {
                for (const auto& directive : fragment->directives) ofDirective(directive);
                inside(fragment->typeCondition, fragment->selections);
            }
        }
    }

    void inside(const std::string& name, const std::vector<Selection>& all) {
        if (const Type* type = m_checking.schema.find(name)) selections(all, *type);
    }

    void field(const Selection& selection, const Type& parent) {
        const Field* field = m_checking.schema.field(parent, selection.name);
        if (!field) return;
        for (const auto& argument : selection.arguments)
            if (const auto* input = field->argument(argument.name)) use(argument.value, input->type, input->defaultValue.has_value());
        inside(field->type.name, selection.selections);
    }

    void ofDirective(const Directive& directive) {
        const auto* known = m_checking.schema.directive(directive.name);
        if (!known) return;
        for (const auto& argument : directive.arguments)
            for (const auto& input : known->arguments)
                if (input.name == argument.name) use(argument.value, input.type, input.defaultValue.has_value());
    }

    void use(const Value& value, const TypeReference& expected, bool hasDefault) {
        if (value.kind == ValueKind::Variable) return variable(value, expected, hasDefault);
        if (value.kind == ValueKind::List) {
            const auto element = expected.isList() ? expected.element() : expected;
            for (const auto& item : value.items) use(item, element, false);
        }
        if (value.kind != ValueKind::Object) return;
        const Type* type = m_checking.schema.find(expected.name);
        if (!type) return;
        for (std::size_t i = 0; i < value.items.size(); ++i)
            if (const auto* input = type->input(value.names[i])) use(value.items[i], input->type, input->defaultValue.has_value());
    }

    void variable(const Value& value, const TypeReference& expected, bool hasDefault) {
        m_used.insert(value.text);
        for (const auto& known : m_operation.variables) {
            if (known.name != value.text) continue;
            if (!fits(known, expected, hasDefault))
                m_checking.add("VARIABLES_IN_ALLOWED_POSITION", "5.8.5",
                               "Variable '$" + known.name + "' of type " + inQuotes(known.type.toText()) +
                                   " used in position expecting type " + inQuotes(expected.toText()) + ".",
                               {known.location, value.location});
            return;
        }
        m_checking.add("NO_UNDEFINED_VARIABLES", "5.8.3",
                       "Variable '$" + value.text + "' is not defined" +
                           (m_operation.name.empty() ? std::string() : " by operation " + inQuotes(m_operation.name)) + ".",
                       {value.location, m_operation.location});
    }

    static bool fits(const VariableDefinition& variable, const TypeReference& expected, bool hasDefault) {
        const bool givesValue = hasDefault || (variable.defaultValue && variable.defaultValue->kind != ValueKind::Null);
        if (expected.isNonNull() && !variable.type.isNonNull()) return givesValue && isSubtype(variable.type, expected.nullable());
        return isSubtype(variable.type, expected);
    }

    static bool isSubtype(const TypeReference& type, const TypeReference& of) {
        if (of.isNonNull()) return type.isNonNull() && isSubtype(type.nullable(), of.nullable());
        if (type.isNonNull()) return isSubtype(type.nullable(), of);
        if (type.isList() != of.isList()) return false;
        return type.isList() ? isSubtype(type.element(), of.element()) : type.name == of.name;
    }

    Checking& m_checking;
    const Operation& m_operation;
    std::set<std::string, std::less<>> m_used, m_fragments;
};

}  // namespace

void checkVariables(Checking& checking) {
    for (const auto& operation : checking.document.operations) VariableRules(checking, operation).run();
}

}  // namespace mgc::graphql
