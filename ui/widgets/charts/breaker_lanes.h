#pragma once
#include "ui/widgets/charts/panel_content.h"

namespace mgc::ui {

struct BreakerLane {
    struct Span {
        double fromMs = 0, toMs = 0;  ///< toMs of a span that still goes on: the frame's end
        bool planned = false;         ///< from now to the planned closing
        bool held = false;            ///< by hand, not by a trip
    };
    /// One call, where the frame shows calls.
    struct Mark {
        double timeMs = 0;
        bool failed = false;
    };
    QString name;
    QVector<Span> open;
    QString words;  ///< "closed", "closed, idle", "open 8 s"
    bool isOpen = false;
    QString trips;  ///< "open 10 s, twice"; empty without a trip
    QVector<Mark> marks;
    QString hint;  ///< under the name: "2 trips"
};

struct BreakerFrame {
    double fromMs = 0, toMs = 0;
    QVector<BreakerLane> lanes;  ///< at most 8 are shown, 30 of a frame with calls
    QVector<ChartAnnotation> annotations;
    QString note;
    double nowMs = 0;       ///< of the "now" line; 0: the frame ends now and has none
    bool hasCalls = false;  ///< lanes are taller and carry marks
};

/// One lane per backend: tinted while its circuit breaker is closed, hatched with a hard left edge while it is open, dashed to its planned
/// closing. Where the frame has calls, one mark each stands below: a bar, or a cross for a failure; marks closer than 3 px are drawn once,
/// a failure before the others.
class BreakerLanes : public PanelContent {
    Q_OBJECT
public:
    explicit BreakerLanes(CursorHub& hub, QWidget* parent = nullptr);

    void setFrame(BreakerFrame frame);
    /// Height at which every lane of the frame has its full room.
    [[nodiscard]] int fullHeight() const;

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
    void drawSpans(QPainter& painter, const BreakerLane& lane, const QRectF& bar) const;
    void drawWords(QPainter& painter, const BreakerLane& lane, const QRectF& bar) const;
    void drawMarks(QPainter& painter, const BreakerLane& lane, const QRectF& bar) const;
    void drawNow(QPainter& painter) const;
    [[nodiscard]] double nowMs() const { return m_frame.nowMs > 0 ? m_frame.nowMs : m_frame.toMs; }
    [[nodiscard]] qsizetype laneLimit() const;
    [[nodiscard]] double fullPitch() const;

    BreakerFrame m_frame;
};

}  // namespace mgc::ui
