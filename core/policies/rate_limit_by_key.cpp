#include <algorithm>

#include "policies/support/limit_report.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// Increments whose condition or count may read the response: done at the end of the pipeline.
class PostponedIncrement : public PipelineHook {
public:
    PostponedIncrement(CounterSpec spec, const BooleanSetting& condition, const IntegerSetting& count)
        : m_spec(std::move(spec)), m_condition(condition), m_count(count) {}

    Points points() const override { return {.afterBackend = false, .beforeSend = true}; }
    expression::Reads reads() const override { return m_condition.expression().reads() | m_count.expression().reads(); }
    Task<Result<void>> beforeSend(RequestContext& context) override {
        bool wanted = true;
        if (m_condition.present()) {
            auto holds = m_condition.get(context);
            if (!holds) co_return fail(std::move(holds).error());
            wanted = *holds;
        }
        auto count = m_count.get(context);
        if (!count) co_return fail(std::move(count).error());
        if (!wanted || *count <= 0) co_return Result<void>{};
        auto booked = co_await context.services().counters.book(m_spec, *count);
        if (!booked) co_return fail(std::move(booked).error());
        co_return Result<void>{};
    }

private:
    CounterSpec m_spec;
    const BooleanSetting& m_condition;  // of the step, which the program keeps alive
    const IntegerSetting& m_count;
};

class RateLimitByKey : public Step {
public:
    IntegerSetting calls, period, count;
    Template key;
    BooleanSetting condition, afterResponse;
    LimitNames names;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto spec = specOf(context);
        if (!spec) co_return fail(std::move(spec).error());
        Counters& counters = context.services().counters;
        // An expression in either postpones the increment; this call is then measured by the old count (docs 03/2025).
        const bool postponed = !condition.isConstant() || !count.isConstant() || (afterResponse.present() && afterResponse.constant());
        const bool counts = !condition.present() || !condition.isConstant() || condition.constant();
        const std::int64_t amount = postponed || !counts ? 0 : std::max<std::int64_t>(0, count.constant());
        auto admission = co_await counters.tryBook(*spec, amount, 1);
        if (!admission) co_return fail(std::move(admission).error());
        if (!admission->admitted) co_return context.fail(names.refused(context, spec->limit, admission->state.retryAfter));
        names.admitted(context, spec->limit, admission->state.remaining);
        if (postponed) context.addHook(std::make_shared<PostponedIncrement>(std::move(*spec), condition, count));
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
    const CompileContext::DeferredReads later(context);
    MGC_TRY_ASSIGN(step->condition, context.boolean(node, "increment-condition"));
    MGC_TRY_ASSIGN(step->count, context.integer(node, "increment-count"));
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
