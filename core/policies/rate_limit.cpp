#include "policies/support/limit_report.h"
#include "policies/support/scoped_limits.h"

namespace mgc::policies {

using namespace policy;

namespace {

class RateLimit : public Step {
public:
    ScopedLimits limits;
    LimitNames names;
    std::string counterName;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        if (!context.subscription) co_return Flow::Continue;
        Counters& counters = context.services().counters;
        // Every matching counter must have room before any of them counts the call.
        std::vector<CounterSpec> booked;
        std::int64_t remaining = 0;
        std::int64_t total = 0;
        for (const auto* limit : limits.matching(context)) {
            CounterSpec spec = specOf(*limit, context);
            auto admission = co_await counters.tryBook(spec, 1, 1);
            if (admission && admission->admitted) {
                limit->names.admitted(context, spec.limit, admission->state.remaining);
                if (booked.empty() || admission->state.remaining < remaining) {
                    remaining = admission->state.remaining;
                    total = spec.limit;
                }
                booked.push_back(std::move(spec));
                continue;
            }
            for (const auto& earlier : booked) {
                auto undone = co_await counters.book(earlier, -1);
                if (!undone) break;
            }
            if (!admission) co_return fail(std::move(admission).error());
            co_return context.fail(names.refused(context, spec.limit, admission->state.retryAfter, limit->names));
        }
        names.admitted(context, total, remaining);
        co_return Flow::Continue;
    }

private:
    CounterSpec specOf(const ScopedLimits::Limit& limit, const RequestContext& context) const {
        return {counterName + context.subscription->id + limit.suffix, limit.calls.value_or(0), std::chrono::seconds(limit.renewalPeriod),
                context.services().windowKind};
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<RateLimit>();
    MGC_TRY_ASSIGN(step->limits, ScopedLimits::compile(node, context));
    step->names = LimitNames::read(node, context);
    // Counters of definitions at different scopes are different counters.
    step->counterName = "rate-limit:" + context.scopeId() + ":";
    return step;
}

std::vector<AttributeDescriptor> limitAttributes() {
    return {{.name = "calls",
             .type = AttributeType::Integer,
             .presence = Presence::Required,
             .expressions = Expressions::NotAllowed,
             .minimum = 1,
             .unit = "calls",
             .help = "Calls per period"},
            {.name = "renewal-period",
             .type = AttributeType::Integer,
             .presence = Presence::Required,
             .expressions = Expressions::NotAllowed,
             .minimum = 1,
             .maximum = 300,
             .unit = "seconds",
             .help = "Length of the sliding period"}};
}

std::vector<AttributeDescriptor> nestedAttributes() {
    auto attributes = limitAttributes();
    attributes.push_back({.name = "name", .expressions = Expressions::NotAllowed, .help = "Name it applies to"});
    attributes.push_back({.name = "id", .expressions = Expressions::NotAllowed, .help = "Id it applies to; wins over the name"});
    for (auto& attribute : LimitNames::attributes()) attributes.push_back(std::move(attribute));
    return attributes;
}

std::vector<AttributeDescriptor> ownAttributes() {
    auto attributes = limitAttributes();
    for (auto& attribute : LimitNames::attributes()) attributes.push_back(std::move(attribute));
    return attributes;
}

}  // namespace

const PolicyDescriptor& rate_limit_descriptor() {
    static const ElementDescriptor operation{
        .name = "operation", .attributes = nestedAttributes(), .help = "A limit of its own for one operation"};
    static const PolicyDescriptor descriptor{
        .category = "Rate limiting and quotas",
        .element = {.name = "rate-limit",
                    .attributes = ownAttributes(),
                    .content = Content::Elements,
                    .children = {{.name = "api",
                                  .attributes = nestedAttributes(),
                                  .content = Content::Elements,
                                  .children = {operation},
                                  .help = "A limit of its own for one API"},
                                 operation},
                    .ordered = true,
                    .help = "Limits calls per subscription"},
        .sections = Section::Inbound,
        .scopes = {Scope::Product, Scope::Api, Scope::Operation},
        .oncePerSection = true,
        .summary = "Limits the calls of a subscription in a short period; refuses with 429",
        .documentation = "https://learn.microsoft.com/azure/api-management/rate-limit-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
