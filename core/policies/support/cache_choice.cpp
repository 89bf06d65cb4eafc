#include "policies/support/cache_choice.h"

#include "base/text.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using policy::Cache;
using policy::CachingType;

CachingType cachingType(const policy::PolicyNode& node, const policy::CompileContext& context) {
    const std::string written = context.constant(node, "caching-type");
    if (equalsIgnoreCase(trimmed(written), "external")) return CachingType::External;
    return equalsIgnoreCase(trimmed(written), "internal") ? CachingType::Internal : CachingType::PreferExternal;
}

Cache* chosenCache(policy::RequestContext& context, CachingType type, std::string_view element) {
    Cache* cache = context.services().cache.ofType(type);
    if (!cache && context.trace())
        context.trace()->addMessage(
            std::string(element),
            "No external cache is configured (run --state redis://...), so caching-type \"external\" caches nothing.");
    return cache;
}

}  // namespace mgc::policies
