#include "policies/support/cache_choice.h"
#include "policies/support/elements.h"
#include "policies/support/value_codec.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class CacheStoreValue : public Step {
public:
    Template key, value;
    IntegerSetting duration;
    CachingType type = CachingType::PreferExternal;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto name = key.text(context);
        if (!name) co_return fail(std::move(name).error());
        auto stored = value.value(context);
        if (!stored) co_return fail(std::move(stored).error());
        auto seconds = duration.get(context);
        if (!seconds) co_return fail(std::move(seconds).error());
        if (*seconds <= 0) co_return Flow::Continue;
        auto* cache = chosenCache(context, type, "cache-store-value");
        if (!cache) co_return Flow::Continue;
        std::string valueKey = "value:" + *name;
        std::string bytes = encodeValue(*stored);
        auto done = co_await cache->put(std::move(valueKey), std::move(bytes), std::chrono::seconds(*seconds));
        if (!done && context.trace()) context.trace()->addMessage("cache-store-value", done.error().fullMessage());
        co_return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<CacheStoreValue>();
    MGC_TRY_ASSIGN(step->key, context.attribute(node, "key"));
    MGC_TRY_ASSIGN(step->value, context.attribute(node, "value"));
    MGC_TRY_ASSIGN(step->duration, context.integer(node, "duration"));
    step->type = cachingType(node, context);
    return step;
}

}  // namespace

const PolicyDescriptor& cache_store_value_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Caching",
        .element = {.name = "cache-store-value",
                    .attributes = {{.name = "key", .presence = Presence::Required, .help = "Key of the value"},
                                   {.name = "value", .presence = Presence::Required, .help = "What to keep"},
                                   {.name = "duration",
                                    .type = AttributeType::Integer,
                                    .presence = Presence::Required,
                                    .minimum = 0,
                                    .unit = "seconds",
                                    .help = "How long to keep it"},
                                   cachingTypeAttribute()},
                    .help = "Keeps a value in the cache"},
        .summary = "Keeps a value in the cache under a key",
        .documentation = "https://learn.microsoft.com/azure/api-management/cache-store-value-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
