#include "policy/program/step.h"

namespace mgc::policy {

Result<Flow> Step::run(RequestContext& /*context*/) const { return fail("MGC5001", "A policy that has to wait was run as if it had not."); }

Task<Result<Flow>> Step::runWaiting(RequestContext& context) const {
    auto flow = run(context);
    co_return flow;
}

}  // namespace mgc::policy
