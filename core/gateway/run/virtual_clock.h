#pragma once
#include <coroutine>
#include <functional>
#include <map>

#include "base/clock.h"

namespace mgc::gateway {

/// The controllable clock of `try` and `test`: it stands still while anything can run, and jumps to the next waiter's time when
/// nothing can. Waiters of the same instant resume in the order they came. One thread.
class VirtualClock : public Clock {
public:
    explicit VirtualClock(Instant start) : m_now(start) {}

    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] Task<void> sleep(Duration duration) override;

    /// Resumes waiters, moving time forward to each, until none is left. Returns false if `maximumWakeups` were not enough.
    bool runUntilIdle(std::size_t maximumWakeups = 10'000'000);
    /// The same until `done` says so; what still waits then goes on at a later run or advance.
    bool runUntil(const std::function<bool()>& done, std::size_t maximumWakeups = 10'000'000);
    /// Moves time forward by `duration`, resuming whoever waits for a time on the way.
    void advance(Duration duration);

private:
    bool wakeNext(Instant latest);

    Instant m_now;
    std::multimap<Instant, std::coroutine_handle<>> m_waiters;
};

}  // namespace mgc::gateway
