#include "policy/program/runner.h"

#include <exception>

#include "policy/runtime/request_context.h"
#include "policy/runtime/step_observer.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policy {

namespace {

bool mustWait(const StepEntry& entry, const RequestContext& context) {
    const Step& step = *entry.step;
    if (entry.waits) return true;
    if (context.observer && context.observer->mayPause()) return true;
    return context.mustBuffer(step.reads() | step.childReads());
}

/// A broader scope brings policies that a handshake cannot have.
bool isSkipped(const StepEntry& entry, const RequestContext& context) {
    if (!context.upgrade || entry.descriptor->webSocket) [[likely]]
        return false;
    if (context.trace()) context.trace()->addMessage(entry.descriptor->name(), "Skipped: the policy is not for WebSocket APIs.");
    return true;
}

/// The last act of every step, waiting or not.
void finish(const StepEntry& entry, RequestContext& context, const Result<Flow>& flow) {
    if (!flow) context.placeError(flow.error(), {entry.descriptor->name(), entry.scope, entry.path, entry.id});
    if (!context.observer) return;
    const StepOutcome outcome = !flow ? StepOutcome::Failed : *flow == Flow::Continue ? StepOutcome::Done : StepOutcome::Responded;
    context.observer->after(entry, context, outcome, flow ? nullptr : context.pendingError());
}

Error unforeseen(const char* what) { return {"MGC5002", std::string("The policy failed in an unforeseen way: ") + what}; }

Result<Flow> runGuarded(const Step& step, RequestContext& context) {
    try {
        return step.run(context);
    } catch (const std::exception& exception) {
        return fail(unforeseen(exception.what()));
    }
}

Task<Result<Flow>> runGuardedWaiting(const StepEntry& entry, RequestContext& context) {
    const Step& step = *entry.step;
    if (context.observer) {
        if (context.observer->mayPause() && context.observer->wantsPause(entry, context)) co_await context.observer->pause(entry, context);
        context.observer->before(entry, context);
    }
    Result<Flow> flow = Flow::Continue;
    try {
        Result<void> buffered;
        if (context.mustBuffer(step.reads())) buffered = co_await context.buffer(step.reads(), entry.descriptor->name());
        if (!buffered) {
            flow = fail(std::move(buffered).error());
        } else if (entry.waits || step.isContainer()) {
            flow = co_await step.runWaiting(context);
        } else {
            flow = step.run(context);
        }
    } catch (const std::exception& exception) {
        flow = fail(unforeseen(exception.what()));
    }
    finish(entry, context, flow);
    co_return flow;
}

}  // namespace

std::size_t runPlainSteps(Steps steps, RequestContext& context, Result<Flow>& flow) {
    std::size_t index = 0;
    for (; index < steps.size(); ++index) {
        const StepEntry& entry = steps[index];
        if (isSkipped(entry, context)) continue;
        if (mustWait(entry, context)) return index;
        if (context.observer) context.observer->before(entry, context);
        flow = runGuarded(*entry.step, context);
        finish(entry, context, flow);
        if (flow && *flow == Flow::Continue) [[likely]]
            continue;
        return index;
    }
    return index;
}

Task<Result<Flow>> runSteps(Steps steps, RequestContext& context) {
    Result<Flow> flow = Flow::Continue;
    std::size_t index = 0;
    while (index < steps.size()) {
        index += runPlainSteps(steps.subspan(index), context, flow);
        if (index == steps.size() || !flow || *flow != Flow::Continue) break;
        flow = co_await runGuardedWaiting(steps[index], context);
        if (!flow || *flow != Flow::Continue) break;
        ++index;
    }
    co_return flow;
}

Result<Flow> runStepsNow(Steps steps, RequestContext& context) {
    Result<Flow> flow = Flow::Continue;
    const std::size_t done = runPlainSteps(steps, context, flow);
    if (flow && *flow == Flow::Continue && done != steps.size())
        return fail("MGC5001", "A policy that has to wait stands in a container that was run as if it had not.");
    return flow;
}

namespace {

/// How far a section has been run.
struct Place {
    std::size_t piece = 0, index = 0;
};

bool goesOn(const Result<Flow>& flow) { return flow && *flow == Flow::Continue; }

/// Runs what need not wait. True when the section is done with, or has been left; else the step at `place` has to wait.
bool runPlainPieces(std::span<const Program::Piece> pieces, Place& place, RequestContext& context, Result<Flow>& flow) {
    for (; place.piece < pieces.size(); ++place.piece, place.index = 0) {
        const auto& piece = pieces[place.piece];
        place.index += runPlainSteps(piece.subspan(place.index), context, flow);
        if (!goesOn(flow)) return true;
        if (place.index < piece.size()) return false;
    }
    return true;
}

/// The most frequent kind of waiting: nothing to pause at, no body to wait for. Then the section's own coroutine does it.
bool waitsSimply(const StepEntry& entry, const RequestContext& context) {
    if (context.observer && context.observer->mayPause()) return false;
    return entry.waits && !context.mustBuffer(entry.step->reads());
}

/// The rest of a section from a step that has to wait.
Task<Result<Flow>> runRest(std::span<const Program::Piece> pieces, Place place, RequestContext& context) {
    Result<Flow> flow = Flow::Continue;
    do {
        const StepEntry& entry = pieces[place.piece][place.index];
        if (waitsSimply(entry, context)) {
            if (context.observer) context.observer->before(entry, context);
            try {
                flow = co_await entry.step->runWaiting(context);
            } catch (const std::exception& exception) {
                flow = fail(unforeseen(exception.what()));
            }
            finish(entry, context, flow);
        } else {
            flow = co_await runGuardedWaiting(entry, context);
        }
        ++place.index;
    } while (goesOn(flow) && !runPlainPieces(pieces, place, context, flow));
    co_return flow;
}

}  // namespace

