#include "ui/pages/backends/trip_story.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QSet>
#include <algorithm>
#include <map>

#include "resources/workspace.h"
#include "ui/models/metrics_history.h"
#include "ui/pages/backends/backend_calls.h"

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::TripStory)
};

/// The gateway tells its state four times a second: the call that tripped it may have ended that much before.
constexpr qint64 readingMs = 250;

qint64 intervalMs(const resources::Backend& backend) {
    using namespace std::chrono;
    return backend.circuitBreaker.empty() ? 60'000 : duration_cast<milliseconds>(backend.circuitBreaker.front().interval).count();
}

}  // namespace

TripStory tripStory(const resources::Backend& backend, qint64 trippedMs, const MetricsHistory& history, const BackendCalls& calls) {
    const QString name = QString::fromStdString(backend.name);
    const qint64 now = history.latestMs();
    // Only what has failed since the last trip has led to this one.
    qint64 from = trippedMs - intervalMs(backend);
    for (const BreakerTransition& change : history.breaker(name))
        if (!change.open && change.timeMs < trippedMs && change.timeMs > history.firstMs())
            from = std::max(from, change.timeMs - readingMs);
    std::map<QString, int> causes;
    QSet<quint64> hit;
    qint64 first = trippedMs;
    for (const BackendCall& call : calls.between(name, from, now)) {
        if (!BackendCalls::isFailure(call, &backend)) continue;
        hit << call.request;
        first = std::min(first, call.timeMs);
        if (call.timeMs <= trippedMs) ++causes[BackendCalls::outcomeText(call)];
    }
    QSet<quint64> moved;
    for (const BackendCall& call : calls.all())
        if (call.status > 0 && call.status < 400 && hit.contains(call.request)) moved << call.request;
    QStringList parts;
    for (const auto& [outcome, count] : causes) parts << Words::tr("%1 × %2").arg(count).arg(outcome);
    const QString time = QDateTime::fromMSecsSinceEpoch(trippedMs).toString(QStringLiteral("HH:mm:ss"));
    TripStory story;
    story.headline = parts.isEmpty() ? Words::tr("%1 tripped at %2.").arg(name, time)
                                     : Words::tr("%1 tripped at %2 after %3.").arg(name, time, parts.join(QStringLiteral(", ")));
    double errors = 0;
    for (const QString& status : history.names(QStringLiteral("status/")))
        if (status.startsWith(u'5')) errors += history.increase(QStringLiteral("status/") + status, first, now);
    const auto seen = static_cast<int>(errors);
    story.rest =
        seen == 0 ? Words::tr("No client saw a server error since.") : Words::tr("Clients saw %n server error(s) since.", nullptr, seen);
    if (!moved.isEmpty())
        story.rest +=
            QLatin1Char(' ') + Words::tr("Retries moved %n request(s) to another backend.", nullptr, static_cast<int>(moved.size()));
    return story;
}

}  // namespace mgc::ui
