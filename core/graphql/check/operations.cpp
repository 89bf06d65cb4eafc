#include "graphql/check/checking.h"

namespace mgc::graphql {

namespace {

/// Names of the fields an operation's root yields, fragments looked through.
void rootNames(const Document& document, const std::vector<Selection>& selections, std::set<std::string>& names,
               std::set<std::string>& seen) {
    for (const auto& selection : selections) {
        if (selection.kind == SelectionKind::Field) {
            names.insert(selection.responseName());
        } else if (selection.kind == SelectionKind::InlineFragment) {
            rootNames(document, selection.selections, names, seen);
        } else if (const auto* fragment = document.fragment(selection.name); fragment && seen.insert(selection.name).second) {
            rootNames(document, fragment->selections, names, seen);
        }
    }
}

}  // namespace

void checkOperations(Checking& checking) {
    std::set<std::string_view> seen;
    for (const auto& operation : checking.document.operations) {
        if (operation.name.empty() && checking.document.operations.size() > 1)
            checking.add("LONE_ANONYMOUS_OPERATION", "5.2.2.1", "This anonymous operation must be the only defined operation.",
                         {operation.location});
        if (!operation.name.empty() && !seen.insert(operation.name).second)
            checking.add("UNIQUE_OPERATION_NAMES", "5.2.1.1", "There can be only one operation named " + operation.name + ".",
                         {operation.location});
        if (!checking.schema.root(operation.kind)) {
            const std::string kind = operation.kind == OperationKind::Mutation ? "mutations" : "subscriptions";
            checking.add("INVALID_OPERATION", "", "Schema is not configured for " + kind, {operation.location});
        }
        std::set<std::string> names, visited;
        if (operation.kind != OperationKind::Subscription) continue;
        rootNames(checking.document, operation.selections, names, visited);
        if (names.size() > 1)
            checking.add("SINGLE_ROOT_FIELD_SUBSCRIPTIONS", "5.2.3.1",
                         (operation.name.empty() ? std::string("Anonymous Subscription") : "Subscription " + inQuotes(operation.name)) +
                             " must select only one top level field.",
                         {operation.location});
    }
    if (checking.document.operations.empty()) checking.add("NO_OPERATION", "", "Document does not contain any operations.", {});
}

}  // namespace mgc::graphql
