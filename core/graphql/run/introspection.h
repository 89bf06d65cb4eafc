#pragma once
#include <functional>

#include "graphql/problem.h"
#include "graphql/schema/schema.h"

namespace mgc::graphql {

/// Answers __schema and __type from a schema.
class Introspection {
public:
    using SelectionSets = std::vector<const std::vector<Selection>*>;
    /// Selected fields of a type in order of the answer: response name, selection, all selection sets below it.
    struct Chosen {
        std::string_view name;
        const Selection* selection = nullptr;
        SelectionSets inner;
    };
    using Collect = std::function<std::vector<Chosen>(const Type& type, const SelectionSets& sets)>;

    /// `variables` are those of the operation; `budget` counts answered fields down and ends the answer with nulls.
    Introspection(const Schema& schema, const Json& variables, Collect collect, std::size_t& budget)
        : m_schema(schema), m_variables(variables), m_collect(std::move(collect)), m_budget(budget) {}

    [[nodiscard]] Json schema(const SelectionSets& sets);
    /// Null for a name that is no type.
    [[nodiscard]] Json type(std::string_view name, const SelectionSets& sets);

private:
    [[nodiscard]] Json reference(const TypeReference& type, const SelectionSets& sets);
    [[nodiscard]] Json named(const Type& type, const SelectionSets& sets);
    [[nodiscard]] Json memberOf(const Type& type, const Chosen& chosen);
    [[nodiscard]] Json field(const Field& field, const SelectionSets& sets);
    [[nodiscard]] Json input(const InputValue& input, const SelectionSets& sets);
    [[nodiscard]] Json inputs(const std::vector<InputValue>& all, const SelectionSets& sets);
    [[nodiscard]] Json value(const EnumValue& value, const SelectionSets& sets);
    [[nodiscard]] Json directive(const DirectiveDefinition& directive, const SelectionSets& sets);
    [[nodiscard]] Json names(const std::vector<const Type*>& types, const SelectionSets& sets);
    [[nodiscard]] bool wantsDeprecated(const Selection& selection) const;
    [[nodiscard]] Json object(std::string_view type, const SelectionSets& sets, const std::function<Json(const Chosen&)>& member);

    const Schema& m_schema;
    const Json& m_variables;
    Collect m_collect;
    std::size_t& m_budget;
};

}  // namespace mgc::graphql
