#pragma once
#include <QString>
#include <QVector>

#include "ui/client/prompt_request.h"

namespace mgc::ui {

struct BurstCaller {
    QString name;  ///< subscription id; "no key" for none
    QString key;
    int weight = 1;  ///< share in parts, 0..1000; 0 takes no part
};

/// What a burst sends and how fast.
struct BurstPlan {
    enum class Pace { Concurrency, Rate };

    PromptRequest request;  ///< text and key are replaced by prompts and callers where those are given
    int total = 50;         ///< 1..100,000
    Pace pace = Pace::Concurrency;
    int concurrency = 50;           ///< requests in flight at once, 1..96; with Rate the upper bound is 96 (then sending waits)
    double perSecond = 10;          ///< 0.1..1,000
    double rampSeconds = 0;         ///< the rate (or concurrency) grows in a straight line from 0 over this time
    QVector<BurstCaller> callers;   ///< empty: request.key
    QVector<QString> prompts;       ///< taken in turn; empty: request.text
    bool stopOnFirstError = false;  ///< an answer that is neither 2xx nor 429, or none

    static constexpr int maxInFlight = 96;

    /// When request `index` (0-based) is due, in seconds after the start (Rate only; 0 for Concurrency without ramp).
    [[nodiscard]] double dueSeconds(int index) const;
    /// How many may be in flight `seconds` after the start.
    [[nodiscard]] int allowedInFlight(double seconds) const;
    /// Seconds the sending takes at the planned rate; 0 for Concurrency (depends on the answers).
    [[nodiscard]] double plannedSeconds() const;
    /// The caller of request `index`: weights are spread evenly (smooth weighted round robin), the same for the same plan.
    [[nodiscard]] QVector<int> callerSequence() const;
    [[nodiscard]] PromptRequest requestAt(int index, int caller) const;
};

}  // namespace mgc::ui
