#include "policies/support/cache_choice.h"
#include "policies/support/stored_response.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class CacheStore : public Step {
public:
    IntegerSetting duration;
    BooleanSetting cacheResponse;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        // Without a lookup that missed there is no key: a hit, another method, or no cache-lookup at all.
        if (!context.cachePlan || !context.response()) co_return Flow::Continue;
        auto seconds = duration.get(context);
        if (!seconds) co_return fail(std::move(seconds).error());
        bool store = context.response()->status == 200;
        if (cacheResponse.present()) {
            auto asked = cacheResponse.get(context);
            if (!asked) co_return fail(std::move(asked).error());
            store = *asked;
        }
        if (!store || *seconds <= 0 || context.streaming) co_return Flow::Continue;
        auto* cache = chosenCache(context, context.cachePlan->type, "cache-store");
        if (!cache) co_return Flow::Continue;
        auto whole = co_await context.collect({.requestBody = false, .responseBody = true}, "cache-store");
        if (!whole) co_return fail(std::move(whole).error());
        auto& response = *context.response();
        response.headers.set("Cache-Control", directives(*context.cachePlan, *seconds));
        auto done = co_await cache->put(context.cachePlan->key, storeResponse(response), std::chrono::seconds(*seconds));
        if (!done && context.trace()) context.trace()->addMessage("cache-store", done.error().fullMessage());
        co_return Flow::Continue;
    }

private:
    static std::string directives(const CachePlan& plan, std::int64_t seconds) {
        if (plan.downstream != "private" && plan.downstream != "public") return "no-cache, no-store";
        return plan.downstream + ", max-age=" + std::to_string(seconds) + (plan.mustRevalidate ? ", must-revalidate" : "");
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<CacheStore>();
    MGC_TRY_ASSIGN(step->duration, context.integer(node, "duration"));
    MGC_TRY_ASSIGN(step->cacheResponse, context.boolean(node, "cache-response"));
    return step;
}

}  // namespace

const PolicyDescriptor& cache_store_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Caching",
        .element = {.name = "cache-store",
                    .attributes = {{.name = "duration",
                                    .type = AttributeType::Integer,
                                    .presence = Presence::Required,
                                    .minimum = 0,
                                    .unit = "seconds",
                                    .help = "How long to keep the response"},
                                   {.name = "cache-response",
                                    .type = AttributeType::Boolean,
                                    .help = "Store this response whatever its status; without it only 200"}},
                    .help = "Stores the response"},
        .sections = Section::Outbound,
        .oncePerSection = true,
        .webSocket = false,
        .partners = {"cache-lookup"},
        .summary = "Stores the response of a GET under the key of cache-lookup",
        .documentation = "https://learn.microsoft.com/azure/api-management/cache-store-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
