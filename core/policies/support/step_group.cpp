#include "policies/support/step_group.h"

#include "policy/runtime/request_context.h"

namespace mgc::policies {

StepGroup::StepGroup(policy::StepList steps) : m_steps(std::move(steps)), m_waits(policy::anyWaits(m_steps)) {
    setContainer(policy::allReads(m_steps));
}

Task<Result<policy::Flow>> StepGroup::runWaiting(policy::RequestContext& context) const {
    auto flow = co_await policy::runSteps(m_steps, context);
    co_return flow;
}

}  // namespace mgc::policies
