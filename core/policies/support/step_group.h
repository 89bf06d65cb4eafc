#pragma once
#include "policy/program/runner.h"

namespace mgc::policies {

/// Runs its policies in order: <block>, and what <include-fragment> brings in.
class StepGroup : public policy::Step {
public:
    explicit StepGroup(policy::StepList steps);
    [[nodiscard]] bool waits() const override { return m_waits; }
    [[nodiscard]] Result<policy::Flow> run(policy::RequestContext& context) const override { return policy::runStepsNow(m_steps, context); }
    [[nodiscard]] Task<Result<policy::Flow>> runWaiting(policy::RequestContext& context) const override;

private:
    policy::StepList m_steps;
    bool m_waits;
};

}  // namespace mgc::policies
