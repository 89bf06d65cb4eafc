#include "policies/support/cache_choice.h"
#include "policies/support/elements.h"
#include "policies/support/value_codec.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class CacheLookupValue : public Step {
public:
    Template key, defaultValue;
    std::string variable;
    CachingType type = CachingType::PreferExternal;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto name = key.text(context);
        if (!name) co_return fail(std::move(name).error());
        // A cache that fails is a miss: cache trouble never fails a call.
        Result<std::optional<std::string>> found = std::optional<std::string>{};
        std::string valueKey = "value:" + *name;
        if (auto* cache = chosenCache(context, type, "cache-lookup-value")) found = co_await cache->get(std::move(valueKey));
        const bool hit = found && found->has_value();
        if (context.trace())
            context.trace()->addMessage("cache-lookup-value", hit ? "Cache lookup resulted in a hit." : "Cache lookup resulted in a miss.");
        if (hit) {
            context.variables.set(variable, decodeValue(**found));
        } else if (defaultValue.present()) {
            auto value = defaultValue.value(context);
            if (!value) co_return fail(std::move(value).error());
            context.variables.set(variable, std::move(*value));
        }
        co_return Flow::Continue;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<CacheLookupValue>();
    MGC_TRY_ASSIGN(step->key, context.attribute(node, "key"));
    MGC_TRY_ASSIGN(step->defaultValue, context.attribute(node, "default-value"));
    step->variable = context.constant(node, "variable-name");
    step->type = cachingType(node, context);
    return step;
}

}  // namespace

const PolicyDescriptor& cache_lookup_value_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Caching",
        .element = {.name = "cache-lookup-value",
                    .attributes = {{.name = "key", .presence = Presence::Required, .help = "Key of the value"},
                                   {.name = "variable-name",
                                    .type = AttributeType::VariableName,
                                    .presence = Presence::Required,
                                    .expressions = Expressions::NotAllowed,
                                    .help = "Variable that takes the value"},
                                   {.name = "default-value", .help = "Value on a miss; without it the variable is left unset"},
                                   cachingTypeAttribute()},
                    .help = "Reads a value from the cache"},
        .summary = "Reads a value from the cache into a variable",
        .documentation = "https://learn.microsoft.com/azure/api-management/cache-lookup-value-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
