#pragma once
#include <QStringList>

#include "ui/widgets/charts/breaker_lanes.h"

namespace mgc::ui {

class MetricsHistory;

/// The breakers between two times: when each was open, what it is now, how often it tripped. `only`: these backends; empty: all.
[[nodiscard]] BreakerFrame breakerFrame(const MetricsHistory& history, qint64 fromMs, qint64 toMs, const QStringList& only = {});

}  // namespace mgc::ui
