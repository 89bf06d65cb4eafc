#include "gateway/net/relay.h"

#include <coroutine>
#include <utility>

namespace mgc::gateway::net {

namespace {

/// For the other side to end as well, once one has.
constexpr Duration farewell = std::chrono::seconds(5);

class Pair final : TimerWheel::Timer {
public:
    Pair(EventLoop& loop, std::shared_ptr<http::Duplex> client, std::shared_ptr<http::Duplex> backend, Duration idle)
        : m_loop(loop), m_client(std::move(client)), m_backend(std::move(backend)), m_idle(idle) {
        touch();
    }

    Task<void> upward() { return pump(*m_client, *m_backend); }
    Task<void> downward() { return pump(*m_backend, *m_client); }
    void close() {
        m_client->close();
        m_backend->close();
    }

private:
    void touch() { m_loop.arm(*this, m_ending ? std::min(farewell, m_idle) : m_idle); }
    void onDeadline() override { close(); }

    Task<void> pump(http::Duplex& from, http::Duplex& to) {
        while (true) {
            auto piece = co_await from.read();
            if (!piece) co_return close();
            if (!*piece) break;
            touch();
            auto sending = to.write(std::move(**piece));
            auto written = co_await sending;
            if (!written) co_return close();
        }
        to.finish();
        m_ending = true;
        touch();
    }

    EventLoop& m_loop;
    std::shared_ptr<http::Duplex> m_client, m_backend;
    Duration m_idle;
    bool m_ending = false;
};

}  // namespace

Task<void> relay(EventLoop& loop, std::shared_ptr<http::Duplex> client, std::shared_ptr<http::Duplex> backend, Duration idle) {
    const auto pair = std::make_shared<Pair>(loop, std::move(client), std::move(backend), idle);
    const auto done = std::make_shared<Promise<bool>>();
    startTask(pair->upward(), [pair, done] { done->set(true); });
    co_await pair->downward();
    co_await done->wait();
    pair->close();
}

}  // namespace mgc::gateway::net
