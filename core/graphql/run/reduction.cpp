#include "graphql/run/reduction.h"

#include <algorithm>
#include <set>

namespace mgc::graphql {

namespace {

Selection typeName() {
    Selection selection;
    selection.name = "__typename";
    return selection;
}

class Reducer {
public:
    Reducer(const Schema& schema, const Document& document, const std::function<bool(const Type&, const Selection&)>& drops)
        : m_schema(schema), m_document(document), m_drops(drops) {}

    Document run(const Operation& operation) {
        Document result;
        Operation kept = operation;
        use(kept.directives);
        kept.selections = reduce(operation.selections, *m_schema.root(operation.kind));
        for (std::size_t i = 0; i < m_needed.size(); ++i) {  // grows while fragments name fragments
            const Fragment* fragment = m_document.fragment(m_needed[i]);
            if (!fragment) continue;
            Fragment part = *fragment;
            use(part.directives);
            part.selections = reduce(fragment->selections, *m_schema.find(fragment->typeCondition));
            result.fragments.push_back(std::move(part));
        }
        std::erase_if(kept.variables, [&](const auto& variable) { return !m_variables.contains(variable.name); });
        result.operations.push_back(std::move(kept));
        return result;
    }

private:
    std::vector<Selection> reduce(const std::vector<Selection>& selections, const Type& type) {
        std::vector<Selection> kept;
        for (const auto& selection : selections) {
            if (selection.kind == SelectionKind::Field && m_drops(type, selection)) continue;
            Selection copy = selection;
            use(copy.directives);
            for (const auto& argument : copy.arguments) use(argument.value);
            if (selection.kind == SelectionKind::FragmentSpread) {
                if (std::ranges::find(m_needed, selection.name) == m_needed.end()) m_needed.push_back(selection.name);
            } else if (!selection.selections.empty()) {
                const Field* field = selection.kind == SelectionKind::Field ? m_schema.field(type, selection.name) : nullptr;
                const Type& inner = field                             ? m_schema.named(field->type)
                                    : selection.typeCondition.empty() ? type
                                                                      : *m_schema.find(selection.typeCondition);
                copy.selections = reduce(selection.selections, inner);
            }
            kept.push_back(std::move(copy));
        }
        const bool needsName = kept.empty() || type.isAbstract();
        if (needsName && std::ranges::find(kept, std::string("__typename"), &Selection::responseName) == kept.end())
            kept.push_back(typeName());
        return kept;
    }

    void use(const std::vector<Directive>& directives) {
        for (const auto& directive : directives)
            for (const auto& argument : directive.arguments) use(argument.value);
    }
    void use(const Value& value) {
        if (value.kind == ValueKind::Variable) m_variables.insert(value.text);
        for (const auto& item : value.items) use(item);
    }

    const Schema& m_schema;
    const Document& m_document;
    const std::function<bool(const Type&, const Selection&)>& m_drops;
    std::vector<std::string> m_needed;
    std::set<std::string, std::less<>> m_variables;
};

}  // namespace

Document reduced(const Schema& schema, const Document& document, const Operation& operation,
                 const std::function<bool(const Type& type, const Selection& field)>& drops) {
    return Reducer(schema, document, drops).run(operation);
}

bool isHollow(const Document& document) {
    const auto hollow = [&](const auto& self, const std::vector<Selection>& selections) -> bool {
        return std::ranges::all_of(selections, [&](const Selection& selection) {
            if (selection.kind == SelectionKind::Field) return selection.name == "__typename";
            if (selection.kind == SelectionKind::InlineFragment) return self(self, selection.selections);
            const Fragment* fragment = document.fragment(selection.name);
            return !fragment || self(self, fragment->selections);
        });
    };
    return hollow(hollow, document.operations.front().selections);
}

}  // namespace mgc::graphql
