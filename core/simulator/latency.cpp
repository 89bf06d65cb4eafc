#include "simulator/latency.h"

#include <algorithm>
#include <cmath>

namespace mgc::simulator {

Duration Latency::draw(double meanMs) {
    if (meanMs <= 0) return {};
    double factor = 1;
    if (m_profile.spread > 0) {
        const double variance = std::log(1 + m_profile.spread * m_profile.spread);
        factor = std::clamp(std::exp(std::sqrt(variance) * m_random.normal() - variance / 2), 0.3, 4.0);
    }
    return std::chrono::nanoseconds(static_cast<std::int64_t>(meanMs * factor * 1e6));
}

Duration Latency::firstToken(std::int64_t promptTokens, std::int64_t reasoningTokens) {
    const double prefill = m_profile.prefillMicrosecondsPerToken * static_cast<double>(promptTokens) / 1000;
    return draw(m_profile.firstTokenMs + prefill) + next(reasoningTokens);
}

Duration Latency::next(std::int64_t tokens) { return tokens <= 0 ? Duration{} : draw(m_profile.perTokenMs * static_cast<double>(tokens)); }

}  // namespace mgc::simulator
