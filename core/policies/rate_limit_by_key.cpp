#include <algorithm>

#include "policies/support/increment.h"
#include "policies/support/limit_report.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// Increments whose condition or count may read the response: done at the end of the pipeline.
class PostponedIncrement : public PipelineHook {
public:
    PostponedIncrement(CounterSpec spec, const Increment& increment) : m_spec(std::move(spec)), m_increment(increment) {}

    Points points() const override { return {.afterBackend = false, .beforeSend = true}; }
    expression::Reads reads() const override { return m_increment.reads(); }
    Task<Result<void>> beforeSend(RequestContext& context) override {
        auto count = m_increment.amount(context);
        if (!count) co_return fail(std::move(count).error());
        if (*count == 0) co_return Result<void>{};
        auto booked = co_await context.services().counters.book(m_spec, *count);
        if (!booked) co_return fail(std::move(booked).error());
        co_return Result<void>{};
    }

private:
    CounterSpec m_spec;
    const Increment& m_increment;  // of the step, which the program keeps alive
};

class RateLimitByKey : public Step {
public:
    IntegerSetting calls, period;
    Template key;
    Increment increment;
    BooleanSetting afterResponse;
    LimitNames names;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto spec = specOf(context);
        if (!spec) co_return fail(std::move(spec).error());
        Counters& counters = context.services().counters;
        // An expression in either postpones the increment; this call is then measured by the old count (docs 03/2025).
        const bool postponed = increment.isPostponed() || (afterResponse.present() && afterResponse.constant());
        const std::int64_t amount = postponed ? 0 : increment.amount();
        auto admission = co_await counters.tryBook(*spec, amount, 1);
        if (!admission) co_return fail(std::move(admission).error());
        if (!admission->admitted) co_return context.fail(names.refused(context, spec->limit, admission->state.retryAfter));
        names.admitted(context, spec->limit, admission->state.remaining);
        if (postponed) context.addHook(std::make_shared<PostponedIncrement>(std::move(*spec), increment));
        co_return Flow::Continue;
    }

private:
    Result<CounterSpec> specOf(RequestContext& context) const {
        CounterSpec spec;
        MGC_TRY_ASSIGN(const std::string name, key.text(context));
        MGC_TRY_ASSIGN(spec.limit, calls.get(context));
        MGC_TRY_ASSIGN(const std::int64_t seconds, period.get(context));
        spec.key = "rate-limit-by-key:" + name;
        spec.window = std::chrono::seconds(std::clamp<std::int64_t>(seconds, 1, 300));
        spec.kind = context.services().windowKind;
        return spec;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<RateLimitByKey>();
    MGC_TRY_ASSIGN(step->calls, context.integer(node, "calls"));
    MGC_TRY_ASSIGN(step->period, context.integer(node, "renewal-period"));
    MGC_TRY_ASSIGN(step->key, context.attribute(node, "counter-key"));
    MGC_TRY_ASSIGN(step->increment, Increment::compile(node, context));
    MGC_TRY_ASSIGN(step->afterResponse, context.boolean(node, "increment-after-response"));
    if (node.attribute("flexible-retry-window"))
        return context.error("MGC2417", "Attribute 'flexible-retry-window' is undocumented and not supported.", node);
    step->names = LimitNames::read(node, context);
    return step;
}

std::vector<AttributeDescriptor> attributes() {
    std::vector<AttributeDescriptor> all{
        {.name = "calls",
         .type = AttributeType::Integer,
         .presence = Presence::Required,
         .minimum = 1,
         .unit = "calls",
         .help = "Calls per period and key"},
        {.name = "renewal-period",
         .type = AttributeType::Integer,
         .presence = Presence::Required,
         .minimum = 1,
         .maximum = 300,
         .unit = "seconds",
         .help = "Length of the sliding period"},
        {.name = "counter-key", .presence = Presence::Required, .help = "Key; equal keys share one counter over all scopes"},
        {.name = "increment-condition",
         .type = AttributeType::Boolean,
         .help = "Whether to count the call; an expression is evaluated after the response"},
        {.name = "increment-count",
         .type = AttributeType::Integer,
         .defaultValue = "1",
         .minimum = 0,
         .help = "How much a call counts; an expression is evaluated after the response"},
        {.name = "increment-after-response",
         .type = AttributeType::Boolean,
         .expressions = Expressions::NotAllowed,
         .help = "Count after the response"},
        {.name = "flexible-retry-window", .type = AttributeType::Boolean, .expressions = Expressions::NotAllowed, .help = "Undocumented"}};
    for (auto& attribute : LimitNames::attributes()) all.push_back(std::move(attribute));
    return all;
}

}  // namespace

const PolicyDescriptor& rate_limit_by_key_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Rate limiting and quotas",
        .element = {.name = "rate-limit-by-key", .attributes = attributes(), .help = "Limits calls per key"},
        .sections = Section::Inbound,
        .gateways = {Gateway::Classic, Gateway::V2, Gateway::SelfHosted, Gateway::WorkspaceGateway},
        .summary = "Limits the calls of any key in a short period; refuses with 429",
        .documentation = "https://learn.microsoft.com/azure/api-management/rate-limit-by-key-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
