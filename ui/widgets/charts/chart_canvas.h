#pragma once
#include <QGraphicsScene>
#include <QObject>
#include <QPixmap>
#include <memory>
#include <vector>

#include "ui/widgets/charts/chart_frame.h"

class QAreaSeries;
class QChart;
class QLineSeries;
class QValueAxis;

namespace mgc::ui {

/// Draws the series of a frame with Qt Charts into a picture. The chart lives in a scene without a view and is drawn once per new
/// frame, so that a moving cursor repaints a picture and not the chart. Axes, grid, flags and cursor are the plot widget's.
class ChartCanvas : public QObject {
    Q_OBJECT
public:
    explicit ChartCanvas(QObject* parent = nullptr);
    ~ChartCanvas() override;

    /// `size` in device-independent pixels is the plot area; values run from 0 to `top`.
    void setFrame(const ChartFrame& frame, double top, QSize size);
    [[nodiscard]] QPixmap picture(qreal ratio);
    /// Colours are read anew with the next frame.
    void themeChanged() { m_styled = false; }

private:
    struct Layer;
    void rebuild(const ChartFrame& frame, const QVector<int>& pieces);
    void style(const ChartFrame& frame);
    void fillLines(const ChartFrame& frame);
    void fillAreas(const ChartFrame& frame);
    void fillBars(const ChartFrame& frame, double top);
    [[nodiscard]] QLineSeries* addLine();
    [[nodiscard]] double snapped(double xMs) const;

    QGraphicsScene m_scene;
    QChart* m_chart;
    QValueAxis* m_x;
    QValueAxis* m_y;
    std::vector<std::unique_ptr<Layer>> m_layers;
    QVector<int> m_pieces;  ///< lines per series, then per limit
    ChartKind m_kind = ChartKind::Lines;
    QVector<QVector<QVector<QPointF>>> m_lines;  ///< series, piece, point
    QSize m_size;
    double m_from = 0, m_to = 1;
    bool m_styled = false;
};

/// The pen of a line in a chart, also for legend swatches.
[[nodiscard]] QPen chartPen(ColorRole role, LineStyle style);

}  // namespace mgc::ui
