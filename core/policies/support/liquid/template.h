#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policies/support/liquid/lexer.h"
#include "policies/support/liquid/node.h"

namespace mgc::policies::liquid {

/// A parsed template. Immutable, shared between requests and threads.
class Template {
public:
    /// Null with `problem` filled in where it cannot be read.
    [[nodiscard]] static std::shared_ptr<const Template> parse(std::string_view text, SyntaxProblem& problem);
    /// Error LiquidException: a bound was reached, a division by zero.
    [[nodiscard]] Result<std::string> render(Hash globals, Instant now) const;
    /// Filters it names that do not exist, with their place: DotLiquid hands the value on unchanged.
    [[nodiscard]] const std::vector<SyntaxProblem>& unknownFilters() const { return m_unknownFilters; }

private:
    friend class TemplateParser;
    Block m_root;
    std::vector<SyntaxProblem> m_unknownFilters;
};

}  // namespace mgc::policies::liquid
