#pragma once
#include <QElapsedTimer>
#include <QVector>
#include <QWidget>
#include <functional>

#include "ui/models/row_metrics.h"
#include "ui/pages/live/live_frames.h"
#include "ui/pages/page.h"
#include "ui/widgets/charts/cursor_hub.h"

namespace mgc::ui {

class AnnotationStrip;
class BreakerLanes;
class BurstStrip;
class ChartPanel;
class ChartPlot;
class EmptyState;
class LiveHeader;
class PanelGrid;

/// The charts of the running gateway: twelve panels over one time axis, a burst's progress, and the events that explain them.
class LiveBoard : public QWidget {
    Q_OBJECT
public:
    LiveBoard(PageContext& context, QWidget* parent);

    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_pausedAtMs != 0; }
    void setWindow(int index);
    /// Draws all panels from what is known now.
    void refresh();
    [[nodiscard]] const QVector<ChartPanel*>& panels() const { return m_panels; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    struct Panel {
        ChartPanel* card;
        std::function<void(const LiveView&)> update;
    };
    ChartPlot* addPlot(const QString& title, const QString& unit, std::function<ChartFrame(const LiveView&)> frame);
    void buildPanels();
    void buildEmptyStates();
    void takeSnapshot();
    void filterChanged();
    void restoreState();
    void saveState();
    void updateNothing();
    void updateHeader();
    void updateBurst();
    void showRows(double fromMs, double toMs);
    void showThrottled();
    [[nodiscard]] const MetricsHistory& shownHistory() const;

    PageContext& m_context;
    CursorHub m_cursor;
    RowMetrics m_rows;
    LiveHeader* m_header;
    BurstStrip* m_burst;
    AnnotationStrip* m_strip;
    PanelGrid* m_grid;
    EmptyState* m_nothing;
    QWidget* m_nothingPage = nullptr;
    QVector<ChartPanel*> m_panels;
    QVector<Panel> m_updates;
    QVector<ChartPlot*> m_plots;
    int m_window = 1;
    qint64 m_pausedAtMs = 0;
    bool m_burstDismissed = false;
    QElapsedTimer m_headerAge;
};

}  // namespace mgc::ui
