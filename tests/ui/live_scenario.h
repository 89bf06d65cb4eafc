#pragma once
#include <QVector>

#include "management/messages.h"

namespace mgc::test {

/// Five plausible minutes of a gateway under a burst, the story of design/mockups/live-light.png: quiet traffic, a burst at 10/s from
/// three callers, a region outage that trips a breaker twice, a policy saved with twice the limit. Deterministic; times end at `endMs`.
struct LiveScenario {
    explicit LiveScenario(qint64 endMs, int seconds = 300, int perSecond = 4);
    QVector<management::MetricsSnapshot> snapshots;
    management::Status status;
};

/// Finished requests like those of design/mockups/traffic-light.png, oldest first, ids from 1.
[[nodiscard]] QVector<management::TrafficRow> trafficRows(int count, qint64 endMs);
/// Detail of a row: request, response, stream chunks, steps, backend call; the answers of a 429, 401 and 200 differ.
[[nodiscard]] management::RequestDetail trafficDetail(const management::TrafficRow& row);

}  // namespace mgc::test
