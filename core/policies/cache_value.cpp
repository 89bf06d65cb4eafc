#include "policies/support/cache_choice.h"
#include "policies/support/elements.h"
#include "policies/support/value_codec.h"
#include "policy/program/runner.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// Look-up, computing and storing in one. The policies inside set the variable; it is what gets stored.
class CacheValue : public Step {
public:
    Template key, defaultValue;
    std::string variable;
    IntegerSetting expires, refresh;
    StepList steps;
    CachingType type = CachingType::PreferExternal;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto name = key.text(context);
        if (!name) co_return fail(std::move(name).error());
        auto* cache = chosenCache(context, type, "cache-value");
        auto hit = co_await lookUp(context, cache, *name);
        if (!hit) co_return fail(std::move(hit).error());
        if (*hit) co_return Flow::Continue;
        auto flow = co_await runSteps(steps, context);
        if (!flow || *flow != Flow::Continue) co_return flow;
        if (const auto* computed = context.variables.get(variable)) {
            std::string bytes = encodeValue(*computed);
            auto stored = co_await store(context, cache, std::move(*name), std::move(bytes));
            if (!stored) co_return fail(std::move(stored).error());
        } else if (defaultValue.present()) {
            auto value = defaultValue.value(context);
            if (!value) co_return fail(std::move(value).error());
            context.variables.set(variable, std::move(*value));
        }
        co_return Flow::Continue;
    }

private:
    /// True where the variable has its value. A value that is due for a refresh is computed anew by one request; meanwhile the others
    /// get the old one (the policy toolkit: protection against a stampede).
    Task<Result<bool>> lookUp(RequestContext& context, Cache* cache, const std::string& name) const {
        if (!cache) co_return false;
        std::string valueKey = "value:" + name;
        auto found = co_await cache->get(std::move(valueKey));
        const bool hit = found && found->has_value();
        if (context.trace())
            context.trace()->addMessage("cache-value", hit ? "Cache lookup resulted in a hit." : "Cache lookup resulted in a miss.");
        if (!hit) co_return false;
        if (refresh.present()) {
            std::string freshKey = "fresh:" + name;
            auto fresh = co_await cache->get(std::move(freshKey));
            if (fresh && !fresh->has_value()) {
                auto taken = co_await markFresh(context, *cache, name);
                if (!taken) co_return fail(std::move(taken).error());
                co_return false;
            }
        }
        context.variables.set(variable, decodeValue(**found));
        co_return true;
    }
    Task<Result<void>> markFresh(RequestContext& context, Cache& cache, const std::string& name) const {
        auto seconds = refresh.get(context);
        if (!seconds) co_return fail(std::move(seconds).error());
        if (*seconds > 0) {
            std::string freshKey = "fresh:" + name;
            std::string mark = "1";
            auto marked = co_await cache.put(std::move(freshKey), std::move(mark), std::chrono::seconds(*seconds));
            (void)marked;  // cache trouble never fails a call
        }
        co_return Result<void>{};
    }
    Task<Result<void>> store(RequestContext& context, Cache* cache, std::string name, std::string bytes) const {
        if (!cache) co_return Result<void>{};
        std::int64_t seconds = 3600;
        if (expires.present()) {
            auto given = expires.get(context);
            if (!given) co_return fail(std::move(given).error());
            seconds = *given;
        }
        if (seconds <= 0) co_return Result<void>{};
        if (refresh.present()) {
            auto marked = co_await markFresh(context, *cache, name);
            if (!marked) co_return fail(std::move(marked).error());
        }
        std::string valueKey = "value:" + name;
        auto stored = co_await cache->put(std::move(valueKey), std::move(bytes), std::chrono::seconds(seconds));
        if (!stored && context.trace()) context.trace()->addMessage("cache-value", stored.error().fullMessage());
        co_return Result<void>{};
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<CacheValue>();
    MGC_TRY_ASSIGN(step->key, context.attribute(node, "key"));
    MGC_TRY_ASSIGN(step->defaultValue, context.attribute(node, "default-value"));
    MGC_TRY_ASSIGN(step->expires, context.integer(node, "expires-after"));
    MGC_TRY_ASSIGN(step->refresh, context.integer(node, "refresh-after"));
    if (step->expires.present() && step->expires.isConstant() && step->refresh.present() && step->refresh.isConstant() &&
        step->refresh.constant() >= step->expires.constant())
        return context.error("MGC2433", "refresh-after must be shorter than expires-after.", node);
    step->variable = context.constant(node, "variable-name");
    step->type = cachingType(node, context);
    if (const auto* value = node.child("value")) {
        const CompileContext::PathScope scope(context, "value[1]");
        MGC_TRY_ASSIGN(step->steps, context.children(*value));
    }
    step->setContainer(allReads(step->steps));
    return step;
}

}  // namespace

const PolicyDescriptor& cache_value_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Caching",
        .element = {.name = "cache-value",
                    .attributes = {{.name = "key", .presence = Presence::Required, .help = "Key of the value"},
                                   {.name = "variable-name",
                                    .type = AttributeType::VariableName,
                                    .presence = Presence::Required,
                                    .expressions = Expressions::NotAllowed,
                                    .help = "Variable that takes the value, and that the policies inside set"},
                                   {.name = "expires-after",
                                    .type = AttributeType::Integer,
                                    .minimum = 0,
                                    .unit = "seconds",
                                    .help = "How long to keep the value; an hour where absent"},
                                   {.name = "refresh-after",
                                    .type = AttributeType::Integer,
                                    .minimum = 0,
                                    .unit = "seconds",
                                    .help = "When one request computes the value anew, before it expires"},
                                   {.name = "default-value", .help = "Value where the policies inside set none"},
                                   cachingTypeAttribute()},
                    .content = Content::Elements,
                    .children = {{.name = "value", .content = Content::Policies, .maximum = 1, .help = "Policies that compute the value"}},
                    .help = "Reads a value from the cache, or computes and keeps it"},
        .summary = "Reads a value from the cache or computes and keeps it; only the policy toolkit knows it",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-policies",  // not documented; the index
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
