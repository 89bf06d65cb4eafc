#include <algorithm>

#include "base/text.h"
#include "policies/support/increment.h"
#include "policies/support/quota_window.h"
#include "policy/program/compile_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// First to claim `key` in this request: several policies that share a key count the call once.
bool claim(RequestContext& context, const std::string& key) {
    if (std::ranges::find(context.countedKeys, key) != context.countedKeys.end()) return false;
    context.countedKeys.push_back(key);
    return true;
}

class PostponedCount : public PipelineHook {
public:
    PostponedCount(QuotaWindow window, const Increment& increment) : m_window(std::move(window)), m_increment(increment) {}
    Points points() const override { return {.afterBackend = false, .beforeSend = true}; }
    expression::Reads reads() const override { return m_increment.reads(); }
    Task<Result<void>> beforeSend(RequestContext& context) override {
        auto count = m_increment.amount(context);
        if (!count) co_return fail(std::move(count).error());
        if (!m_window.calls || *count == 0) co_return Result<void>{};
        auto start = co_await m_window.start(context);
        if (!start) co_return fail(std::move(start).error());
        const CounterSpec spec = m_window.callSpec();
        auto booked = co_await context.services().counters.bookFixed(spec, *start, *count);
        if (!booked) co_return fail(std::move(booked).error());
        co_return Result<void>{};
    }

private:
    QuotaWindow m_window;
    const Increment& m_increment;  // of the step, which the program keeps alive
};

class QuotaByKey : public Step {
public:
    std::optional<std::int64_t> calls, kilobytes;
    std::int64_t period = 0, phase = 0;
    Template key;
    Increment increment;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto name = key.text(context);
        if (!name) co_return fail(std::move(name).error());
        QuotaWindow window{"quota-by-key:" + *name, calls, kilobytes, period, phase};
        const bool mine = claim(context, window.name);
        const std::int64_t amount = increment.isPostponed() || !mine ? 0 : increment.amount();
        auto admitted = co_await window.admit(context, amount, !mine);
        if (!admitted) co_return fail(std::move(admitted).error());
        if (mine && increment.isPostponed()) context.addHook(std::make_shared<PostponedCount>(window, increment));
        if (mine && kilobytes) bookBytesAtEnd(context, std::move(window));
        co_return Flow::Continue;
    }
};

/// Seconds since 1970 of 0001-01-01, the default of first-period-start; beyond what an Instant can hold.
constexpr std::int64_t yearOne = -62135596800;

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<QuotaByKey>();
    const auto read = [&](std::string_view name) -> std::optional<std::int64_t> {
        const auto* attribute = node.attribute(name);
        return attribute ? toInteger(trimmed(attribute->text)) : std::nullopt;
    };
    step->calls = read("calls");
    step->kilobytes = read("bandwidth");
    if (!step->calls && !step->kilobytes) return context.error("MGC2418", "quota-by-key needs calls or bandwidth as a whole number.", node);
    const auto period = read("renewal-period");
    if (!period || *period < 0) return context.error("MGC2303", "Attribute 'renewal-period' must be a whole number.", node);
    step->period = *period;
    step->phase = yearOne;
    if (const auto* first = node.attribute("first-period-start"); first && !first->text.starts_with("0001-")) {
        const auto instant = parseIso8601(first->text);
        if (!instant) return context.error("MGC2419", "first-period-start must be a time such as 2026-01-15T10:00:00Z.", node);
        step->phase = std::chrono::floor<std::chrono::seconds>(*instant).time_since_epoch().count();
    }
    MGC_TRY_ASSIGN(step->key, context.attribute(node, "counter-key"));
    MGC_TRY_ASSIGN(step->increment, Increment::compile(node, context));
    return step;
}

}  // namespace

const PolicyDescriptor& quota_by_key_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Rate limiting and quotas",
        .element = {.name = "quota-by-key",
                    .attributes = {{.name = "calls",
                                    .type = AttributeType::Integer,
                                    .expressions = Expressions::NotAllowed,
                                    .minimum = 0,
                                    .unit = "calls",
                                    .help = "Calls per period and key"},
                                   {.name = "bandwidth",
                                    .type = AttributeType::Integer,
                                    .expressions = Expressions::NotAllowed,
                                    .minimum = 0,
                                    .unit = "kilobytes",
                                    .help = "Kilobytes per period and key"},
                                   {.name = "renewal-period",
                                    .type = AttributeType::Integer,
                                    .presence = Presence::Required,
                                    .expressions = Expressions::NotAllowed,
                                    .minimum = 0,
                                    .unit = "seconds",
                                    .help = "Length of the fixed period, at least 300; 0 never renews"},
                                   {.name = "counter-key",
                                    .presence = Presence::Required,
                                    .help = "Key; equal keys share one counter over all scopes"},
                                   {.name = "increment-condition",
                                    .type = AttributeType::Boolean,
                                    .help = "Whether to count the call; an expression is evaluated after the response"},
                                   {.name = "increment-count",
                                    .type = AttributeType::Integer,
                                    .defaultValue = "1",
                                    .minimum = 0,
                                    .help = "How much a call counts"},
                                   {.name = "first-period-start",
                                    .type = AttributeType::DateTime,
                                    .expressions = Expressions::NotAllowed,
                                    .defaultValue = "0001-01-01T00:00:00Z",
                                    .help = "When the first period began; later ones follow without gap"}},
                    .help = "Limits calls and bandwidth per key"},
        .sections = Section::Inbound,
        .gateways = {Gateway::Classic, Gateway::SelfHosted, Gateway::WorkspaceGateway},
        .summary = "Limits calls and kilobytes of any key in a long period; refuses with 403",
        .documentation = "https://learn.microsoft.com/azure/api-management/quota-by-key-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
