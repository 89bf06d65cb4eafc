#include <algorithm>
#include <cmath>

#include "policies/support/trace_note.h"
#include "policy/program/runner.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

struct Waits {
    double interval = 0, delta = 0, maximum = 0;  ///< seconds; 0: not given
    bool firstFast = false;

    /// Seconds before retry `number` (1 is the first). The docs' worked example only follows from the printed formula when the
    /// exponent starts at 0.
    [[nodiscard]] double before(std::int64_t number, Random& random) const {
        if (firstFast && number == 1) return 0;
        const auto steps = static_cast<double>(number - 1);
        if (delta == 0) return interval;
        if (maximum == 0) return interval + steps * delta;
        const double spread = delta * (0.8 + 0.4 * random.unit());
        return std::min(maximum, interval + (std::exp2(std::min(steps, 40.0)) - 1) * spread);
    }
};

class Retry : public Step {
public:
    BooleanSetting condition, firstFast;
    expression::Reads conditionReads;
    IntegerSetting count;
    NumberSetting interval, delta, maximum;
    StepList steps;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        Waits waits;
        auto retries = read(context, waits);
        if (!retries) co_return fail(std::move(retries).error());
        for (std::int64_t done = 0;; ++done) {
            auto flow = co_await runSteps(steps, context);
            if (flow && *flow != Flow::Continue) co_return flow;
            // Children that failed are tried again like any others: the condition decides (docs silent; the toolkit's emulator does so).
            if (done >= *retries) co_return flow;
            std::optional<PolicyError> failure;
            if (!flow) failure = context.takeError(flow.error());
            auto again = co_await holds(context);
            if (!again && !failure) co_return fail(std::move(again).error());
            if (failure && (!again || !*again)) {
                (void)(again ? PolicyError() : context.takeError(again.error()));
                co_return context.fail(std::move(*failure));
            }
            if (!*again) co_return flow;
            context.addFlag("retry " + std::to_string(done + 1));
            const double seconds = waits.before(done + 1, context.services().random);
            if (context.trace())
                note(context, "retry", "Condition holds: its policies run again.",
                     {{"attempt", std::to_string(done + 1)}, {"waitSeconds", std::to_string(seconds)}});
            if (seconds > 0)
                co_await context.services().clock.sleep(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds)));
            if (context.cancellation && context.cancellation->requested()) co_return fail("Cancelled", "The client has gone.");
        }
    }

private:
    Result<std::int64_t> read(RequestContext& context, Waits& waits) const {
        const auto seconds = [&](const NumberSetting& setting, double& to) -> Result<void> {
            if (!setting.present()) return {};
            MGC_TRY_ASSIGN(to, setting.get(context));
            // Beyond a day nobody waits; also keeps NaN and negative values out.
            to = to > 0 ? std::min(to, 86400.0) : 0;
            return {};
        };
        MGC_TRY(seconds(interval, waits.interval));
        MGC_TRY(seconds(delta, waits.delta));
        MGC_TRY(seconds(maximum, waits.maximum));
        if (firstFast.present()) {
            MGC_TRY_ASSIGN(waits.firstFast, firstFast.get(context));
        }
        MGC_TRY_ASSIGN(const std::int64_t retries, count.get(context));
        return std::clamp<std::int64_t>(retries, 0, 50);
    }
    Task<Result<bool>> holds(RequestContext& context) const {
        if (context.mustBuffer(conditionReads)) {
            auto done = co_await context.buffer(conditionReads, "retry");
            if (!done) co_return fail(std::move(done).error());
        }
        auto value = condition.get(context);
        co_return value;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<Retry>();
    {
        const CompileContext::DeferredReads later(context);
        MGC_TRY_ASSIGN(step->condition, context.boolean(node, "condition"));
        step->conditionReads = step->condition.expression().reads();
    }
    MGC_TRY_ASSIGN(step->count, context.integer(node, "count"));
    MGC_TRY_ASSIGN(step->interval, context.number(node, "interval"));
    MGC_TRY_ASSIGN(step->delta, context.number(node, "delta"));
    MGC_TRY_ASSIGN(step->maximum, context.number(node, "max-interval"));
    MGC_TRY_ASSIGN(step->firstFast, context.boolean(node, "first-fast-retry"));
    MGC_TRY_ASSIGN(step->steps, context.children(node));
    step->setContainer(allReads(step->steps));
    return step;
}

}  // namespace

const PolicyDescriptor& retry_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Policy control and flow",
        .element =
            {.name = "retry",
             .attributes = {{.name = "condition",
                             .type = AttributeType::Boolean,
                             .presence = Presence::Required,
                             .help = "Asked after each run; true runs the policies again"},
                            {.name = "count",
                             .type = AttributeType::Integer,
                             .presence = Presence::Required,
                             .minimum = 1,
                             .maximum = 50,
                             .help = "Most retries after the first run"},
                            {.name = "interval",
                             .type = AttributeType::Number,
                             .presence = Presence::Required,
                             .minimum = 0,
                             .unit = "seconds",
                             .help = "Wait before a retry"},
                            {.name = "max-interval",
                             .type = AttributeType::Number,
                             .minimum = 0,
                             .unit = "seconds",
                             .help = "Longest wait; makes waits grow exponentially"},
                            {.name = "delta", .type = AttributeType::Number, .minimum = 0, .unit = "seconds", .help = "Growth of the wait"},
                            {.name = "first-fast-retry",
                             .type = AttributeType::Boolean,
                             .defaultValue = "false",
                             .help = "No wait before the first retry"}},
             .content = Content::Policies,
             .help = "Runs the policies inside again while the condition holds"},
        .summary = "Runs its policies, and again while a condition holds, with waits in between",
        .documentation = "https://learn.microsoft.com/azure/api-management/retry-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
