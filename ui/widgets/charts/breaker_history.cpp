#include "ui/widgets/charts/breaker_history.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <map>

#include "ui/models/metrics_history.h"

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::BreakerHistory)
};

}  // namespace

BreakerFrame breakerFrame(const MetricsHistory& history, qint64 fromMs, qint64 toMs, const QStringList& only) {
    BreakerFrame frame;
    frame.fromMs = static_cast<double>(fromMs);
    frame.toMs = static_cast<double>(toMs);
    frame.annotations = history.annotations(fromMs, toMs);
    int trips = 0;
    std::map<QString, const management::BackendState*> states;
    for (const auto& backend : history.latest().backends) states[QString::fromStdString(backend.id)] = &backend;
    for (const QString& id : history.backends()) {
        if (!only.isEmpty() && !only.contains(id)) continue;
        BreakerLane lane;
        lane.name = id;
        double openMs = 0;
        int count = 0;
        const auto transitions = history.breaker(id);
        for (qsizetype i = 0; i < transitions.size(); ++i) {
            if (!transitions[i].open) continue;
            BreakerLane::Span span;
            span.fromMs = static_cast<double>(transitions[i].timeMs);
            span.toMs = i + 1 < transitions.size() ? static_cast<double>(transitions[i + 1].timeMs) : frame.toMs;
            if (span.toMs < frame.fromMs) continue;
            span.held = transitions[i].held;
            lane.open.push_back(span);
            if (!transitions[i].trip) continue;
            openMs = std::max(openMs, span.toMs - span.fromMs);
            ++count;
        }
        trips += count;
        const auto state = states.find(id);
        lane.isOpen = state != states.end() && state->second->state == "open";
        if (lane.isOpen) {
            const double left = state->second->closesInSeconds;
            lane.words = state->second->held ? Words::tr("held open")
                         : left > 0          ? Words::tr("open, closes in %1 s").arg(std::ceil(left), 0, 'f', 0)
                                             : Words::tr("open");
        } else {
            const bool idle = history.increase(QStringLiteral("backend/") + id, fromMs, toMs) <= 0;
            lane.words = idle ? Words::tr("closed, idle") : Words::tr("closed");
        }
        if (count > 0) {
            const QString seconds = QString::number(std::round(openMs / 1000));
            lane.trips = count == 1   ? Words::tr("open %1 s").arg(seconds)
                         : count == 2 ? Words::tr("open %1 s, twice").arg(seconds)
                                      : Words::tr("open %1 s, %2 times").arg(seconds).arg(count);
        }
        frame.lanes.push_back(lane);
    }
    if (!frame.lanes.isEmpty()) {
        const qint64 minutes = std::max<qint64>(1, (toMs - fromMs) / 60000);
        double errors = 0;
        for (const QString& status : history.names(QStringLiteral("status/")))
            if (status.startsWith(u'5')) errors += history.increase(QStringLiteral("status/") + status, fromMs, toMs);
        const int failures = static_cast<int>(errors);
        frame.note = (trips == 1 ? Words::tr("1 trip in %1 min").arg(minutes) : Words::tr("%1 trips in %2 min").arg(trips).arg(minutes)) +
                     QStringLiteral(", ") + (failures == 1 ? Words::tr("1 client error") : Words::tr("%1 client errors").arg(failures));
    }
    return frame;
}

}  // namespace mgc::ui
