#include "gateway/run/virtual_clock.h"

namespace mgc::gateway {

Task<void> VirtualClock::sleep(Duration duration) {
    struct Awaiter {
        VirtualClock& clock;
        Instant due;
        [[nodiscard]] bool await_ready() const noexcept { return due <= clock.m_now; }
        void await_suspend(std::coroutine_handle<> waiter) const { clock.m_waiters.emplace(due, waiter); }
        void await_resume() const noexcept {}
    };
    const Instant due = m_now + duration;
    co_await Awaiter{*this, due};
}

bool VirtualClock::wakeNext(Instant latest) {
    if (m_waiters.empty() || m_waiters.begin()->first > latest) return false;
    const auto next = m_waiters.begin();
    if (next->first > m_now) m_now = next->first;
    const auto waiter = next->second;
    m_waiters.erase(next);
    waiter.resume();
    return true;
}

bool VirtualClock::runUntilIdle(std::size_t maximumWakeups) {
    while (maximumWakeups-- > 0)
        if (!wakeNext(Instant::max())) return true;
    return m_waiters.empty();
}

bool VirtualClock::runUntil(const std::function<bool()>& done, std::size_t maximumWakeups) {
    while (!done())
        if (maximumWakeups-- == 0 || !wakeNext(Instant::max())) return done();
    return true;
}

void VirtualClock::advance(Duration duration) {
    const Instant target = m_now + duration;
    while (wakeNext(target)) {
    }
    if (target > m_now) m_now = target;
}

}  // namespace mgc::gateway
