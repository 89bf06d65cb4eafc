#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/task.h"
#include "gateway/net/event_loop.h"
#include "gateway/net/stream.h"

namespace mgc::gateway::net {

/// Makes one TCP connection: looks the name up, tries its addresses in order. For one use, on one loop.
class Dialer {
public:
    explicit Dialer(EventLoop& loop);
    ~Dialer();
    /// `host` a name, an address or an address in brackets. Error BackendConnectionFailure naming host, port and cause; after abort()
    /// the error does not matter.
    [[nodiscard]] Task<Result<std::unique_ptr<Stream>>> connect(std::string host, std::uint16_t port);
    /// Ends a connect() under way soon.
    void abort();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}  // namespace mgc::gateway::net
