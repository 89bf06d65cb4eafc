#pragma once
#include <memory>

#include "base/clock.h"
#include "base/task.h"
#include "gateway/net/event_loop.h"
#include "http/duplex.h"

namespace mgc::gateway::net {

/// Without a byte in either direction for this long, both connections are closed.
inline constexpr Duration relayIdle = std::chrono::minutes(15);

/// Passes bytes both ways, one connection to one connection, until both directions have ended. At most one piece a direction is held.
/// When either side goes, the other one is ended too (docs page websocket-api, passthrough).
[[nodiscard]] Task<void> relay(EventLoop& loop, std::shared_ptr<http::Duplex> client, std::shared_ptr<http::Duplex> backend,
                               Duration idle = relayIdle);

}  // namespace mgc::gateway::net
