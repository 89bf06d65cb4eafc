#include "gateway/state/circuit_breaker.h"

#include "base/text.h"

namespace mgc::gateway {

std::optional<Duration> CircuitBreaker::openFor(Instant now) const {
    if (!m_openUntil || *m_openUntil <= now) return std::nullopt;
    return *m_openUntil - now;
}

bool CircuitBreaker::isFailure(int status, std::string_view errorReason) const {
    for (const auto& range : m_rule.statusRanges)
        if (status >= range.minimum && status <= range.maximum) return true;
    for (const auto& reason : m_rule.errorReasons) {
        if (!errorReason.empty() && equalsIgnoreCase(reason, errorReason)) return true;
        // The portal's own example value; it stands for any 5xx answer or failed connection.
        if (equalsIgnoreCase(reason, "Server errors") && (status >= 500 || (status == 0 && !errorReason.empty()))) return true;
    }
    return false;
}

bool CircuitBreaker::report(Instant now, int status, std::string_view errorReason, std::optional<Duration> retryAfter) {
    if (isOpen(now)) return false;  // a call that was under way when it tripped
    m_openUntil.reset();
    while (!m_calls.empty() && (m_calls.front().time + m_rule.interval <= now || m_calls.size() >= maximumCalls)) {
        if (m_calls.front().failed) --m_failures;
        m_calls.pop_front();
    }
    const bool failed = isFailure(status, errorReason);
    m_calls.push_back({now, failed});
    if (!failed) return false;
    ++m_failures;
    const bool reached = m_rule.count > 0 ? m_failures >= m_rule.count
                                          : m_rule.percentage > 0 && m_failures * 100 >= m_rule.percentage * static_cast<std::int64_t>(m_calls.size());
    if (!reached) return false;
    m_openUntil = now + (m_rule.acceptRetryAfter && retryAfter ? *retryAfter : m_rule.tripDuration);
    m_calls.clear();
    m_failures = 0;
    ++m_trips;
    remember({now, *m_openUntil, status > 0 ? "status " + std::to_string(status) : std::string(errorReason)});
    return true;
}

void CircuitBreaker::remember(Trip trip) {
    if (m_history.size() == shownTrips) m_history.pop_front();
    m_history.push_back(std::move(trip));
}

void CircuitBreaker::hold(Instant now) {
    if (!m_heldSince) m_heldSince = now;
}

void CircuitBreaker::release(Instant now) {
    if (m_heldSince) remember({*m_heldSince, now, "held open"});
    m_heldSince.reset();
}

CircuitBreaker::Window CircuitBreaker::window(Instant now) const {
    Window window;
    for (const auto& call : m_calls) {
        if (call.time + m_rule.interval <= now) continue;
        ++window.calls;
        if (call.failed) ++window.failures;
    }
    return window;
}

void CircuitBreaker::reset() {
    m_calls.clear();
    m_failures = 0;
    m_openUntil.reset();
    m_heldSince.reset();
}

}  // namespace mgc::gateway
