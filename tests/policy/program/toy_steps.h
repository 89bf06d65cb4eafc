#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policy/program/program.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/step_observer.h"
#include "tests/policies/fake_services.h"

namespace mgc::test {

/// Policies that write down that they ran: <note text="x"/> at once, <pause text="x"/> after one second, <fail text="x"/> fails,
/// <answer text="x"/> answers, <group> holds others, <read text="x"/> wants the request's body, <throw/> throws.
[[nodiscard]] const policy::PolicyDescriptor* toyPolicy(std::string_view element);
/// Compiles sections written in a short hand: "inbound: note a, base, note b; outbound: note c". Broadest document first.
[[nodiscard]] std::shared_ptr<const policy::Program> toyProgram(const std::vector<std::string>& documents);

/// What the toy steps of a request wrote, joined with blanks.
[[nodiscard]] std::string notes(const policy::RequestContext& context);

/// Records before and after of every step.
class ToyObserver : public policy::StepObserver {
public:
    std::string log;
    bool pauses = false;
    void before(const policy::StepEntry& step, policy::RequestContext& context) override;
    bool mayPause() const override { return pauses; }
    bool wantsPause(const policy::StepEntry& step, policy::RequestContext& context) override;
    Task<void> pause(const policy::StepEntry& step, policy::RequestContext& context) override;
    void after(const policy::StepEntry& step, policy::RequestContext& context, policy::StepOutcome outcome,
               const policy::PolicyError* error) override;
};

}  // namespace mgc::test
