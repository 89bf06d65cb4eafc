#pragma once
#include <memory>
#include <optional>
#include <string>

#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// One quota of one key: a call counter and/or a byte counter over fixed windows.
struct QuotaWindow {
    std::string name;  ///< of the counters
    std::optional<std::int64_t> calls;
    std::optional<std::int64_t> kilobytes;
    std::int64_t periodSeconds = 0;     ///< 0: never renewed
    std::optional<std::int64_t> phase;  ///< seconds since 1970 at which some window starts; nullopt: the key's first call

    /// Start of the current window.
    [[nodiscard]] Task<Result<Instant>> start(policy::RequestContext& context) const;
    [[nodiscard]] policy::CounterSpec callSpec() const;
    [[nodiscard]] policy::CounterSpec byteSpec() const;
    /// Refuses with 403 if the quota is used up, else books `increment` calls at once. `counted`: this call is in the counter already.
    [[nodiscard]] Task<Result<void>> admit(policy::RequestContext& context, std::int64_t increment, bool counted = false) const;
};

/// Books request and response bytes on the window when the response has been sent.
void bookBytesAtEnd(policy::RequestContext& context, QuotaWindow window);

}  // namespace mgc::policies
