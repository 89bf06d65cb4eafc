#pragma once
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "policy/xml/expression_scanner.h"
#include "policy/xml/problem_codes.h"
#include "policy/xml/source_text.h"

namespace mgc::policy::xml {

/// Turns byte ranges into diagnostics and stops at a bound.
class ProblemReporter {
public:
    ProblemReporter(const SourceText& source, Diagnostics& problems) : m_source(source), m_problems(problems) {}

    void error(std::string_view code, std::string_view message, Span span, std::string_view element = {}) {
        report(Severity::Error, code, message, span, element);
    }
    void warning(std::string_view code, std::string_view message, Span span, std::string_view element = {}) {
        report(Severity::Warning, code, message, span, element);
    }
    /// The place that is to blame if it lies inside of what was taken for the expression, else its start.
    void expressionNotClosed(std::size_t begin, std::size_t end, const ExpressionMatch& match);

private:
    void report(Severity severity, std::string_view code, std::string_view message, Span span, std::string_view element);

    const SourceText& m_source;
    Diagnostics& m_problems;
};

/// Every failed search for a closing bracket or mark reads on to the end of the text. This bounds their sum, so that no document
/// takes quadratic time.
class ScanBudget {
public:
    explicit ScanBudget(const SourceText& source) : m_source(source), m_left(8 * source.text().size() + (1U << 20U)) {}

    [[nodiscard]] ExpressionMatch match(std::size_t begin);
    [[nodiscard]] std::size_t find(std::string_view what, std::size_t begin);
    void spend(std::size_t bytes) { m_left -= bytes < m_left ? bytes : m_left; }
    [[nodiscard]] bool exhausted() const { return m_left == 0; }

private:
    const SourceText& m_source;
    std::size_t m_left;
};

}  // namespace mgc::policy::xml
