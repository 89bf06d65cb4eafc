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
    Continue,   ///< next step
    Respond,    ///< the response is final: skip the rest of the pipeline (return-response, mock-response, cors preflight)
    ToOutbound  ///< context.Response is set: skip the rest of inbound and the backend section (a cache hit)
};

/// A compiled policy: immutable, shared by all requests and threads. State of a request lives in RequestContext, shared state behind
/// the services. A failure is a PolicyError (see runtime/policy_error.h) and leads to on-error.
class Step {
public:
    virtual ~Step() = default;

    /// Runs without waiting. Steps that always wait need not override this.
    [[nodiscard]] virtual Result<Flow> run(RequestContext& context) const;
    /// True if the step may have to wait (send-request, forward-request, retry, a container with such a child).
    [[nodiscard]] virtual bool waits() const { return false; }
    /// The default runs run().
    [[nodiscard]] virtual Task<Result<Flow>> runWaiting(RequestContext& context) const;

    /// Bodies that must be whole in memory before the step runs. The compiler sets what the step's templates read.
    [[nodiscard]] expression::Reads reads() const { return m_reads; }
    void setReads(expression::Reads reads) { m_reads = reads; }
    /// Of a container: bodies that its children may want. While such a body is still arriving, and while a debugger watches,
    /// the container runs through runWaiting(), otherwise through run().
    [[nodiscard]] expression::Reads childReads() const { return m_childReads; }
    [[nodiscard]] bool isContainer() const { return m_container; }
    void setContainer(expression::Reads childReads) {
        m_container = true;
        m_childReads = childReads;
    }

private:
    expression::Reads m_reads;
    expression::Reads m_childReads;
    bool m_container = false;
};

/// A step with the place it came from; the unit of timing, trace, breakpoints and error paths.
struct StepEntry {
    std::unique_ptr<Step> step;
    const PolicyDescriptor* descriptor = nullptr;
    SourceRange range;
    std::string id;       ///< the `id` attribute, for LastError.PolicyId
    std::string path;     ///< "choose[1]\when[2]\set-header[1]" within the section, as LastError.Path
    std::string scope;    ///< "global", "product", "api", "operation", "workspace"
    std::string scopeId;  ///< resource path of the scope, "/apis/inference-api"
    bool waits = false;   ///< step->waits(), asked once
};
using StepList = std::vector<StepEntry>;

[[nodiscard]] inline expression::Reads operator|(expression::Reads left, expression::Reads right) {
    return {left.requestBody || right.requestBody, left.responseBody || right.responseBody};
}

}  // namespace mgc::policy
