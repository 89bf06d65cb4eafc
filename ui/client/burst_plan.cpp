#include "ui/client/burst_plan.h"

#include <algorithm>
#include <cmath>

namespace mgc::ui {

double BurstPlan::dueSeconds(int index) const {
    if (pace == Pace::Concurrency) return 0;
    const double rate = std::clamp(perSecond, 0.1, 1000.0);
    if (rampSeconds <= 0) return index / rate;
    // While the rate grows from 0 to `rate` over T seconds, n(t) = rate * t^2 / (2 T); afterwards it is linear.
    const double inRamp = rate * rampSeconds / 2;
    if (index <= inRamp) return std::sqrt(2 * rampSeconds * index / rate);
    return rampSeconds + (index - inRamp) / rate;
}

int BurstPlan::allowedInFlight(double seconds) const {
    if (pace == Pace::Rate) return maxInFlight;
    const int most = std::clamp(concurrency, 1, maxInFlight);
    if (rampSeconds <= 0 || seconds >= rampSeconds) return most;
    return std::max(1, static_cast<int>(std::ceil(most * seconds / rampSeconds)));
}

double BurstPlan::plannedSeconds() const { return pace == Pace::Rate ? dueSeconds(std::max(0, total - 1)) : 0; }

QVector<int> BurstPlan::callerSequence() const {
    QVector<int> sequence;
    std::vector<long> credit(static_cast<std::size_t>(callers.size()), 0);
    long sum = 0;
    for (const BurstCaller& caller : callers) sum += std::clamp(caller.weight, 0, 1000);
    if (sum == 0) return sequence;
    const int count = std::clamp(total, 1, 100000);
    sequence.reserve(count);
    for (int i = 0; i < count; ++i) {
        std::size_t best = 0;
        for (std::size_t c = 0; c < credit.size(); ++c) {
            credit[c] += std::clamp(callers[static_cast<qsizetype>(c)].weight, 0, 1000);
            if (credit[c] > credit[best]) best = c;
        }
        credit[best] -= sum;
        sequence.push_back(static_cast<int>(best));
    }
    return sequence;
}

PromptRequest BurstPlan::requestAt(int index, int caller) const {
    PromptRequest made = request;
    if (!prompts.isEmpty()) made.text = prompts[index % prompts.size()];
    if (caller >= 0 && caller < callers.size()) made.key = callers[caller].key;
    return made;
}

}  // namespace mgc::ui
