#pragma once
#include <cstdint>

#include "base/task.h"

namespace mgc::policy {

class RequestContext;
struct PolicyError;
struct StepEntry;

enum class StepOutcome : std::uint8_t { Done, Responded, Failed };

/// Watches the steps of one request: the recorder of step timings, the debugger. The runner calls it once around every step, nested
/// ones included (a container is entered before its children and left after them). Nobody listening costs one null check per step.
class StepObserver {
public:
    virtual ~StepObserver() = default;
    virtual void before(const StepEntry& step, RequestContext& context) = 0;
    /// True for an observer that may hold requests (the debugger): then every step runs through the waiting path, which costs a
    /// coroutine frame per step. Asked once per step.
    [[nodiscard]] virtual bool mayPause() const { return false; }
    /// Ask to hold the request before `step`; pause() is awaited then (breakpoints, single steps).
    [[nodiscard]] virtual bool wantsPause(const StepEntry& /*step*/, RequestContext& /*context*/) { return false; }
    [[nodiscard]] virtual Task<void> pause(const StepEntry& /*step*/, RequestContext& /*context*/) { co_return; }
    /// `error` only with StepOutcome::Failed.
    virtual void after(const StepEntry& step, RequestContext& context, StepOutcome outcome, const PolicyError* error) = 0;
};

}  // namespace mgc::policy
