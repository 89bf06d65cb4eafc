#pragma once
#include <cstdint>

#include "base/clock.h"

namespace mgc::gateway::net {

/// Time by a cycle counter: between two readings of the system's clocks, a millisecond apart, it goes on at the counter's measured speed.
/// Only arithmetic, so that tests make up counter and clocks. Without constructor: one of these per thread, reached at no cost.
struct CyclePace {
    static constexpr std::int64_t windowNanoseconds = 1'000'000;  ///< between two readings
    static constexpr std::int64_t longestAhead = 1'000'000;       ///< more is a clock that was set back, not a counter taken for too fast

    /// What was read at one moment: the counter, UTC in nanoseconds since 1970, and a clock that nobody sets.
    struct Reading {
        std::uint64_t cycles = 0;
        std::int64_t system = 0, steady = 0;
    };

    /// False: the clocks have to be read.
    [[nodiscard]] bool knows(std::uint64_t cycles) const { return cycles - m_last.cycles < m_window; }
    [[nodiscard]] Instant at(std::uint64_t cycles) const { return Instant(Duration(m_told + passed(cycles - m_last.cycles))); }
    /// Takes a reading; the time it means. Never before what at() has told, unless the system's clock was set back.
    Instant take(const Reading& now);
    /// The time of a reading that is not good enough to go on from.
    [[nodiscard]] Instant tell(const Reading& now) const { return Instant(Duration(told(now))); }

    // Zero to begin with.
    Reading m_last;
    std::int64_t m_told;                  ///< at the last reading: the system's time, or a little later so as not to go back
    std::uint64_t m_nanosecondsPerCycle;  ///< fixed point; 0: not measured yet
    std::uint64_t m_window;               ///< cycles until the clocks are read again

private:
    __extension__ typedef unsigned __int128 Wide;  // "using" has no place for the word that keeps -Wpedantic quiet
    static constexpr unsigned fractionBits = 32;

    [[nodiscard]] std::int64_t passed(std::uint64_t cycles) const {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>((static_cast<Wide>(cycles) * m_nanosecondsPerCycle) >> fractionBits));
    }
    [[nodiscard]] std::int64_t told(const Reading& now) const;
};

}  // namespace mgc::gateway::net
