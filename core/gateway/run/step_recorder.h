#pragma once
#include "gateway/run/traffic_record.h"
#include "policy/runtime/step_observer.h"

namespace mgc::gateway {

/// Times every step of one request for the traffic list. At most `maximumSteps` are kept (a retry may run thousands).
class StepRecorder : public policy::StepObserver {
public:
    static constexpr std::size_t maximumSteps = 500;

    StepRecorder(TrafficRecord& record, const Clock& clock) : m_record(record), m_clock(clock) {}

    void before(const policy::StepEntry& step, policy::RequestContext& context) override;
    void after(const policy::StepEntry& step, policy::RequestContext& context, policy::StepOutcome outcome,
               const policy::PolicyError* error) override;

private:
    TrafficRecord& m_record;
    const Clock& m_clock;
    /// When the step before this one ended, while nothing has come between: saves every other reading of the clock.
    Duration m_lastEnd{-1};
};

}  // namespace mgc::gateway
