#pragma once
#include "base/result.h"
#include "base/task.h"
#include "expression/expression.h"

namespace mgc::policy {

class RequestContext;

/// Work that a policy has put off until more is known. Registered with RequestContext::addHook(), run by the runner in the order of
/// registration, at most once each per point. Failures are traced and do not change the answer, unless mayRefuse().
class PipelineHook {
public:
    virtual ~PipelineHook() = default;
    /// After the backend section, before outbound (on-error if the backend section failed). RequestContext::backendAnswered() tells
    /// whether context.Response came from a backend.
    [[nodiscard]] virtual Task<Result<void>> afterBackend(RequestContext& /*context*/) { co_return Result<void>{}; }
    /// After outbound or on-error, before the head of the response leaves.
    [[nodiscard]] virtual Task<Result<void>> beforeSend(RequestContext& /*context*/) { co_return Result<void>{}; }
    /// True for a hook whose failure in afterBackend() refuses the answer: it leads to on-error once all hooks have run.
    [[nodiscard]] virtual bool mayRefuse() const { return false; }
    /// Which of the two are overridden; the runner skips the others.
    struct Points {
        bool afterBackend = false;
        bool beforeSend = false;
    };
    [[nodiscard]] virtual Points points() const = 0;
    /// Bodies that must be whole before beforeSend().
    [[nodiscard]] virtual expression::Reads reads() const { return {}; }
};

}  // namespace mgc::policy
