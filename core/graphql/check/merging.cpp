#include <map>

#include "graphql/check/checking.h"

namespace mgc::graphql {

namespace {

struct Seen {
    const Type* parent = nullptr;
    const Selection* selection = nullptr;
    const Field* field = nullptr;
};
using Fields = std::map<std::string_view, std::vector<Seen>>;

bool sameArguments(const Selection& left, const Selection& right) {
    if (left.arguments.size() != right.arguments.size()) return false;
    for (const auto& argument : left.arguments) {
        bool found = false;
        for (const auto& other : right.arguments)
            found = found || (other.name == argument.name && printed(other.value) == printed(argument.value));
        if (!found) return false;
    }
    return true;
}

/// Fields of one response name must be the same field with the same arguments, or come from types that exclude each other.
class MergeRule {
public:
    explicit MergeRule(Checking& checking) : m_checking(checking) {}

    void check(const std::vector<const std::vector<Selection>*>& sets, const std::vector<const Type*>& parents) {
        Fields fields;
        std::set<std::string_view> fragments;
        for (std::size_t i = 0; i < sets.size(); ++i) collect(*sets[i], *parents[i], fields, fragments);
        for (const auto& [name, all] : fields) {
            std::vector<const std::vector<Selection>*> inner;
            std::vector<const Type*> innerParents;
            for (std::size_t i = 0; i < all.size(); ++i) {
                for (std::size_t k = i + 1; k < all.size(); ++k) {
                    if (!m_checking.spend()) return;
                    if (conflict(name, all[i], all[k])) return;
                }
                const Type& result = m_checking.schema.named(all[i].field->type);
                if (!result.isLeaf()) {
                    inner.push_back(&all[i].selection->selections);
                    innerParents.push_back(&result);
                }
            }
            if (!inner.empty()) check(inner, innerParents);
        }
    }

private:
    void collect(const std::vector<Selection>& selections, const Type& parent, Fields& fields, std::set<std::string_view>& fragments) {
        for (const auto& selection : selections) {
            if (!m_checking.spend()) return;
            if (selection.kind == SelectionKind::Field) {
                if (const Field* field = m_checking.schema.field(parent, selection.name))
                    fields[selection.responseName()].push_back({&parent, &selection, field});
            } else if (selection.kind == SelectionKind::InlineFragment) {
                const Type* type = selection.typeCondition.empty() ? &parent : m_checking.schema.find(selection.typeCondition);
                if (type) collect(selection.selections, *type, fields, fragments);
            } else if (const auto* fragment = m_checking.document.fragment(selection.name);
                       fragment && fragments.insert(selection.name).second) {
                if (const Type* type = m_checking.schema.find(fragment->typeCondition))
                    collect(fragment->selections, *type, fields, fragments);
            }
        }
    }

    bool conflict(std::string_view name, const Seen& left, const Seen& right) {
        const bool exclusive =
            left.parent != right.parent && left.parent->kind == TypeKind::Object && right.parent->kind == TypeKind::Object;
        std::string reason;
        if (!exclusive && left.field->name != right.field->name)
            reason = left.field->name + " and " + right.field->name + " are different fields";
        else if (!exclusive && !sameArguments(*left.selection, *right.selection))
            reason = "they have differing arguments";
        else if (!sameShape(*left.field, *right.field))
            reason = "they return conflicting types " + left.field->type.toText() + " and " + right.field->type.toText();
        if (reason.empty()) return false;
        m_checking.add("OVERLAPPING_FIELDS_CAN_BE_MERGED", "5.3.2",
                       "Fields " + std::string(name) + " conflict because " + reason +
                           ". Use different aliases on the fields to fetch both if this was intentional.",
                       {left.selection->location, right.selection->location});
        return true;
    }

    [[nodiscard]] bool sameShape(const Field& left, const Field& right) const {
        if (left.type.wrappers != right.type.wrappers) return false;
        const bool leaves = m_checking.schema.named(left.type).isLeaf() || m_checking.schema.named(right.type).isLeaf();
        return !leaves || left.type.name == right.type.name;
    }

    Checking& m_checking;
};

}  // namespace

void checkMerging(Checking& checking) {
    for (const auto& operation : checking.document.operations)
        if (const Type* root = checking.schema.root(operation.kind)) MergeRule(checking).check({&operation.selections}, {root});
}

std::vector<Problem> validate(const Schema& schema, const Document& document) {
    std::vector<Problem> problems;
    Checking checking{schema, document, problems};
    checkOperations(checking);
    checkFragments(checking);
    checkFields(checking);
    checkVariables(checking);
    if (problems.empty()) checkMerging(checking);
    return problems;
}

}  // namespace mgc::graphql
