#pragma once
#include <string_view>

#include "policies/support/liquid/value.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies::liquid {

/// How a body becomes `body`.
struct BodyOptions {
    bool nilAsNull = false;  ///< xsi-nil="null": an element marked xsi:nil is nil, not ""
    bool parseDates = true;  ///< texts of JSON that look like dates become DateTimes
};

/// The body by its Content-Type: JSON (application/json, text/json, +json), XML (application/xml, text/xml, +xml), else its text.
/// A body that is not what its type says is nil, as the template then sees nothing. Nesting is read to 200 levels.
[[nodiscard]] Value bodyValue(std::string_view text, std::string_view contentType, const BodyOptions& options);
/// `context` as the docs list it, and Variables, which real templates use.
[[nodiscard]] Hash contextValue(policy::RequestContext& context);

}  // namespace mgc::policies::liquid
