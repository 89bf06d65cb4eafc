#pragma once
#include "ui/widgets/basic/surfaces.h"
#include "ui/widgets/charts/cursor_hub.h"

namespace mgc::ui {

class BackendCalls;
class BackendItems;
class BreakerLanes;
class ChoiceBar;
class MetricsHistory;

/// The breakers of one backend or of a pool's members over the last minute, five or hour: when each was open and will close, one mark per
/// call, and where now is.
class BackendTimeline : public Card {
    Q_OBJECT
public:
    BackendTimeline(BackendItems& items, const MetricsHistory& history, const BackendCalls& calls, QWidget* parent);
    /// Shows another backend or pool, or the same as of now.
    void show(const QString& name);
    [[nodiscard]] BreakerLanes& lanes() { return *m_lanes; }

private:
    BackendItems& m_items;
    const MetricsHistory& m_history;
    const BackendCalls& m_calls;
    CursorHub m_cursor;
    QString m_name;
    ChoiceBar* m_window;
    BreakerLanes* m_lanes;
};

}  // namespace mgc::ui
