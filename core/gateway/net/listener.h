#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "gateway/net/event_loop.h"
#include "gateway/net/stream.h"

namespace mgc::gateway::net {

/// A peer that was accepted: an open, non-blocking socket that the receiver owns.
struct Accepted {
    int descriptor = -1;
    std::string remoteAddress;
    std::uint16_t remotePort = 0;
};

/// Accepts TCP connections on one loop and hands them on. Accepting on one loop and dealing the connections out evenly keeps workers
/// balanced with few connections, and a port that is taken stays an error (SO_REUSEPORT would share it silently).
class Listener {
public:
    /// Binds at once; port 0 picks a free one. `onAccepted` runs on `loop`. Error ListenFailed. From any thread.
    [[nodiscard]] static Result<std::unique_ptr<Listener>> open(EventLoop& loop, const std::string& host, std::uint16_t port,
                                                                std::function<void(Accepted)> onAccepted);
    ~Listener();

    [[nodiscard]] std::uint16_t port() const;
    /// Accepts no more. On the loop.
    void close();

private:
    struct State;
    explicit Listener(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

/// Makes a stream of an accepted socket, on the loop's own thread. Null if the system refuses.
[[nodiscard]] std::unique_ptr<Stream> adoptSocket(EventLoop& loop, int descriptor);

}  // namespace mgc::gateway::net
