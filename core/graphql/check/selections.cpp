#include "graphql/check/selections.h"

#include <algorithm>

namespace mgc::graphql {

namespace {

struct Walk {
    const Schema& schema;
    const Document& document;
    const std::function<void(const Type&, const Selection&, std::size_t)>& visit;

    void go(const std::vector<Selection>& selections, const Type& type, std::size_t level) const {
        for (const auto& selection : selections) {
            if (selection.kind == SelectionKind::FragmentSpread) {
                if (const auto* fragment = document.fragment(selection.name))
                    go(fragment->selections, *schema.find(fragment->typeCondition), level);
            } else if (selection.kind == SelectionKind::InlineFragment) {
                go(selection.selections, selection.typeCondition.empty() ? type : *schema.find(selection.typeCondition), level);
            } else if (const Field* field = schema.field(type, selection.name)) {
                visit(type, selection, level);
                if (!selection.selections.empty()) go(selection.selections, schema.named(field->type), level + 1);
            }
        }
    }
};

}  // namespace

void forEachField(const Schema& schema, const Document& document, const Operation& operation,
                  const std::function<void(const Type& parent, const Selection& field, std::size_t level)>& visit) {
    if (const Type* root = schema.root(operation.kind)) Walk{schema, document, visit}.go(operation.selections, *root, 1);
}

Measure measure(const Schema& schema, const Document& document, const Operation& operation) {
    Measure measure;
    std::size_t deepest = 0;
    bool hidden = false;
    forEachField(schema, document, operation, [&](const Type&, const Selection& field, std::size_t level) {
        if (level == 1) {
            measure.totalDepth += deepest;
            deepest = 0;
            hidden = field.name == "__schema" || field.name == "__type";
        }
        if (hidden) return;
        ++measure.fields;
        deepest = std::max(deepest, level);
        measure.depth = std::max(measure.depth, level);
    });
    measure.totalDepth += deepest;
    return measure;
}

}  // namespace mgc::graphql
