#include "support/fake_clock.h"

namespace mgc::test {

FakeClock::FakeClock(Instant start) : m_now(start) {}

Task<void> FakeClock::sleep(Duration duration) {
    struct Awaiter {
        FakeClock& clock;
        Instant due;
        [[nodiscard]] bool await_ready() const noexcept { return due <= clock.m_now; }
        void await_suspend(std::coroutine_handle<> handle) const { clock.m_sleepers.emplace(due, handle); }
        void await_resume() const noexcept {}
    };
    co_await Awaiter{*this, m_now + duration};
}

void FakeClock::advance(Duration duration) {
    const Instant target = m_now + duration;
    while (!m_sleepers.empty() && m_sleepers.begin()->first <= target) {
        const auto next = m_sleepers.begin();
        m_now = next->first;
        const auto handle = next->second;
        m_sleepers.erase(next);
        handle.resume();
    }
    m_now = target;
}

}  // namespace mgc::test
