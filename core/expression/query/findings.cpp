#include <algorithm>

#include "expression/query/session.h"

namespace mgc::expression::query {

std::vector<Finding> findings(std::string_view text) {
    std::vector<Finding> result;
    if (text.size() > maxTextSize) return result;
    // As the compiler sees it: a text that does not parse is not checked further.
    const std::string source(text);
    Findings all;
    const std::lock_guard lock(types().mutex());
    const ParsedExpression tree = parseExpression(source, all);
    if (!all.hasErrorsSince(0)) {
        Program program;
        Binder binder(source, all, program);
        (void)binder.run(tree.expression.get(), tree.block.get());
    }
    for (const auto& finding : all.all()) {
        const std::size_t begin = std::min<std::size_t>(finding.span.begin, text.size());
        const std::size_t end = std::clamp<std::size_t>(finding.span.end, begin, text.size());
        result.push_back({finding.severity,
                          findingCode(finding.csharp),
                          finding.message,
                          {begin, end > begin ? end : std::min(begin + 1, text.size())}});
    }
    std::stable_sort(result.begin(), result.end(), [](const Finding& a, const Finding& b) { return a.range.begin < b.range.begin; });
    return result;
}

}  // namespace mgc::expression::query
