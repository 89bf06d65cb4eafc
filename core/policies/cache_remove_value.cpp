#include "policies/support/cache_choice.h"
#include "policies/support/elements.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class CacheRemoveValue : public Step {
public:
    CacheRemoveValue(Template key, CachingType type) : m_key(std::move(key)), m_type(type) {}
    bool waits() const override { return true; }
    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto name = m_key.text(context);
        if (!name) co_return fail(std::move(name).error());
        auto* cache = chosenCache(context, m_type, "cache-remove-value");
        if (!cache) co_return Flow::Continue;
        std::string valueKey = "value:" + *name;
        auto done = co_await cache->remove(std::move(valueKey));
        if (!done && context.trace()) context.trace()->addMessage("cache-remove-value", done.error().fullMessage());
        co_return Flow::Continue;
    }

private:
    Template m_key;
    CachingType m_type;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(Template key, context.attribute(node, "key"));
    return std::make_unique<CacheRemoveValue>(std::move(key), cachingType(node, context));
}

}  // namespace

const PolicyDescriptor& cache_remove_value_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Caching",
        .element = {.name = "cache-remove-value",
                    .attributes = {{.name = "key", .presence = Presence::Required, .help = "Key of the value"}, cachingTypeAttribute()},
                    .help = "Removes a value from the cache"},
        .summary = "Removes a value from the cache",
        .documentation = "https://learn.microsoft.com/azure/api-management/cache-remove-value-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
