#include <algorithm>
#include <set>

#include "graphql/run/execution.h"
#include "graphql/run/inputs.h"

namespace mgc::graphql {

namespace {

using Chosen = Introspection::Chosen;

struct Collector {
    const Schema& schema;
    const Document& document;
    const Json& variables;
    const Type& type;
    std::vector<Chosen> chosen;
    std::set<std::string_view> fragments;

    void collect(const std::vector<Selection>& selections) {
        for (const auto& selection : selections) {
            if (!isSelected(selection, variables)) continue;
            if (selection.kind == SelectionKind::Field) {
                auto found = std::ranges::find(chosen, std::string_view(selection.responseName()), &Chosen::name);
                if (found == chosen.end()) found = chosen.insert(chosen.end(), {selection.responseName(), &selection, {}});
                if (!selection.selections.empty()) found->inner.push_back(&selection.selections);
            } else if (selection.kind == SelectionKind::InlineFragment) {
                if (selection.typeCondition.empty() || applies(selection.typeCondition)) collect(selection.selections);
            } else if (fragments.insert(selection.name).second) {
                const auto* fragment = document.fragment(selection.name);
                if (fragment && applies(fragment->typeCondition)) collect(fragment->selections);
            }
        }
    }

    [[nodiscard]] bool applies(const std::string& condition) const {
        const Type* named = schema.find(condition);
        return named && schema.overlap(*named, type);
    }
};

}  // namespace

std::vector<Chosen> collectFields(const Schema& schema, const Document& document, const Json& variables, const Type& type,
                                  const Introspection::SelectionSets& sets) {
    Collector collector{schema, document, variables, type, {}, {}};
    for (const auto* set : sets) collector.collect(*set);
    return std::move(collector.chosen);
}

}  // namespace mgc::graphql
