#pragma once
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// What the request asks of which model; read from the (whole) request body once per request.
[[nodiscard]] policy::ModelCall& modelCall(policy::RequestContext& context);
/// Prompt tokens of the request; counted once.
[[nodiscard]] std::int64_t promptTokens(policy::RequestContext& context);

}  // namespace mgc::policies
