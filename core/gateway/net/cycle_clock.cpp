#include "gateway/net/cycle_clock.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <x86intrin.h>

#include "gateway/net/cycle_pace.h"
#endif

namespace mgc::gateway::net {

namespace {

Instant systemNow() { return std::chrono::system_clock::now(); }

#if defined(__x86_64__)

constexpr std::uint64_t tightCycles = 4096;  ///< about a microsecond: longer, and something came between the readings
constexpr int mostTried = 4;

constinit thread_local CyclePace pace{};

/// "Invariant TSC": one speed in all states of the processor (Intel SDM 18.17.1, AMD APM 3 CPUID 8000_0007).
bool counterIsConstant() {
    static const bool constant = [] {
        unsigned a = 0, b = 0, c = 0, d = 0;
        return __get_cpuid(0x80000007, &a, &b, &c, &d) != 0 && (d & 1u << 8) != 0;
    }();
    return constant;
}

[[gnu::noinline]] Instant readClocks(CyclePace& last) {
    if (!counterIsConstant()) return systemNow();
    CyclePace::Reading best;
    std::uint64_t least = ~std::uint64_t{0};
    for (int i = 0; i < mostTried && least > tightCycles; ++i) {
        const std::uint64_t before = __rdtsc();
        const Duration system = systemNow().time_since_epoch();
        const Duration steady = std::chrono::steady_clock::now().time_since_epoch();
        const std::uint64_t took = __rdtsc() - before;
        if (took >= least) continue;
        least = took;
        best = {before + took / 2, system.count(), steady.count()};
    }
    return least <= tightCycles ? last.take(best) : last.tell(best);
}

#endif

}  // namespace

#if defined(__x86_64__)
Instant cycleClockNow() {
    const std::uint64_t cycles = __rdtsc();
    return pace.knows(cycles) ? pace.at(cycles) : readClocks(pace);
}
#else
Instant cycleClockNow() { return systemNow(); }
#endif

}  // namespace mgc::gateway::net
