#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "expression/syntax/token.h"

namespace mgc::expression {

/// A finding inside one expression, placed by byte span. `code` is "MGC3xxx" where xxx follows the number of C#'s own error
/// (CS0103 -> MGC3103, CS1061 -> MGC3561; see findings.cpp), so that the codes are stable and can be looked up.
struct Finding {
    Severity severity = Severity::Error;
    int csharp = 0;
    std::string message;
    Span span;
    std::string element;
};

/// Collects findings of one compilation; speculative work notes a mark and rolls back to it. At most 100 are kept.
class Findings {
public:
    void error(int csharp, std::string message, Span span, std::string_view element = {}) {
        add({Severity::Error, csharp, std::move(message), span, std::string(element)});
    }
    void warning(int csharp, std::string message, Span span, std::string_view element = {}) {
        add({Severity::Warning, csharp, std::move(message), span, std::string(element)});
    }
    [[nodiscard]] std::size_t mark() const { return m_all.size(); }
    void rollBack(std::size_t mark) {
        if (mark < m_all.size()) m_all.resize(mark);
    }
    [[nodiscard]] bool hasErrorsSince(std::size_t mark) const {
        for (std::size_t i = mark; i < m_all.size(); ++i)
            if (m_all[i].severity == Severity::Error) return true;
        return false;
    }
    [[nodiscard]] const std::vector<Finding>& all() const { return m_all; }

private:
    void add(Finding finding) {
        if (m_all.size() < 100) m_all.push_back(std::move(finding));
    }
    std::vector<Finding> m_all;
};

/// "MGC3103" for CS0103.
[[nodiscard]] std::string findingCode(int csharp);

}  // namespace mgc::expression
