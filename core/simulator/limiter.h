#pragma once
#include <array>
#include <cstdint>

#include "base/clock.h"
#include "simulator/profile.h"

namespace mgc::simulator {

/// The capacity of one deployment in one region. Not thread-safe: the simulator guards it. Constant size.
class Limiter {
public:
    struct Verdict {
        bool admitted = true;
        bool byTokens = false;  ///< the reason of a refusal: tokens, else requests
        Duration retryAfter{};
        std::int64_t remainingTokens = 0, remainingRequests = 0;  ///< after this call; -1 where nothing is limited
        Duration resetTokens{}, resetRequests{};                  ///< until the windows are empty again
    };
    /// Judges a call before it is answered; books `estimatedTokens` and one request when it is admitted.
    [[nodiscard]] Verdict admit(Instant now, std::int64_t estimatedTokens, const Deployment& deployment);
    /// Replaces the estimate by what was really used (provisioned deployments only; Azure's standard ones keep the estimate).
    void settle(std::int64_t estimatedTokens, std::int64_t usedTokens, const Deployment& deployment);

private:
    /// Sum over a window that moves in steps of a fiftieth of it.
    class Window {
    public:
        void moveTo(Instant now, Duration length);
        void add(std::int64_t amount) {
            m_slots[m_current] += amount;
            m_sum += amount;
        }
        [[nodiscard]] std::int64_t sum() const { return m_sum; }
        /// Until at most `target` is left in the window.
        [[nodiscard]] Duration until(std::int64_t target, Instant now, Duration length) const;

    private:
        static constexpr std::size_t slots = 50;
        std::array<std::int64_t, slots> m_slots{};
        std::size_t m_current = 0;
        std::int64_t m_sum = 0;
        std::int64_t m_step = -1;
    };
    /// Sum since the first call of a period; the next period begins with the first call after its end.
    struct Period {
        Instant start{};
        std::int64_t sum = 0;
        bool open = false;
        void moveTo(Instant now, Duration length);
        [[nodiscard]] Duration left(Instant now, Duration length) const;
    };
    [[nodiscard]] Verdict standard(Instant now, std::int64_t tokens, std::int64_t tokenLimit, std::int64_t requestLimit);
    [[nodiscard]] Verdict sliding(Instant now, std::int64_t tokens, std::int64_t tokenLimit, std::int64_t requestLimit);
    [[nodiscard]] Verdict provisioned(Instant now, std::int64_t tokens, std::int64_t tokenLimit);

    Window m_tokenWindow, m_requestWindow;
    Period m_tokenPeriod, m_requestPeriod;
    double m_level = 0;
    Instant m_leaked{};
};

}  // namespace mgc::simulator
