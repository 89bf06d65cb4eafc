#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "policy/edit/change.h"

namespace mgc::policy::edit {

/// Several policies that belong together, inserted as one action.
struct Pattern {
    struct Part {
        std::string_view section;
        std::string_view markup;
        bool last = false;  ///< at the end of the section; else at its start, behind <base/>
    };
    std::string_view id;  ///< "poolWithRetry"
    std::string_view title;
    std::string_view summary;
    std::vector<Part> parts;
    std::vector<std::string_view> needs = {};  ///< policies it uses; offered where the catalog has them all
};

[[nodiscard]] std::span<const Pattern> patterns();
/// Puts its parts into their sections, making sections that are missing. A backend section that holds only <base/> is replaced, since
/// Azure takes one policy there.
[[nodiscard]] Result<Change> insertPattern(const xml::Document& document, const Pattern& pattern);

}  // namespace mgc::policy::edit
