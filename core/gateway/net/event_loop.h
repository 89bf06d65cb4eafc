#pragma once
#include <atomic>
#include <coroutine>
#include <cstddef>
#include <functional>
#include <memory>

#include "base/clock.h"
#include "base/task.h"
#include "gateway/net/timer_wheel.h"

namespace mgc::gateway::net {

class Poller;

/// One worker's loop: everything of a connection happens on the thread that runs it.
class EventLoop {
public:
    explicit EventLoop(std::size_t index);
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;
    ~EventLoop();

    /// The loop that runs the calling thread; null on other threads.
    [[nodiscard]] static EventLoop* current();
    /// 0 .. number of workers - 1.
    [[nodiscard]] std::size_t index() const { return m_index; }

    /// Runs `work` on this loop, soon, never inside this call. From any thread. `work` must not throw.
    void post(std::function<void()> work);
    /// `co_await loop.enter()` continues the coroutine on this loop's thread (at once if it is there already).
    [[nodiscard]] auto enter() {
        struct Awaiter {
            EventLoop& loop;
            [[nodiscard]] bool await_ready() const noexcept { return current() == &loop; }
            void await_suspend(std::coroutine_handle<> waiter) const {
                loop.post([waiter] { waiter.resume(); });
            }
            void await_resume() const noexcept {}
        };
        return Awaiter{*this};
    }
    /// `co_await loop.yield()` lets everything else that is ready go first. Only on this loop's thread.
    [[nodiscard]] auto yield() {
        struct Awaiter {
            EventLoop& loop;
            [[nodiscard]] bool await_ready() const noexcept { return false; }
            void await_suspend(std::coroutine_handle<> waiter) const {
                loop.post([waiter] { waiter.resume(); });
            }
            void await_resume() const noexcept {}
        };
        return Awaiter{*this};
    }
    /// Resumes after `duration` of real time, or early when the loop is stopping. Only on this loop's thread.
    [[nodiscard]] Task<void> sleep(Duration duration);

    /// Arms a connection's deadline (one tick coarse). Only on this loop's thread.
    void arm(TimerWheel::Timer& timer, Duration in);
    void disarm(TimerWheel::Timer& timer) { m_wheel.disarm(timer); }

    /// Runs until stop() and the end of all its operations; the calling thread is the loop's thread meanwhile.
    void run();
    /// Wakes all sleepers and lets run() return once no operation is under way. From any thread.
    void stop();
    /// Makes run() return now; coroutines that still wait are abandoned. From any thread.
    void kill();
    /// Only on this loop's thread.
    [[nodiscard]] bool stopping() const;
    /// run() has returned: nothing that is posted now will ever run. From any thread.
    [[nodiscard]] bool finished() const { return m_finished.load(); }

    /// For plain sockets. Only on this loop's thread.
    [[nodiscard]] Poller& poller() { return *m_poller; }
    /// The boost::asio::io_context; the sources that include Asio cast it.
    [[nodiscard]] void* native();

private:
    struct Impl;
    void startTicking();

    std::size_t m_index;
    std::atomic<bool> m_finished{false};
    TimerWheel m_wheel;
    std::unique_ptr<Impl> m_impl;
    std::unique_ptr<Poller> m_poller;
};

/// System time; sleeps on the current worker's loop without holding the thread.
class WaitingClock : public Clock {
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] Task<void> sleep(Duration duration) override;
};

}  // namespace mgc::gateway::net
