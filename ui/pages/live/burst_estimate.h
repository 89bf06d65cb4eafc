#pragma once
#include <QPointF>
#include <QString>
#include <QVector>

#include "ui/client/burst_plan.h"

namespace mgc::ui {

/// What a burst is expected to meet, worked out from the plan and the token limit. An estimate: real answers differ in length.
struct BurstEstimate {
    int answered = 0;
    int throttled = 0;
    double seconds = 0;         ///< until the last request is sent
    QString busiest;            ///< the caller that meets its limit first, else the one with most requests
    int limitAfter = 0;         ///< that caller's requests until its limit; 0: not reached
    double limitSeconds = 0;    ///< when, after the start
    QVector<QPointF> admitted;  ///< x = seconds, y = tokens of the busiest caller counted in the last minute
    QVector<QPointF> asked;     ///< the same, had nothing been refused
};

struct BurstExpectation {
    double tokensPerRequest = 56;  ///< prompt and completion
    double tokensPerMinute = 0;    ///< limit per caller (or for all, see below); 0: none
    bool limitPerCaller = true;
    double answerSeconds = 0.9;  ///< sets the pace of a burst by concurrency
};

/// Runs the plan on paper: at most 20,000 requests are walked, longer bursts are scaled up from there.
[[nodiscard]] BurstEstimate estimateBurst(const BurstPlan& plan, const BurstExpectation& expectation);

}  // namespace mgc::ui
