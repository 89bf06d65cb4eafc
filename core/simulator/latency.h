#pragma once
#include "base/clock.h"
#include "simulator/profile.h"
#include "simulator/seeded.h"

namespace mgc::simulator {

/// Draws the times of one answer: log-normal around the profile's means, cut at 0.3 and 4 times the mean.
class Latency {
public:
    Latency(const LatencyProfile& profile, std::uint64_t seed) : m_profile(profile), m_random(seed) {}
    /// Until the first token, for a prompt of that many tokens and hidden reasoning tokens before it.
    [[nodiscard]] Duration firstToken(std::int64_t promptTokens, std::int64_t reasoningTokens = 0);
    /// For `tokens` more tokens after the one before.
    [[nodiscard]] Duration next(std::int64_t tokens);

private:
    [[nodiscard]] Duration draw(double meanMs);

    LatencyProfile m_profile;
    Seeded m_random;
};

}  // namespace mgc::simulator
