#include "gateway/net/cycle_pace.h"

namespace mgc::gateway::net {

namespace {

constexpr std::int64_t longestMeasured = 100'000'000;     ///< a longer pause may have been a sleep of the machine
constexpr std::uint64_t slower = std::uint64_t{1} << 14;  ///< a part in so many too slow: the time from here rather lags than leads

}  // namespace

std::int64_t CyclePace::told(const Reading& now) const {
    const std::int64_t since = now.steady - m_last.steady;
    // Behind a long pause nothing is left to keep in order; and a counter that has jumped would give any number.
    if (m_nanosecondsPerCycle == 0 || now.cycles <= m_last.cycles || since > longestMeasured) return now.system;
    const std::int64_t expected = m_told + passed(now.cycles - m_last.cycles);
    return expected > now.system && expected - now.system < longestAhead ? expected : now.system;
}

// The speed is measured by the clock that nobody sets: a system's clock that is set forward would make a counter ten times as fast.
Instant CyclePace::take(const Reading& now) {
    const std::int64_t time = told(now);
    const std::int64_t since = now.steady - m_last.steady;
    const bool begun = m_last.cycles != 0;
    if (begun && m_nanosecondsPerCycle == 0 && now.cycles > m_last.cycles && since < windowNanoseconds) return Instant(Duration(time));
    if (begun && now.cycles > m_last.cycles && since >= windowNanoseconds / 2 && since <= longestMeasured) {
        const auto scaled = static_cast<Wide>(static_cast<std::uint64_t>(since)) << fractionBits;
        const auto measured = static_cast<std::uint64_t>(scaled / (now.cycles - m_last.cycles));
        m_nanosecondsPerCycle = measured - measured / slower;
        m_window = measured == 0 ? 0 : (static_cast<std::uint64_t>(windowNanoseconds) << fractionBits) / measured;
    }
    m_last = now;
    m_told = time;
    return Instant(Duration(time));
}

}  // namespace mgc::gateway::net
