#include "gateway/net/event_loop.h"

#include <time.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <optional>
#include <thread>

#include "gateway/net/cycle_clock.h"
#include "gateway/net/poller.h"

namespace mgc::gateway::net {

namespace asio = boost::asio;

namespace {

thread_local EventLoop* currentLoop = nullptr;

/// The kernel's time of its last tick, an eighth of the cost of the exact one; one tick is added so that it is never behind.
std::chrono::steady_clock::time_point coarseNow() {
    static const auto resolution = [] {
        timespec value{};
        ::clock_getres(CLOCK_MONOTONIC_COARSE, &value);
        return std::chrono::seconds(value.tv_sec) + std::chrono::nanoseconds(value.tv_nsec);
    }();
    timespec value{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &value);
    return std::chrono::steady_clock::time_point(std::chrono::seconds(value.tv_sec) + std::chrono::nanoseconds(value.tv_nsec) + resolution);
}

}  // namespace

struct EventLoop::Impl {
    // One thread runs the loop and touches its sockets, so the reactor needs no locks; posting stays safe from any thread.
    asio::io_context context{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> guard{asio::make_work_guard(context)};
    asio::steady_timer ticker{context};
    std::list<asio::steady_timer> sleepers;
    bool ticking = false;
    bool stopping = false;
};

EventLoop::EventLoop(std::size_t index)
    : m_index(index),
      m_wheel(std::chrono::steady_clock::now()),
      m_impl(std::make_unique<Impl>()),
      m_poller(std::make_unique<Poller>(native())) {}

EventLoop::~EventLoop() = default;

EventLoop* EventLoop::current() { return currentLoop; }

void* EventLoop::native() { return &m_impl->context; }

bool EventLoop::stopping() const { return m_impl->stopping; }

void EventLoop::post(std::function<void()> work) { asio::post(m_impl->context, std::move(work)); }

Task<void> EventLoop::sleep(Duration duration) {
    if (duration <= Duration::zero() || m_impl->stopping) co_return;
    m_impl->sleepers.emplace_back(m_impl->context, std::chrono::duration_cast<std::chrono::steady_clock::duration>(duration));
    const auto timer = std::prev(m_impl->sleepers.end());
    struct Awaiter {
        asio::steady_timer& timer;
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> waiter) const {
            timer.async_wait([waiter](const boost::system::error_code&) { waiter.resume(); });
        }
        void await_resume() const noexcept {}
    };
    Awaiter awaiter{*timer};
    co_await awaiter;
    m_impl->sleepers.erase(timer);
}

void EventLoop::arm(TimerWheel::Timer& timer, Duration in) {
    const auto now = coarseNow();
    // Beyond any sensible timeout the sum would overflow.
    constexpr Duration longest = std::chrono::hours(24 * 365);
    if (!m_wheel.needsTicks()) m_wheel.advance(now);
    m_wheel.arm(timer, now + std::chrono::duration_cast<TimerWheel::Span>(std::min(in, longest)));
    if (!m_impl->ticking && !m_impl->stopping) startTicking();
}

void EventLoop::startTicking() {
    m_impl->ticking = true;
    m_impl->ticker.expires_after(TimerWheel::tick);
    m_impl->ticker.async_wait([this](const boost::system::error_code& error) {
        m_impl->ticking = false;
        if (error || m_impl->stopping) return;
        m_wheel.advance(std::chrono::steady_clock::now());
        if (m_wheel.needsTicks() && !m_impl->ticking) startTicking();
    });
}

void EventLoop::run() {
    currentLoop = this;
    m_impl->context.run();
    currentLoop = nullptr;
    m_finished = true;
}

void EventLoop::stop() {
    post([this] {
        m_impl->stopping = true;
        m_impl->guard.reset();
        m_impl->ticker.cancel();
        m_poller->stop();
        for (auto& sleeper : m_impl->sleepers) sleeper.cancel();
    });
}

void EventLoop::kill() { m_impl->context.stop(); }

Instant WaitingClock::now() const { return cycleClockNow(); }

Task<void> WaitingClock::sleep(Duration duration) {
    EventLoop* loop = EventLoop::current();
    if (loop == nullptr) {
        // Tools and tests without a loop: there is nothing else this thread could do.
        if (duration > Duration::zero()) std::this_thread::sleep_for(duration);
        co_return;
    }
    co_await loop->sleep(duration);
}

}  // namespace mgc::gateway::net
