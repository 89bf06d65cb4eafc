#pragma once
#include <nlohmann/json_fwd.hpp>

namespace mgc::gateway {

class Engine;

/// GET /v1/state: every counter with what is booked until when and one sentence on the next call, breakers with their history, pools with
/// configured and observed shares, caches.
[[nodiscard]] nlohmann::json stateReport(Engine& engine);

}  // namespace mgc::gateway
