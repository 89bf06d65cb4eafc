#include "gateway/net/cycle_clock.h"

#include <cstdint>

#if defined(__x86_64__)
#include <cpuid.h>
#include <x86intrin.h>
#endif

namespace mgc::gateway::net {

namespace {

Instant systemNow() { return std::chrono::system_clock::now(); }

#if defined(__x86_64__)

constexpr std::int64_t windowNanoseconds = 1'000'000;       ///< between two readings of the system's clock
constexpr std::int64_t longestMeasured = 100'000'000;       ///< a longer pause may have been a sleep of the machine
constexpr std::int64_t longestAhead = 1'000'000;            ///< more is a clock that was set back, not a counter measured too fast
constexpr std::uint64_t tightCycles = 4096;                 ///< about a microsecond: longer, and something came between two readings
constexpr int mostTried = 4;
constexpr unsigned fractionBits = 32;                       ///< of nanosecondsPerCycle
constexpr std::uint64_t slower = std::uint64_t{1} << 14;    ///< a part in so many too slow: the time from here rather lags than leads

__extension__ typedef unsigned __int128 Wide;  // "using" has no place for the word that keeps -Wpedantic quiet

/// Without constructor, so that reaching it costs nothing.
struct Pace {
    std::uint64_t cycles;               ///< at the last reading of the system's clock
    std::int64_t system;                ///< that reading, nanoseconds since 1970
    std::int64_t told;                  ///< what was told then: the same, or a little later so as not to go back
    std::uint64_t nanosecondsPerCycle;  ///< fixed point; 0: not measured yet
    std::uint64_t window;               ///< cycles until the next reading
};

constinit thread_local Pace pace{};

/// "Invariant TSC": one speed in all states of the processor (Intel SDM 18.17.1, AMD APM 3 CPUID 8000_0007).
bool counterIsConstant() {
    static const bool constant = [] {
        unsigned a = 0, b = 0, c = 0, d = 0;
        return __get_cpuid(0x80000007, &a, &b, &c, &d) != 0 && (d & 1u << 8) != 0;
    }();
    return constant;
}

std::int64_t passedIn(const Pace& since, std::uint64_t cycles) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>((static_cast<Wide>(cycles) * since.nanosecondsPerCycle) >> fractionBits));
}

struct Reading {
    std::uint64_t cycles = 0;
    std::int64_t system = 0;
    bool tight = false;  ///< both were read at one time, nothing came between
};

Reading readBoth() {
    Reading best;
    std::uint64_t least = ~std::uint64_t{0};
    for (int i = 0; i < mostTried && least > tightCycles; ++i) {
        const std::uint64_t before = __rdtsc();
        const std::int64_t system = std::chrono::nanoseconds(systemNow().time_since_epoch()).count();
        const std::uint64_t took = __rdtsc() - before;
        if (took >= least) continue;
        least = took;
        best = {before + took / 2, system, took <= tightCycles};
    }
    return best;
}

[[gnu::noinline]] Instant readSystem(Pace& last) {
    if (!counterIsConstant()) return systemNow();
    const Reading now = readBoth();
    std::int64_t told = now.system;
    if (last.nanosecondsPerCycle != 0) {
        const std::int64_t expected = last.told + passedIn(last, now.cycles - last.cycles);
        if (expected > told && expected - told < longestAhead) told = expected;
    }
    const std::int64_t passed = now.system - last.system;
    const bool measuring = last.cycles != 0 && last.nanosecondsPerCycle == 0 && passed > 0 && passed < windowNanoseconds;
    if (!now.tight || measuring) return Instant(Duration(told));
    Pace next{now.cycles, now.system, told, last.nanosecondsPerCycle, last.window};
    if (last.cycles != 0 && now.cycles > last.cycles && passed >= windowNanoseconds && passed <= longestMeasured) {
        const Wide scaled = static_cast<Wide>(static_cast<std::uint64_t>(passed)) << fractionBits;
        const auto measured = static_cast<std::uint64_t>(scaled / (now.cycles - last.cycles));
        next.nanosecondsPerCycle = measured - measured / slower;
        next.window = measured == 0 ? 0 : (static_cast<std::uint64_t>(windowNanoseconds) << fractionBits) / measured;
    }
    last = next;
    return Instant(Duration(told));
}

#endif

}  // namespace

#if defined(__x86_64__)
Instant cycleClockNow() {
    Pace& last = pace;
    const std::uint64_t passed = __rdtsc() - last.cycles;
    if (passed >= last.window) [[unlikely]]
        return readSystem(last);
    return Instant(Duration(last.told + passedIn(last, passed)));
}
#else
Instant cycleClockNow() { return systemNow(); }
#endif

}  // namespace mgc::gateway::net
