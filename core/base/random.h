#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace mgc {

/// Source of randomness for ids, weights and jitter; seeded in tests, `try` and with --seed. Safe to call from any thread.
class Random {
public:
    virtual ~Random() = default;
    [[nodiscard]] virtual std::uint64_t next() = 0;
    /// Uniform in [0, bound). bound must be > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    /// Uniform in [0, 1).
    [[nodiscard]] double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// RFC 4122 version 4, lower case.
    [[nodiscard]] std::string guid();
};

/// Deterministic by its seed (SplitMix64 over an atomic counter).
[[nodiscard]] std::unique_ptr<Random> makeSeededRandom(std::uint64_t seed);
/// Seeded from the operating system.
[[nodiscard]] std::unique_ptr<Random> makeSystemRandom();

}  // namespace mgc
