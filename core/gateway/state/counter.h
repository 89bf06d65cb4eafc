#pragma once
#include <cstdint>
#include <deque>

#include "policy/runtime/services.h"

namespace mgc::gateway {

/// One sliding-window counter: every booking counts until exactly `window` after it was made (classic tiers; observed: each booking
/// expires on its own). At most `maximumBookings` are kept apart; beyond that the two oldest are merged and expire together, at
/// the later of their times, so the counter never admits more than it should.
class SlidingCounter {
public:
    static constexpr std::size_t maximumBookings = 4096;

    [[nodiscard]] policy::CounterState state(Instant now, std::int64_t limit, Duration window, std::int64_t needed);
    void book(Instant now, std::int64_t amount);
    [[nodiscard]] bool idle() const { return m_bookings.empty(); }
    struct Booking {
        Instant time;
        std::int64_t amount = 0;
    };
    /// What is booked, oldest first; what has expired may still be among it.
    [[nodiscard]] const std::deque<Booking>& bookings() const { return m_bookings; }
    [[nodiscard]] Instant lastUse() const { return m_bookings.empty() ? Instant{} : m_bookings.back().time; }

private:
    void expire(Instant now, Duration window);

    std::deque<Booking> m_bookings;
    std::int64_t m_used = 0;
};

/// One token bucket (v2 tiers): holds `limit` units, refills evenly over `window`; bookings after the fact may take it below zero
/// and it pays that back before it admits again.
class BucketCounter {
public:
    [[nodiscard]] policy::CounterState state(Instant now, std::int64_t limit, Duration window, std::int64_t needed);
    void book(Instant now, std::int64_t limit, Duration window, std::int64_t amount);
    [[nodiscard]] Instant lastUse() const { return m_updated; }

private:
    void refill(Instant now, std::int64_t limit, Duration window);

    double m_spent = 0;  ///< units taken and not yet refilled
    Instant m_updated{};
};

}  // namespace mgc::gateway
