#include "gateway/net/timer_wheel.h"

#include <algorithm>

namespace mgc::gateway::net {

void TimerWheel::Timer::unlink() {
    m_armed = false;
    if (m_link == nullptr) return;
    *m_link = m_next;
    if (m_next != nullptr) m_next->m_link = m_link;
    m_link = nullptr;
    m_next = nullptr;
    --m_wheel->m_linked;
}

TimerWheel::~TimerWheel() {
    for (Timer* timer : m_slots)
        while (timer != nullptr) {
            Timer* next = timer->m_next;
            timer->unlink();
            timer = next;
        }
}

std::int64_t TimerWheel::tickOf(Time time) const { return (time - m_start) / tick + 1; }

void TimerWheel::link(Timer& timer, std::int64_t dueTick) {
    timer.m_wheel = this;
    // Further away than one round: put as far as possible and look again then.
    timer.m_slotTick = std::clamp<std::int64_t>(dueTick, m_done + 1, m_done + static_cast<std::int64_t>(slotCount) - 1);
    Timer*& head = m_slots[static_cast<std::size_t>(timer.m_slotTick) % slotCount];
    timer.m_next = head;
    if (head != nullptr) head->m_link = &timer.m_next;
    timer.m_link = &head;
    head = &timer;
    ++m_linked;
}

void TimerWheel::arm(Timer& timer, Time deadline) {
    const bool inSlot = timer.m_link != nullptr;
    timer.m_deadline = deadline;
    const auto due = tickOf(deadline);
    if (inSlot && timer.m_wheel == this && timer.m_slotTick <= due) {
        timer.m_armed = true;  // looked at early enough; it moves on then
        return;
    }
    timer.unlink();
    timer.m_armed = true;
    link(timer, due);
}

void TimerWheel::advance(Time now) {
    const std::int64_t last = (now - m_start) / tick;
    if (m_linked == 0) {
        m_done = std::max(m_done, last);
        return;
    }
    // After a long pause one round visits every slot.
    if (last - m_done > static_cast<std::int64_t>(slotCount)) m_done = last - static_cast<std::int64_t>(slotCount);
    while (m_done < last) {
        ++m_done;
        Timer*& head = m_slots[static_cast<std::size_t>(m_done) % slotCount];
        // A handler may change any list, so the slot's timers are moved to a list of their own and taken one by one.
        Timer* due = head;
        head = nullptr;
        if (due != nullptr) due->m_link = &due;
        while (due != nullptr) {
            Timer& timer = *due;
            const bool armed = timer.m_armed;
            timer.unlink();
            if (!armed) continue;
            timer.m_armed = true;
            if (timer.m_deadline > now) {
                link(timer, tickOf(timer.m_deadline));
            } else {
                timer.m_armed = false;
                timer.onDeadline();
            }
        }
    }
}

}  // namespace mgc::gateway::net
