#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace mgc::gateway {

/// One path segment of a URL template.
struct TemplateSegment {
    enum class Kind {
        Literal,    ///< "orders"
        Parameter,  ///< "{id}": any segment that is not empty
        Mixed,      ///< "{name}.json", "v{major}-{minor}"
        Wildcard    ///< "*" or "{*rest}", last only: the rest of the path, possibly nothing
    };
    Kind kind = Kind::Literal;
    std::string text;                ///< literal text, or the name of the only parameter ("" for "*")
    std::vector<std::string> texts;  ///< Mixed: literals and parameter names in turn, beginning with a literal (maybe "")
};

/// "/orders/{id}?expand={expand}&kind=all" taken apart (reference/policies/error-handling.md 1).
struct UrlTemplate {
    struct QueryCondition {
        std::string name;
        std::string parameter;  ///< name of the template parameter that takes the value; "" where a literal is wanted
        std::string literal;
    };
    std::vector<TemplateSegment> segments;
    std::vector<QueryCondition> query;

    /// Error MGC2022 for unbalanced braces, a parameter named twice or a wildcard that is not last.
    [[nodiscard]] static Result<UrlTemplate> parse(std::string_view text);
};

/// The values of a Mixed segment's parameters, or false where the text does not fit. Literals compare without case.
[[nodiscard]] bool matchMixed(const TemplateSegment& segment, std::string_view text, std::vector<std::string_view>& values);

}  // namespace mgc::gateway
