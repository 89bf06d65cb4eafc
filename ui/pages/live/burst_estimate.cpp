#include "ui/pages/live/burst_estimate.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

namespace mgc::ui {

namespace {

constexpr int maxWalked = 20000;
constexpr double windowSeconds = 60;

struct Account {
    std::deque<double> times;       ///< of requests whose tokens count now
    std::deque<double> askedTimes;  ///< of all requests
    int sent = 0, refusedAt = 0;
    double refusedSeconds = 0;
};

void forget(std::deque<double>& times, double now) {
    while (!times.empty() && times.front() <= now - windowSeconds) times.pop_front();
}

}  // namespace

BurstEstimate estimateBurst(const BurstPlan& plan, const BurstExpectation& expectation) {
    BurstEstimate estimate;
    const int total = std::clamp(plan.total, 1, 100000);
    const int walked = std::min(total, maxWalked);
    const QVector<int> callers = plan.callerSequence();
    std::map<int, Account> accounts;
    QVector<QVector<QPointF>> admitted, asked;
    std::map<int, int> lines;
    double now = 0;
    int answered = 0;
    for (int i = 0; i < walked; ++i) {
        if (plan.pace == BurstPlan::Pace::Rate) {
            now = plan.dueSeconds(i);
        } else {
            // Each slot is free again when its answer has come.
            const int together = plan.allowedInFlight(now);
            if (i > 0) now += expectation.answerSeconds / std::max(1, together);
            if (i < plan.allowedInFlight(0)) now = 0;
        }
        const int caller = callers.isEmpty() ? 0 : callers[i];
        const int key = expectation.limitPerCaller ? caller : 0;
        Account& account = accounts[key];
        ++account.sent;
        forget(account.times, now);
        forget(account.askedTimes, now);
        account.askedTimes.push_back(now);
        const double used = static_cast<double>(account.times.size()) * expectation.tokensPerRequest;
        const bool refused = expectation.tokensPerMinute > 0 && used + expectation.tokensPerRequest > expectation.tokensPerMinute;
        if (refused) {
            if (account.refusedAt == 0) {
                account.refusedAt = account.sent;
                account.refusedSeconds = now;
            }
        } else {
            account.times.push_back(now);
            ++answered;
        }
        if (lines.count(key) == 0) {
            lines[key] = static_cast<int>(admitted.size());
            admitted.push_back({});
            asked.push_back({});
        }
        admitted[lines[key]].push_back({now, static_cast<double>(account.times.size()) * expectation.tokensPerRequest});
        asked[lines[key]].push_back({now, static_cast<double>(account.askedTimes.size()) * expectation.tokensPerRequest});
    }
    estimate.answered = static_cast<int>(std::lround(static_cast<double>(answered) * total / walked));
    estimate.throttled = total - estimate.answered;
    estimate.seconds = plan.pace == BurstPlan::Pace::Rate ? plan.plannedSeconds() : now * total / walked;
    int busiest = accounts.begin()->first;
    for (const auto& [key, account] : accounts) {
        const Account& best = accounts[busiest];
        const bool sooner = account.refusedAt > 0 && (best.refusedAt == 0 || account.refusedSeconds < best.refusedSeconds);
        const bool more = best.refusedAt == 0 && account.refusedAt == 0 && account.sent > best.sent;
        if (sooner || more) busiest = key;
    }
    if (expectation.limitPerCaller && busiest < plan.callers.size()) estimate.busiest = plan.callers[busiest].name;
    if (accounts[busiest].refusedAt > 0) {
        estimate.limitAfter = accounts[busiest].refusedAt - 1;
        estimate.limitSeconds = accounts[busiest].refusedSeconds;
    }
    estimate.admitted = admitted[lines[busiest]];
    estimate.asked = asked[lines[busiest]];
    return estimate;
}

}  // namespace mgc::ui
