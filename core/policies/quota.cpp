#include "policies/support/quota_window.h"
#include "policies/support/scoped_limits.h"

namespace mgc::policies {

using namespace policy;

namespace {

class Quota : public Step {
public:
    ScopedLimits limits;
    std::string counterName;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        if (!context.subscription) co_return Flow::Continue;
        std::vector<QuotaWindow> booked;
        for (const auto* limit : limits.matching(context)) {
            QuotaWindow window = windowOf(*limit, *context.subscription);
            auto admitted = co_await window.admit(context, 1);
            if (!admitted) {
                co_await giveBack(context, booked);
                co_return fail(std::move(admitted).error());
            }
            booked.push_back(std::move(window));
        }
        for (auto& window : booked)
            if (window.kilobytes) bookBytesAtEnd(context, std::move(window));
        co_return Flow::Continue;
    }

private:
    QuotaWindow windowOf(const ScopedLimits::Limit& limit, const expression::SubscriptionData& subscription) const {
        QuotaWindow window{counterName + subscription.id + limit.suffix, limit.calls, limit.kilobytes, limit.renewalPeriod, std::nullopt};
        const Instant begun = subscription.startDate.value_or(subscription.createdDate);
        if (begun != Instant{}) window.phase = std::chrono::floor<std::chrono::seconds>(begun).time_since_epoch().count();
        return window;
    }
    static Task<void> giveBack(RequestContext& context, const std::vector<QuotaWindow>& booked) {
        for (const auto& window : booked) {
            if (!window.calls) continue;
            auto start = co_await window.start(context);
            if (!start) co_return;
            const CounterSpec spec = window.callSpec();
            auto undone = co_await context.services().counters.bookFixed(spec, *start, -1);
            if (!undone) co_return;
        }
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<Quota>();
    MGC_TRY_ASSIGN(step->limits, ScopedLimits::compile(node, context));
    step->counterName = "quota:" + context.scopeId() + ":";
    return step;
}

std::vector<AttributeDescriptor> limitAttributes(Presence period) {
    return {{.name = "calls",
             .type = AttributeType::Integer,
             .expressions = Expressions::NotAllowed,
             .minimum = 0,
             .unit = "calls",
             .help = "Calls per period"},
            {.name = "bandwidth",
             .type = AttributeType::Integer,
             .expressions = Expressions::NotAllowed,
             .minimum = 0,
             .unit = "kilobytes",
             .help = "Kilobytes per period"},
            {.name = "renewal-period",
             .type = AttributeType::Integer,
             .presence = period,
             .expressions = Expressions::NotAllowed,
             .minimum = 0,
             .unit = "seconds",
             .help = "Length of the fixed period; 0 never renews"}};
}

std::vector<AttributeDescriptor> nestedAttributes() {
    auto attributes = limitAttributes(Presence::Optional);
    attributes.push_back({.name = "name", .expressions = Expressions::NotAllowed, .help = "Name it applies to"});
    attributes.push_back({.name = "id", .expressions = Expressions::NotAllowed, .help = "Id it applies to; wins over the name"});
    return attributes;
}

}  // namespace

const PolicyDescriptor& quota_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Rate limiting and quotas",
        .element = {.name = "quota",
                    .attributes = limitAttributes(Presence::Required),
                    .content = Content::Elements,
                    .children = {{.name = "api",
                                  .attributes = nestedAttributes(),
                                  .content = Content::Elements,
                                  .children = {{.name = "operation",
                                                .attributes = nestedAttributes(),
                                                .help = "A quota of its own for one operation"}},
                                  .help = "A quota of its own for one API"}},
                    .help = "Limits calls and bandwidth per subscription"},
        .sections = Section::Inbound,
        .scopes = Scope::Product,
        .oncePerSection = true,
        .summary = "Limits calls and kilobytes of a subscription in a long period; refuses with 403",
        .documentation = "https://learn.microsoft.com/azure/api-management/quota-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
