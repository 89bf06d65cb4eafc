#include "gateway/state/counter.h"

#include <algorithm>
#include <cmath>

namespace mgc::gateway {

void SlidingCounter::expire(Instant now, Duration window) {
    while (!m_bookings.empty() && m_bookings.front().time + window <= now) {
        m_used -= m_bookings.front().amount;
        m_bookings.pop_front();
    }
}

policy::CounterState SlidingCounter::state(Instant now, std::int64_t limit, Duration window, std::int64_t needed) {
    expire(now, window);
    policy::CounterState result;
    result.used = m_used;
    result.remaining = std::max<std::int64_t>(0, limit - m_used);
    std::int64_t used = m_used;
    for (const Booking& booking : m_bookings) {
        if (limit - used >= needed) break;
        used -= booking.amount;
        result.retryAfter = booking.time + window - now;
        result.freed = std::max<std::int64_t>(0, limit - used);
    }
    return result;
}

void SlidingCounter::book(Instant now, std::int64_t amount) {
    if (amount == 0) return;
    m_used += amount;
    if (amount < 0) {
        // Give back from the newest bookings: they are the ones being corrected.
        std::int64_t toReturn = -amount;
        while (toReturn > 0 && !m_bookings.empty()) {
            Booking& newest = m_bookings.back();
            const std::int64_t taken = std::min(toReturn, newest.amount);
            newest.amount -= taken;
            toReturn -= taken;
            if (newest.amount == 0) m_bookings.pop_back();
        }
        m_used += toReturn;  // nothing left to give back to: the booking had expired
        return;
    }
    if (!m_bookings.empty() && m_bookings.back().time == now) {
        m_bookings.back().amount += amount;
        return;
    }
    if (m_bookings.size() >= maximumBookings) {
        m_bookings[1].amount += m_bookings[0].amount;
        m_bookings.pop_front();
    }
    m_bookings.push_back({now, amount});
}

void BucketCounter::refill(Instant now, std::int64_t limit, Duration window) {
    if (now > m_updated && window > Duration::zero()) {
        const double share = std::chrono::duration<double>(now - m_updated) / std::chrono::duration<double>(window);
        m_spent = std::max(0.0, m_spent - share * static_cast<double>(limit));
    }
    m_updated = std::max(now, m_updated);
}

policy::CounterState BucketCounter::state(Instant now, std::int64_t limit, Duration window, std::int64_t needed) {
    refill(now, limit, window);
    // A hair of tolerance keeps "exactly one window later" from failing on rounding.
    constexpr double tolerance = 1e-6;
    const double level = static_cast<double>(limit) - m_spent;
    policy::CounterState result;
    result.used = static_cast<std::int64_t>(std::ceil(m_spent - tolerance));
    result.remaining = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(level + tolerance)));
    const double missing = static_cast<double>(needed) - level;
    if (missing > tolerance && limit > 0) {
        const double seconds = missing / static_cast<double>(limit) * std::chrono::duration<double>(window).count();
        result.retryAfter = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::min(seconds, 1e9)));
        result.freed = std::max<std::int64_t>(0, needed);
    }
    return result;
}

void BucketCounter::book(Instant now, std::int64_t limit, Duration window, std::int64_t amount) {
    refill(now, limit, window);
    m_spent = std::max(0.0, m_spent + static_cast<double>(amount));
}

}  // namespace mgc::gateway
