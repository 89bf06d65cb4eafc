#pragma once
#include <string_view>

#include "policy/xml/problem_reporter.h"
#include "policy/xml/syntax_tree.h"

namespace mgc::policy::xml {

/// Reads "<name attribute="value" ... >" with expressions in the values.
class StartTagReader {
public:
    StartTagReader(SyntaxTree& tree, ProblemReporter& problems, ScanBudget& budget)
        : m_tree(tree), m_problems(problems), m_budget(budget), m_text(tree.source.text()) {}

    /// `at` is the "<". The node's name, start tag, attributes and selfClosing are set; nothing is added to the tree but attributes.
    [[nodiscard]] Node read(std::size_t at);
    /// Reports an "&" outside of expressions that is no entity: an unknown name as error, the bare character as warning only, since
    /// Azure takes it in documents sent as rawxml.
    void checkAmpersand(std::size_t at);

private:
    void attribute(Node& element);
    void value(Attribute& attribute);
    void unquotedValue(Attribute& attribute);
    /// Where a quoted value with a broken expression plausibly ends: at a quote that is followed by the next attribute or the tag's end.
    [[nodiscard]] std::size_t plausibleEnd(std::size_t begin, char quote);
    void problem(std::string_view code, std::string_view message, std::size_t begin, std::size_t end);

    SyntaxTree& m_tree;
    ProblemReporter& m_problems;
    ScanBudget& m_budget;
    std::string_view m_text;
    std::size_t m_at = 0;
    std::string_view m_element;
    bool m_damaged = false;  ///< a broken expression was passed: what follows in this tag is guesswork and is not reported
};

}  // namespace mgc::policy::xml
