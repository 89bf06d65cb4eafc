#pragma once
#include "ui/models/metrics_history.h"
#include "ui/pages/live/live_window.h"
#include "ui/widgets/charts/breaker_lanes.h"
#include "ui/widgets/charts/chart_frame.h"

namespace mgc::ui {

/// What a frame is made from: pure input, so that every panel is tested without a window.
struct LiveView {
    const MetricsHistory& history;
    LiveWindow window;
    qint64 toMs = 0;  ///< right edge
    [[nodiscard]] qint64 fromMs() const { return toMs - window.lengthMs; }
};

// One function per panel; colours and styles as fixed in design/visual-design.md section 4.
[[nodiscard]] ChartFrame requestsFrame(const LiveView& view);
[[nodiscard]] ChartFrame latencyFrame(const LiveView& view);
[[nodiscard]] ChartFrame firstTokenFrame(const LiveView& view);
[[nodiscard]] ChartFrame tokensFrame(const LiveView& view);
[[nodiscard]] ChartFrame throttledFrame(const LiveView& view);
[[nodiscard]] ChartFrame remainingFrame(const LiveView& view);
[[nodiscard]] ChartFrame backendShareFrame(const LiveView& view);
[[nodiscard]] ChartFrame policyTimeFrame(const LiveView& view, double reloadMs);
/// Money per hour at the pace of each bucket, by model.
[[nodiscard]] ChartFrame costFrame(const LiveView& view);
/// Hits in percent of cache reads.
[[nodiscard]] ChartFrame cacheFrame(const LiveView& view);
/// Requests and streamed answers under way.
[[nodiscard]] ChartFrame activeFrame(const LiveView& view);
[[nodiscard]] BreakerFrame breakerFrame(const LiveView& view);

/// "token limit" for "tokenLimit": throttle reasons of the metrics stream in words.
[[nodiscard]] QString throttleReasonText(const QString& reason);

}  // namespace mgc::ui
