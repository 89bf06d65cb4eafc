#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/task.h"
#include "expression/expression.h"
#include "policy/model/descriptor.h"

namespace mgc::policy {

class RequestContext;

/// What the runner does after a step.
enum class Flow {
    Continue,  ///< next step
    Respond,   ///< the response is final: skip the rest of the pipeline (return-response, mock-response, a cache hit, cors preflight)
};

/// A compiled policy: immutable, shared by all requests and threads. State of a request lives in RequestContext, shared state behind
/// the services. A failure is a PolicyError (see runtime/policy_error.h) and leads to on-error.
class Step {
public:
    virtual ~Step() = default;

    /// Runs without waiting. Steps that override runWaiting() need not override this.
    [[nodiscard]] virtual Result<Flow> run(RequestContext& context) const;
    /// True if the step may have to wait (send-request, forward-request, retry, a container with such a child).
    [[nodiscard]] virtual bool waits() const { return false; }
    [[nodiscard]] virtual Task<Result<Flow>> runWaiting(RequestContext& context) const;

    /// Bodies that must be whole in memory before the step runs.
    [[nodiscard]] expression::Reads reads() const { return m_reads; }
    void setReads(expression::Reads reads) { m_reads = reads; }

private:
    expression::Reads m_reads;
};

/// A step with the place it came from; the unit of timing, trace, breakpoints and error paths.
struct StepEntry {
    std::unique_ptr<Step> step;
    const PolicyDescriptor* descriptor = nullptr;
    SourceRange range;
    std::string id;           ///< the `id` attribute, for LastError.PolicyId
    std::string path;         ///< "choose[1]\\when[2]\\set-header[1]" within the section, as LastError.Path
    std::string scope;        ///< "global", "product", "api", "operation", "workspace"
    std::string scopeId;      ///< resource path of the scope, "/apis/inference-api"
};
using StepList = std::vector<StepEntry>;

}  // namespace mgc::policy
