#pragma once
#include <QPixmap>

#include "ui/widgets/charts/chart_canvas.h"
#include "ui/widgets/charts/nice_axis.h"
#include "ui/widgets/charts/panel_content.h"

namespace mgc::ui {

/// A time chart: Qt Charts draws the series (ChartCanvas), this widget the axes, grid, flags, cursor and dots around them.
class ChartPlot : public PanelContent {
    Q_OBJECT
public:
    ChartPlot(CursorHub& hub, QString title, QWidget* parent = nullptr);

    /// Cheap while hidden: the frame is kept and drawn when the widget shows.
    void setFrame(ChartFrame frame);
    [[nodiscard]] const ChartFrame& frame() const { return m_frame; }
    /// Begins the axis anew (another window was chosen).
    void resetAxis() { m_axis.reset(); }
    [[nodiscard]] double axisTop() const { return m_top.top; }

    [[nodiscard]] QVector<LegendEntry> legend() const override;
    [[nodiscard]] QString legendNote() const override { return m_frame.note; }
    [[nodiscard]] ChartTable table() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] bool hasData() const override { return m_frame.hasData(); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    [[nodiscard]] QRectF plotRect() const override;
    [[nodiscard]] double fromMs() const override { return m_frame.fromMs; }
    [[nodiscard]] double toMs() const override { return m_frame.toMs; }
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] double valueOf(const ChartSeries& series, double timeMs) const;
    [[nodiscard]] double yOf(double value) const;
    void drawAxes(QPainter& painter) const;
    void drawDots(QPainter& painter) const;

    QString m_title;
    ChartFrame m_frame;
    ChartCanvas m_canvas;
    SteadyAxis m_axis;
    NiceAxis m_top;
    QPixmap m_picture;
    bool m_dirty = true;
};

}  // namespace mgc::ui
