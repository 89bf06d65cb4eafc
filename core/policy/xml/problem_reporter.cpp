#include "policy/xml/problem_reporter.h"

#include "policy/xml/document.h"

namespace mgc::policy::xml {

void ProblemReporter::report(Severity severity, std::string_view code, std::string_view message, Span span, std::string_view element) {
    const std::size_t count = m_problems.all().size();
    if (count > mostProblems) return;
    if (count == mostProblems) {
        m_problems.error(codes::tooManyProblems, "There are more problems; only the first 100 are shown.", m_source.range(span));
        return;
    }
    m_problems.add({severity, std::string(code), std::string(message), m_source.range(span), std::string(element), {}});
}

void ProblemReporter::expressionNotClosed(std::size_t begin, std::size_t end, const ExpressionMatch& match) {
    const bool inside = match.problemOffset >= begin && match.problemOffset < end;
    const std::size_t offset = inside ? match.problemOffset : begin;
    std::string message = "The expression is not closed";
    message += inside && !match.problem.empty() ? ": " + std::string(match.problem) : ": its closing bracket is missing.";
    error(codes::expressionNotClosed, message, {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(end)});
}

ExpressionMatch ScanBudget::match(std::size_t begin) {
    if (exhausted()) return {false, begin, begin, "Too much of the document is broken to look for its end."};
    auto match = matchExpression(m_source.text(), begin);
    if (!match.matched) spend(match.end - begin + 1);
    return match;
}

std::size_t ScanBudget::find(std::string_view what, std::size_t begin) {
    if (exhausted()) return std::string_view::npos;
    const auto found = m_source.text().find(what, begin);
    spend((found == std::string_view::npos ? m_source.text().size() : found) - begin);
    return found;
}

}  // namespace mgc::policy::xml
