#include "policy/program/runner.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// A slot that is given back whatever ends the children, the request's destruction included.
class Slot {
public:
    Slot(Counters& counters, CounterSpec spec) : m_counters(counters), m_spec(std::move(spec)) {}
    ~Slot() {
        startTask(release(m_counters, std::move(m_spec)), [] {});
    }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

    /// Slots are counted in a window that never ends.
    static constexpr Instant start() { return Instant{} + std::chrono::seconds(1); }

private:
    static Task<void> release(Counters& counters, CounterSpec spec) {
        auto released = co_await counters.bookFixed(spec, start(), -1);
        (void)released;
    }
    Counters& m_counters;
    CounterSpec m_spec;
};

class LimitConcurrency : public Step {
public:
    Template key;
    std::int64_t maximum = 1;
    StepList steps;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto name = key.text(context);
        if (!name) co_return fail(std::move(name).error());
        const CounterSpec spec{"limit-concurrency:" + *name, maximum, std::chrono::hours(24 * 365 * 100), WindowKind::Sliding};
        Counters& counters = context.services().counters;
        auto entry = co_await counters.tryBookFixed(spec, Slot::start(), 1, 1);
        if (!entry) co_return fail(std::move(entry).error());
        if (!entry->admitted) {
            PolicyError error;
            error.status = 429;
            error.reason = "ConcurrencyLimitExceeded";  // docs silent on reason and message
            error.message = "Concurrency limit is exceeded. Try again later.";
            error.throttle = "concurrency";
            context.addFlag("concurrency limit");
            co_return context.fail(std::move(error));
        }
        const Slot slot(counters, spec);
        auto flow = co_await runSteps(steps, context);
        co_return flow;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<LimitConcurrency>();
    MGC_TRY_ASSIGN(step->key, context.attribute(node, "key"));
    MGC_TRY_ASSIGN(const IntegerSetting maximum, context.integer(node, "max-count"));
    if (!maximum.present() || !maximum.isConstant() || maximum.constant() < 1)
        return context.error("MGC2422", "max-count must be a whole number above 0.", node);
    step->maximum = maximum.constant();
    MGC_TRY_ASSIGN(step->steps, context.children(node));
    step->setContainer(allReads(step->steps));
    return step;
}

}  // namespace

const PolicyDescriptor& limit_concurrency_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Rate limiting and quotas",
        .element = {.name = "limit-concurrency",
                    .attributes = {{.name = "key", .presence = Presence::Required, .help = "Requests with equal keys share the slots"},
                                   {.name = "max-count",
                                    .type = AttributeType::Integer,
                                    .presence = Presence::Required,
                                    .expressions = Expressions::NotAllowed,
                                    .minimum = 1,
                                    .help = "Requests that may be inside at once"}},
                    .content = Content::Policies,
                    .help = "Lets only so many requests in at once"},
        .summary = "Runs its policies while fewer than so many requests are inside; else 429 at once",
        .documentation = "https://learn.microsoft.com/azure/api-management/limit-concurrency-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
