#include "simulator/limiter.h"

#include <algorithm>

namespace mgc::simulator {

using namespace std::chrono_literals;

namespace {

constexpr Duration tokenWindow = 60s;
constexpr Duration requestWindow = 10s;

}  // namespace

void Limiter::Window::moveTo(Instant now, Duration length) {
    const std::int64_t step = now.time_since_epoch() / (length / static_cast<std::int64_t>(slots));
    if (m_step < 0) m_step = step;
    const std::int64_t moved = std::clamp<std::int64_t>(step - m_step, 0, slots);
    for (std::int64_t i = 0; i < moved; ++i) {
        m_current = (m_current + 1) % slots;
        m_sum -= m_slots[m_current];
        m_slots[m_current] = 0;
    }
    m_step = std::max(step, m_step);
}

Duration Limiter::Window::until(std::int64_t target, Instant now, Duration length) const {
    const auto slot = length / static_cast<std::int64_t>(slots);
    const Duration intoSlot = now.time_since_epoch() % slot;
    std::int64_t left = m_sum;
    for (std::size_t i = 1; i <= slots; ++i) {
        if (left <= target) return i == 1 ? Duration{} : slot * static_cast<std::int64_t>(i - 1) - intoSlot;
        left -= m_slots[(m_current + i) % slots];
    }
    return length;
}

void Limiter::Period::moveTo(Instant now, Duration length) {
    if (open && now - start < length && now >= start) return;
    start = now;
    sum = 0;
    open = true;
}

Duration Limiter::Period::left(Instant now, Duration length) const { return length - (now - start); }

Limiter::Verdict Limiter::admit(Instant now, std::int64_t tokens, const Deployment& deployment) {
    // Requests are judged over 10 s: 600 a minute are 100 in 10 s, never less than one.
    const auto requestLimit = std::max<std::int64_t>(1, (deployment.requestsPerMinute + 5) / 6);
    switch (deployment.limiter) {
        case LimiterKind::AzureStandard:
            return standard(now, tokens, deployment.tokensPerMinute, requestLimit);
        case LimiterKind::Sliding:
            return sliding(now, tokens, deployment.tokensPerMinute, requestLimit);
        case LimiterKind::Provisioned:
            return provisioned(now, tokens, deployment.tokensPerMinute);
        case LimiterKind::Unlimited:
            break;
    }
    Verdict verdict;
    verdict.remainingTokens = verdict.remainingRequests = -1;
    return verdict;
}

Limiter::Verdict Limiter::standard(Instant now, std::int64_t tokens, std::int64_t tokenLimit, std::int64_t requestLimit) {
    m_tokenPeriod.moveTo(now, tokenWindow);
    m_requestPeriod.moveTo(now, requestWindow);
    Verdict verdict;
    const bool tokensFit = m_tokenPeriod.sum + tokens <= tokenLimit;
    const bool requestsFit = m_requestPeriod.sum + 1 <= requestLimit;
    verdict.admitted = tokensFit && requestsFit;
    verdict.byTokens = !tokensFit;
    verdict.resetTokens = m_tokenPeriod.left(now, tokenWindow);
    verdict.resetRequests = m_requestPeriod.left(now, requestWindow);
    if (!verdict.admitted) verdict.retryAfter = tokensFit ? verdict.resetRequests : verdict.resetTokens;
    if (verdict.admitted) {
        m_tokenPeriod.sum += tokens;
        m_requestPeriod.sum += 1;
    }
    verdict.remainingTokens = std::max<std::int64_t>(0, tokenLimit - m_tokenPeriod.sum);
    verdict.remainingRequests = std::max<std::int64_t>(0, requestLimit - m_requestPeriod.sum);
    return verdict;
}

Limiter::Verdict Limiter::sliding(Instant now, std::int64_t tokens, std::int64_t tokenLimit, std::int64_t requestLimit) {
    m_tokenWindow.moveTo(now, tokenWindow);
    m_requestWindow.moveTo(now, requestWindow);
    Verdict verdict;
    const auto tokenWait = m_tokenWindow.sum() + tokens <= tokenLimit
                               ? Duration{}
                               : std::max<Duration>(1ns, m_tokenWindow.until(tokenLimit - tokens, now, tokenWindow));
    const auto requestWait = m_requestWindow.sum() + 1 <= requestLimit
                                 ? Duration{}
                                 : std::max<Duration>(1ns, m_requestWindow.until(requestLimit - 1, now, requestWindow));
    verdict.admitted = tokenWait == Duration{} && requestWait == Duration{};
    verdict.byTokens = tokenWait >= requestWait;
    verdict.retryAfter = std::max(tokenWait, requestWait);
    if (verdict.admitted) {
        m_tokenWindow.add(tokens);
        m_requestWindow.add(1);
    }
    verdict.remainingTokens = std::max<std::int64_t>(0, tokenLimit - m_tokenWindow.sum());
    verdict.remainingRequests = std::max<std::int64_t>(0, requestLimit - m_requestWindow.sum());
    verdict.resetTokens = m_tokenWindow.until(0, now, tokenWindow);
    verdict.resetRequests = m_requestWindow.until(0, now, requestWindow);
    return verdict;
}

Limiter::Verdict Limiter::provisioned(Instant now, std::int64_t tokens, std::int64_t tokenLimit) {
    const double perSecond = static_cast<double>(tokenLimit) / 60;
    const double passed = std::max(0.0, std::chrono::duration<double>(now - m_leaked).count());
    m_level = std::max(0.0, m_level - passed * perSecond);
    m_leaked = now;
    // Utilisation may reach 100 %: the bucket holds one minute's worth.
    const auto capacity = static_cast<double>(tokenLimit);
    Verdict verdict;
    const double after = m_level + static_cast<double>(tokens);
    verdict.byTokens = true;
    verdict.admitted = after <= capacity;
    const auto seconds = [](double value) { return std::chrono::nanoseconds(static_cast<std::int64_t>(value * 1e9)); };
    if (verdict.admitted)
        m_level = after;
    else
        verdict.retryAfter = std::max<Duration>(1ms, seconds(std::min(after - capacity, capacity) / perSecond));
    verdict.remainingTokens = static_cast<std::int64_t>(std::max(0.0, capacity - m_level));
    verdict.remainingRequests = -1;
    verdict.resetTokens = seconds(m_level / perSecond);
    return verdict;
}

void Limiter::settle(std::int64_t estimatedTokens, std::int64_t usedTokens, const Deployment& deployment) {
    if (deployment.limiter == LimiterKind::Provisioned)
        m_level = std::max(0.0, m_level + static_cast<double>(usedTokens - estimatedTokens));
}

}  // namespace mgc::simulator
