#pragma once
#include "ui/widgets/charts/panel_content.h"

namespace mgc::ui {

struct BreakerLane {
    struct Span {
        double fromMs = 0, toMs = 0;  ///< toMs of a span that still goes on: the frame's end
        bool planned = false;         ///< from now to the planned closing
    };
    QString name;
    QVector<Span> open;
    QString words;  ///< "closed", "closed, idle", "open 8 s"
    bool isOpen = false;
    QString trips;  ///< "open 10 s, twice"; empty without a trip
};

struct BreakerFrame {
    double fromMs = 0, toMs = 0;
    QVector<BreakerLane> lanes;  ///< at most 8 are shown
    QVector<ChartAnnotation> annotations;
    QString note;
};

/// One lane per backend: tinted while its circuit breaker is closed, hatched with a hard left edge while it is open.
class BreakerLanes : public PanelContent {
    Q_OBJECT
public:
    explicit BreakerLanes(CursorHub& hub, QWidget* parent = nullptr);

    void setFrame(BreakerFrame frame);

    [[nodiscard]] QVector<LegendEntry> legend() const override;
    [[nodiscard]] QString legendNote() const override { return m_frame.note; }
    [[nodiscard]] ChartTable table() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] bool hasData() const override { return !m_frame.lanes.isEmpty(); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    [[nodiscard]] QRectF plotRect() const override;
    [[nodiscard]] double fromMs() const override { return m_frame.fromMs; }
    [[nodiscard]] double toMs() const override { return m_frame.toMs; }
    void paintEvent(QPaintEvent* event) override;

private:
    void drawLane(QPainter& painter, const BreakerLane& lane, const QRectF& bar) const;

    BreakerFrame m_frame;
};

}  // namespace mgc::ui
