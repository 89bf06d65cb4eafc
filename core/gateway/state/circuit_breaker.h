#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace mgc::gateway {

/// The one rule of a backend's circuit breaker (ARM backends, circuitBreaker.rules[0]).
struct BreakerRule {
    std::string name;
    std::int64_t count = 0;               ///< failures that trip it; 0: use `percentage`
    std::int64_t percentage = 0;          ///< of the calls in the interval, 1..100
    Duration interval{};
    Duration tripDuration{};
    struct StatusRange {
        int minimum = 0, maximum = 0;
    };
    std::vector<StatusRange> statusRanges;
    std::vector<std::string> errorReasons;
    bool acceptRetryAfter = false;
    int failureStatus = 503;              ///< what callers get while it is open
};

/// Counts failures of one backend over a sliding interval and opens for the trip time. There is no half-open probing: after the
/// trip time it simply closes (docs "Backends", 11/2025). Whether the interval slides is not documented; sliding is the reading
/// that trips in every case in which a fixed interval would. Not thread-safe: the registry locks.
class CircuitBreaker {
public:
    explicit CircuitBreaker(BreakerRule rule) : m_rule(std::move(rule)) {}

    [[nodiscard]] const BreakerRule& rule() const { return m_rule; }
    /// Time until it closes by its rule; nullopt while it is closed.
    [[nodiscard]] std::optional<Duration> openFor(Instant now) const;
    /// Books one answered or failed call. True if it trips the breaker. `status` is 0 when there was no answer.
    bool report(Instant now, int status, std::string_view errorReason, std::optional<Duration> retryAfter);
    void reset();
    /// Keeps it open until release(), whatever is counted; a time to close of its own goes on underneath. Not known to Azure.
    void hold(Instant now);
    /// Its own state counts again; the time it was held joins the history.
    void release(Instant now);
    [[nodiscard]] std::optional<Instant> heldSince() const { return m_heldSince; }
    /// Held, or open by its rule.
    [[nodiscard]] bool isOpen(Instant now) const { return m_heldSince || openFor(now); }
    [[nodiscard]] std::uint64_t trips() const { return m_trips; }
    /// One opening and its cause ("status 503", "Timeout"); the last `shownTrips` are kept, oldest first.
    struct Trip {
        Instant time{}, until{};
        std::string cause;
    };
    [[nodiscard]] const std::deque<Trip>& history() const { return m_history; }
    /// Calls and failures of the current interval.
    struct Window {
        std::size_t calls = 0, failures = 0;
    };
    [[nodiscard]] Window window(Instant now) const;
    static constexpr std::size_t shownTrips = 50;

private:
    void remember(Trip trip);
    [[nodiscard]] bool isFailure(int status, std::string_view errorReason) const;

    static constexpr std::size_t maximumCalls = 10'000;
    struct Call {
        Instant time;
        bool failed = false;
    };
    BreakerRule m_rule;
    std::deque<Call> m_calls;
    std::int64_t m_failures = 0;
    std::optional<Instant> m_openUntil, m_heldSince;
    std::uint64_t m_trips = 0;
    std::deque<Trip> m_history;
};

}  // namespace mgc::gateway
