#include "graphql/check/checking.h"

namespace mgc::graphql {

namespace {

class FieldRules {
public:
    explicit FieldRules(Checking& checking) : m_checking(checking) {}

    void run() {
        for (const auto& operation : m_checking.document.operations) {
            constexpr const char* places[] = {"QUERY", "MUTATION", "SUBSCRIPTION"};
            directives(operation.directives, places[static_cast<int>(operation.kind)]);
            for (const auto& variable : operation.variables) directives(variable.directives, "VARIABLE_DEFINITION");
            if (const Type* root = m_checking.schema.root(operation.kind)) selections(operation.selections, *root);
        }
        for (const auto& fragment : m_checking.document.fragments) {
            directives(fragment.directives, "FRAGMENT_DEFINITION");
            if (const Type* type = m_checking.schema.find(fragment.typeCondition); type && type->isComposite())
                selections(fragment.selections, *type);
        }
    }

private:
    void selections(const std::vector<Selection>& all, const Type& parent) {
        for (const auto& selection : all) {
            if (!m_checking.spend()) return;
            switch (selection.kind) {
                case SelectionKind::Field:
                    directives(selection.directives, "FIELD");
                    field(selection, parent);
                    break;
                case SelectionKind::FragmentSpread:
                    directives(selection.directives, "FRAGMENT_SPREAD");
                    if (const auto* fragment = m_checking.document.fragment(selection.name))
                        spread(fragment->typeCondition, "Fragment " + inQuotes(selection.name), parent, selection.location);
                    break;
                case SelectionKind::InlineFragment:
                    directives(selection.directives, "INLINE_FRAGMENT");
                    inlineFragment(selection, parent);
                    break;
            }
        }
    }

    void inlineFragment(const Selection& selection, const Type& parent) {
        if (selection.typeCondition.empty()) return selections(selection.selections, parent);
        spread(selection.typeCondition, "Fragment", parent, selection.location);
        if (const Type* type = m_checking.schema.find(selection.typeCondition); type && type->isComposite())
            selections(selection.selections, *type);
    }

    void spread(const std::string& condition, const std::string& what, const Type& parent, Location place) {
        const Type* type = m_checking.schema.find(condition);
        if (!type || !type->isComposite() || m_checking.schema.overlap(*type, parent)) return;
        m_checking.add("POSSIBLE_FRAGMENT_SPREADS", "5.5.2.3",
                       what + " cannot be spread here as objects of type " + inQuotes(parent.name) + " can never be of type " +
                           inQuotes(condition) + ".",
                       {place});
    }

    void field(const Selection& selection, const Type& parent) {
        const Field* field = m_checking.schema.field(parent, selection.name);
        if (!field)
            return m_checking.add("FIELDS_ON_CORRECT_TYPE", "5.3.1",
                                  "Cannot query field " + inQuotes(selection.name) + " on type " + inQuotes(parent.name) + ".",
                                  {selection.location});
        arguments(selection.arguments, field->arguments, "field '" + parent.name + "." + field->name + "'",
                  "for field " + inQuotes(field->name), selection.location);
        const Type& result = m_checking.schema.named(field->type);
        const std::string what = "Field " + inQuotes(selection.name) + " of type " + inQuotes(field->type.toText());
        if (result.isLeaf() && !selection.selections.empty())
            return m_checking.add("SCALAR_LEAFS", "5.3.3", what + " must not have a sub selection", {selection.location});
        if (!result.isLeaf() && selection.selections.empty())
            return m_checking.add("SCALAR_LEAFS", "5.3.3", what + " must have a sub selection", {selection.location});
        if (!result.isLeaf()) selections(selection.selections, result);
    }

    void arguments(const std::vector<Argument>& given, const std::vector<InputValue>& known, const std::string& owner,
                   const std::string& forWhat, Location place) {
        std::set<std::string_view> names;
        for (const auto& argument : given) {
            if (!names.insert(argument.name).second)
                m_checking.add("UNIQUE_ARGUMENT_NAMES", "5.4.2", "There can be only one argument named " + inQuotes(argument.name) + ".",
                               {argument.location});
            const InputValue* input = nullptr;
            for (const auto& each : known)
                if (each.name == argument.name) input = &each;
            if (!input) {
                m_checking.add("KNOWN_ARGUMENT_NAMES", "5.4.1", "Unknown argument " + inQuotes(argument.name) + " on " + owner + ".",
                               {argument.location});
                continue;
            }
            if (const auto problem = literalProblem(m_checking.schema, input->type, argument.value, argument.name); !problem.empty())
                m_checking.add("ARGUMENTS_OF_CORRECT_TYPE", "5.6.1",
                               "Argument " + inQuotes(argument.name) + " has invalid value. " + problem, {argument.location});
        }
        for (const auto& input : known)
            if (input.isRequired() && !names.contains(input.name))
                m_checking.add("PROVIDED_NON_NULL_ARGUMENTS", "5.4.2.1",
                               "Argument " + inQuotes(input.name) + " of type " + inQuotes(input.type.toText()) + " is required " +
                                   forWhat + " but not provided.",
                               {place});
    }

    void directives(const std::vector<Directive>& all, std::string_view place) {
        std::set<std::string_view> seen;
        for (const auto& directive : all) {
            const auto* known = m_checking.schema.directive(directive.name);
            if (!known) {
                m_checking.add("KNOWN_DIRECTIVES", "5.7.1", "Unknown directive " + inQuotes(directive.name) + ".", {directive.location});
                continue;
            }
            bool allowed = false;
            for (const auto& location : known->locations) allowed = allowed || location == place;
            if (!allowed)
                m_checking.add("DIRECTIVES_IN_ALLOWED_LOCATIONS", "5.7.2",
                               "Directive " + inQuotes(directive.name) + " may not be used on " + std::string(place) + ".",
                               {directive.location});
            if (!seen.insert(directive.name).second && !known->repeatable)
                m_checking.add("UNIQUE_DIRECTIVES_PER_LOCATION", "5.7.3",
                               "The directive " + inQuotes(directive.name) + " can only be used once at this location.",
                               {directive.location});
            arguments(directive.arguments, known->arguments, "directive " + inQuotes(directive.name),
                      "for directive " + inQuotes(directive.name), directive.location);
        }
    }

    Checking& m_checking;
};

}  // namespace

void checkFields(Checking& checking) { FieldRules(checking).run(); }

}  // namespace mgc::graphql
