#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace mgc::gateway::net {

/// Deadlines of connections, cheap enough to be set on every request: O(1), and moving one further away costs a store only.
/// Without clock and thread of its own: the owner calls advance() and asks nextTick(). A deadline fires up to one tick late, never early.
class TimerWheel {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Span = std::chrono::steady_clock::duration;
    static constexpr Span tick = std::chrono::milliseconds(25);

    /// Something with a deadline. Destroying it disarms it.
    class Timer {
    public:
        Timer() = default;
        Timer(const Timer&) = delete;
        Timer& operator=(const Timer&) = delete;
        virtual void onDeadline() = 0;
        [[nodiscard]] bool armed() const { return m_armed; }

        virtual ~Timer() { unlink(); }

    private:
        friend class TimerWheel;
        void unlink();
        Timer* m_next = nullptr;
        Timer** m_link = nullptr;  ///< the pointer that points to us; null while not in a slot
        TimerWheel* m_wheel = nullptr;
        Time m_deadline{};
        std::int64_t m_slotTick = 0;
        bool m_armed = false;
    };

    explicit TimerWheel(Time start) : m_start(start) {}
    TimerWheel(const TimerWheel&) = delete;
    TimerWheel& operator=(const TimerWheel&) = delete;
    ~TimerWheel();

    void arm(Timer& timer, Time deadline);
    void disarm(Timer& timer) { timer.m_armed = false; }
    /// Fires what is due. A timer's handler may arm, disarm and destroy timers.
    void advance(Time now);
    /// True while a timer lies in a slot, so that ticks are needed.
    [[nodiscard]] bool needsTicks() const { return m_linked != 0; }

private:
    static constexpr std::size_t slotCount = 512;
    [[nodiscard]] std::int64_t tickOf(Time time) const;
    void link(Timer& timer, std::int64_t dueTick);

    std::array<Timer*, slotCount> m_slots{};
    Time m_start;
    std::int64_t m_done = 0;  ///< last tick whose slot was emptied
    std::size_t m_linked = 0;
};

}  // namespace mgc::gateway::net