Task<Result<Flow>> runPieces(std::span<const Program::Piece> pieces, RequestContext& context) {
    Result<Flow> flow = Flow::Continue;
    Place place;
    if (!runPlainPieces(pieces, place, context, flow)) flow = co_await runRest(pieces, place, context);
    co_return flow;
}

namespace {

void enter(RequestContext& context, Section section) {
    context.section = section;
    if (context.trace()) context.trace()->setSection(section);
}

/// The first failure of a hook that may refuse the answer.
Task<Result<void>> runHooks(RequestContext& context, bool beforeSend) {
    Result<void> refused;
    // By index: a hook may add another one.
    for (std::size_t index = 0; index < context.hooks().size(); ++index) {
        const auto hook = context.hooks()[index];
        const auto points = hook->points();
        if (beforeSend ? !points.beforeSend : !points.afterBackend) continue;
        Result<void> done;
        try {
            if (beforeSend) {
                if (context.mustBuffer(hook->reads())) done = co_await context.buffer(hook->reads(), "a postponed policy");
                if (done) done = co_await hook->beforeSend(context);
            } else {
                done = co_await hook->afterBackend(context);
            }
        } catch (const std::exception& exception) {
            done = fail(unforeseen(exception.what()));
        }
        if (done) continue;
        if (context.trace()) context.trace()->addMessage("postponed", done.error().fullMessage());
        if (!beforeSend && refused && hook->mayRefuse()) refused = fail(std::move(done).error());
    }
    co_return refused;
}

/// on-error: LastError is set and context.Response holds the default answer already.
Task<void> runOnError(const Program& program, RequestContext& context, PolicyError error) {
    if (error.section.empty()) error.section = sectionName(context.section);
    if (context.trace()) context.trace()->addMessage(error.source, error.reason + ": " + error.message);
    context.setLastError(error);
    context.setResponse(toResponse(error, context.requestId));
    enter(context, Section::OnError);
    auto flow = co_await runPieces(program.pieces(Section::OnError), context);
    if (flow) co_return;
    // An error inside on-error: its default answer goes out (docs silent).
    PolicyError second = context.takeError(flow.error());
    if (context.trace()) context.trace()->addMessage(second.source, second.reason + ": " + second.message);
    context.setLastError(second);
    context.setResponse(toResponse(second, context.requestId));
}

/// Only the cors policies that stand directly in inbound are evaluated for a preflight.
Task<Result<Flow>> runPreflight(const Program& program, RequestContext& context) {
    enter(context, Section::Inbound);
    Result<Flow> flow = Flow::Continue;
    for (const auto& piece : program.pieces(Section::Inbound))
        for (const auto& entry : piece) {
            if (entry.descriptor->name() != "cors") continue;
            flow = co_await runGuardedWaiting(entry, context);
            if (!flow || *flow != Flow::Continue) co_return flow;
        }
    // No cors policy took it: an empty 200 (cross-domain.md).
    context.ensureResponse();
    co_return flow;
}

http::Response finishResponse(RequestContext& context) {
    http::Response response = context.takeResponse();
    context.applyClientHeaders(response);
    return response;
}

}  // namespace

// One coroutine from inbound to outbound: most requests wait once, in forward-request, and every frame more is paid by each of them.
Task<http::Response> Runner::run(std::shared_ptr<const Program> program, RequestContext& context) {
    context.program = program.get();
    Result<Flow> flow = Flow::Continue;
    if (context.corsPreflight) flow = co_await runPreflight(*program, context);
    Section section = Section::Inbound;
    while (!context.corsPreflight) {
        enter(context, section);
        Place place;
        const auto pieces = program->pieces(section);
        while (!runPlainPieces(pieces, place, context, flow)) {
            const StepEntry& entry = pieces[place.piece][place.index++];
            if (waitsSimply(entry, context)) {
                if (context.observer) context.observer->before(entry, context);
                try {
                    flow = co_await entry.step->runWaiting(context);
                } catch (const std::exception& exception) {
                    flow = fail(unforeseen(exception.what()));
                }
                finish(entry, context, flow);
            } else {
                flow = co_await runGuardedWaiting(entry, context);
            }
            if (!goesOn(flow)) break;
        }
        if (section == Section::Inbound && goesOn(flow)) {
            section = Section::Backend;
            continue;
        }
        if (section == Section::Outbound) break;
        if (!context.hooks().empty()) {
            auto refused = co_await runHooks(context, false);
            if (flow && !refused) flow = fail(std::move(refused).error());
        }
        if (!flow || *flow == Flow::Respond) break;
        section = Section::Outbound;
        context.ensureResponse();
        flow = Flow::Continue;  // a cache hit has left inbound for here
    }
    if (!flow) {
        PolicyError error = context.takeError(flow.error());
        co_await runOnError(*program, context, std::move(error));
    }
    if (!context.hooks().empty()) {
        auto sent = co_await runHooks(context, true);
        (void)sent;
    }
    co_return finishResponse(context);
}

Task<http::Response> Runner::runError(std::shared_ptr<const Program> program, RequestContext& context, PolicyError error) {
    context.program = program.get();
    co_await runOnError(*program, context, std::move(error));
    auto sent = co_await runHooks(context, true);
    (void)sent;
    co_return finishResponse(context);
}

}  // namespace mgc::policy
