#pragma once
#include <memory>
#include <span>

#include "base/task.h"
#include "http/message.h"
#include "policy/program/program.h"
#include "policy/runtime/policy_error.h"

namespace mgc::policy {

class RequestContext;

/// Runs the pipeline of one request: inbound, backend, outbound, or on-error (docs "Error handling in API Management policies").
///
/// The request pipeline makes a RequestContext, fills in routing data, then:
///     auto response = co_await Runner::run(program, context);            // route and key check passed
///     auto response = co_await Runner::runError(program, context, e);    // a built-in step failed (401 of the key check)
/// and sends the response; its body may still be arriving. `context` must live until that body has ended or is destroyed.
/// The answer never is an Error: whatever happens becomes a response in Azure's shape. context.finalError().reason tells whether
/// (and why) on-error ran.
class Runner {
public:
    static Task<http::Response> run(std::shared_ptr<const Program> program, RequestContext& context);
    static Task<http::Response> runError(std::shared_ptr<const Program> program, RequestContext& context, PolicyError error);
};

using Steps = std::span<const StepEntry>;

/// Runs steps that need not wait now, in order; `flow` gets the result. Returns the number of steps that are done with: less than
/// steps.size() means that the next one has to wait (nothing of it has happened), or that the flow left the list.
[[nodiscard]] std::size_t runPlainSteps(Steps steps, RequestContext& context, Result<Flow>& flow);
/// Runs all steps, for containers that wait.
[[nodiscard]] Task<Result<Flow>> runSteps(Steps steps, RequestContext& context);
/// Runs the pieces of a section, or of its broader scopes, one after the other.
[[nodiscard]] Task<Result<Flow>> runPieces(std::span<const Program::Piece> pieces, RequestContext& context);
/// Runs all steps of a container that was entered through run().
[[nodiscard]] Result<Flow> runStepsNow(Steps steps, RequestContext& context);

}  // namespace mgc::policy
