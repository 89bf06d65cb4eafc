#pragma once
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// "caching-type" of a caching policy; PreferExternal where it is absent.
[[nodiscard]] policy::CachingType cachingType(const policy::PolicyNode& node, const policy::CompileContext& context);

/// The cache that `type` names. Null where it names the external one and none is configured: then nothing is found and nothing is kept,
/// as with an external cache that is away (a cache never fails a call), and the trace says so under `element`.
[[nodiscard]] policy::Cache* chosenCache(policy::RequestContext& context, policy::CachingType type, std::string_view element);

}  // namespace mgc::policies
