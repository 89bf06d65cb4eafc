#include <map>

#include "graphql/check/checking.h"

namespace mgc::graphql {

namespace {

class FragmentRules {
public:
    explicit FragmentRules(Checking& checking) : m_checking(checking) {}

    void run() {
        std::set<std::string_view> names;
        for (const auto& fragment : m_checking.document.fragments) {
            if (!names.insert(fragment.name).second)
                m_checking.add("UNIQUE_FRAGMENT_NAMES", "5.5.1.1", "There can only be one fragment named " + inQuotes(fragment.name),
                               {fragment.location});
            condition(fragment.typeCondition, inQuotes(fragment.name), fragment.location);
        }
        for (const auto& operation : m_checking.document.operations) use(operation.selections);
        for (const auto& fragment : m_checking.document.fragments) {
            if (!m_used.contains(fragment.name))
                m_checking.add("NO_UNUSED_FRAGMENTS", "5.5.1.4", "Fragment " + inQuotes(fragment.name) + " is never used.",
                               {fragment.location});
            look(fragment.selections);
            cycle(fragment);
        }
        for (const auto& operation : m_checking.document.operations) look(operation.selections);
    }

private:
    void condition(const std::string& type, const std::string& fragment, Location place) {
        const Type* found = m_checking.schema.find(type);
        if (!found)
            m_checking.add("KNOWN_TYPE_NAMES", "5.5.1.2", "Unknown type " + inQuotes(type) + ".", {place});
        else if (!found->isComposite())
            m_checking.add("FRAGMENTS_ON_COMPOSITE_TYPES", "5.5.1.3",
                           "Fragment " + fragment + " cannot condition on non composite type " + inQuotes(type) + ".", {place});
    }

    /// Marks what an operation reaches.
    void use(const std::vector<Selection>& selections) {
        for (const auto& selection : selections) {
            if (selection.kind != SelectionKind::FragmentSpread) {
                use(selection.selections);
            } else if (const auto* fragment = m_checking.document.fragment(selection.name);
                       fragment && m_used.insert(selection.name).second) {
                use(fragment->selections);
            }
        }
    }

    void look(const std::vector<Selection>& selections) {
        for (const auto& selection : selections) {
            if (selection.kind == SelectionKind::FragmentSpread && !m_checking.document.fragment(selection.name))
                m_checking.add("KNOWN_FRAGMENT_NAMES", "5.5.2.1", "Unknown fragment " + inQuotes(selection.name) + ".",
                               {selection.location});
            if (selection.kind == SelectionKind::InlineFragment && !selection.typeCondition.empty())
                condition(selection.typeCondition, "on " + inQuotes(selection.typeCondition), selection.location);
            look(selection.selections);
        }
    }

    void cycle(const Fragment& from) {
        std::set<std::string_view> seen;
        if (reaches(from.selections, from.name, seen))
            m_checking.add("NO_FRAGMENT_CYCLES", "5.5.2.2", "Cannot spread fragment " + inQuotes(from.name) + " within itself.",
                           {from.location});
    }

    bool reaches(const std::vector<Selection>& selections, std::string_view target, std::set<std::string_view>& seen) {
        for (const auto& selection : selections) {
            if (!m_checking.spend()) return false;
            if (selection.kind != SelectionKind::FragmentSpread) {
                if (reaches(selection.selections, target, seen)) return true;
                continue;
            }
            if (selection.name == target) return true;
            const auto* fragment = m_checking.document.fragment(selection.name);
            if (fragment && seen.insert(fragment->name).second && reaches(fragment->selections, target, seen)) return true;
        }
        return false;
    }

    Checking& m_checking;
    std::set<std::string, std::less<>> m_used;
};

}  // namespace

void checkFragments(Checking& checking) { FragmentRules(checking).run(); }

}  // namespace mgc::graphql
