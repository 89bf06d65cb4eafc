#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policies/support/limit_report.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// The limits of rate-limit and quota: the element's own, and those of its <api> and <operation> children, each a counter of its own.
class ScopedLimits {
public:
    struct Limit {
        std::string apiId, apiName, operationId, operationName;  ///< all empty: the element itself
        bool isApi = false, isOperation = false;
        std::optional<std::int64_t> calls, kilobytes;
        std::int64_t renewalPeriod = 0;  ///< seconds
        std::string suffix;              ///< of the counter's name
        LimitNames names;                ///< of a child: where it tells what its own counter says
    };
    [[nodiscard]] static Result<ScopedLimits> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    /// Those that concern this request, the element's own first.
    [[nodiscard]] std::vector<const Limit*> matching(const policy::RequestContext& context) const;

private:
    [[nodiscard]] Result<void> add(const policy::PolicyNode& node, policy::CompileContext& context, const Limit& parent);
    std::vector<Limit> m_all;
};

}  // namespace mgc::policies
