#pragma once
#include <string>
#include <vector>

#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// Names under which a limit policy tells the caller and later policies where they stand. All without expressions.
struct LimitNames {
    std::string retryAfterHeader, retryAfterVariable;
    std::string remainingHeader, remainingVariable;
    std::string totalHeader;

    [[nodiscard]] static LimitNames read(const policy::PolicyNode& node, const policy::CompileContext& context);
    /// The descriptor's attributes for them.
    [[nodiscard]] static std::vector<policy::AttributeDescriptor> attributes();

    void admitted(policy::RequestContext& context, std::int64_t limit, std::int64_t remaining) const;
    /// Sets headers and variables of a refusal and gives the error: status 429 with "Rate limit is exceeded. Try again in N seconds."
    /// `inner`: the names of the child element whose counter refuses; its retry header goes before this one's.
    [[nodiscard]] policy::PolicyError refused(policy::RequestContext& context, std::int64_t limit, Duration retryAfter,
                                              const LimitNames& inner = {}) const;
};

/// Whole seconds, rounded up, at least 1.
[[nodiscard]] std::int64_t wholeSeconds(Duration duration);
/// "hh:mm:ss" as the quota messages print it; hours may exceed 24.
[[nodiscard]] std::string clockText(Duration duration);
/// "2 hours, 21 minutes and 33 seconds".
[[nodiscard]] std::string spokenDuration(Duration duration);

}  // namespace mgc::policies
