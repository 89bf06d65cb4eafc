#include "gateway/run/step_recorder.h"

#include "policy/runtime/policy_error.h"
#include "policy/runtime/request_context.h"

namespace mgc::gateway {

void StepRecorder::before(const policy::StepEntry& step, policy::RequestContext& context) {
    if (m_record.steps.size() >= maximumSteps) return;
    RecordedStep& recorded = m_record.steps.emplace_back();
    recorded.entry = &step;
    recorded.section = context.section;
    recorded.start = m_lastEnd >= Duration::zero() ? m_lastEnd : m_clock.now() - m_record.received;
    recorded.length = Duration(-1);
    m_lastEnd = Duration(-1);
}

void StepRecorder::after(const policy::StepEntry& step, policy::RequestContext&, policy::StepOutcome outcome,
                         const policy::PolicyError* error) {
    // Nested steps end before their container: the newest open record of this entry is the one.
    for (auto it = m_record.steps.rbegin(); it != m_record.steps.rend(); ++it) {
        if (it->entry != &step || it->length >= Duration::zero()) continue;
        it->outcome = outcome;
        const Duration end = m_clock.now() - m_record.received;
        it->length = end - it->start;
        if (!step.waits) m_lastEnd = end;
        if (error) it->detail = error->message;
        return;
    }
}

}  // namespace mgc::gateway
