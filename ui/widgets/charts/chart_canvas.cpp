#include "ui/widgets/charts/chart_canvas.h"

#include <QGraphicsLayout>
#include <QPainter>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>
#include <cmath>
#include <map>

#include "ui/theme/theme.h"

namespace mgc::ui {

/// What one ChartSeries became: lines (one per piece) or an area with its two edges and a top line.
struct ChartCanvas::Layer {
    QAreaSeries* area = nullptr;
    QLineSeries* upper = nullptr;
    QLineSeries* lower = nullptr;
    std::vector<QLineSeries*> lines;
};

QPen chartPen(ColorRole role, LineStyle style) {
    QPen pen(themeColor(style == LineStyle::Limit ? ColorRole::Err : role));
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::BevelJoin);
    // Wider antialiased pens cost more in Qt's rasteriser; below two they read well in both themes.
    pen.setWidthF(style == LineStyle::Solid ? 1.8 : 1.4);
    switch (style) {
        case LineStyle::Solid:
            break;
        case LineStyle::Dash:
        case LineStyle::Limit:
            pen.setDashPattern({4.2, 2.4});
            break;
        case LineStyle::Dot:
            pen.setDashPattern({1.6, 1.6});
            break;
    }
    return pen;
}

ChartCanvas::ChartCanvas(QObject* parent) : QObject(parent), m_chart(new QChart), m_x(new QValueAxis), m_y(new QValueAxis) {
    m_scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setBackgroundVisible(false);
    m_chart->setPlotAreaBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->legend()->hide();
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_scene.addItem(m_chart);
    for (QValueAxis* axis : {m_x, m_y}) {
        axis->setVisible(false);
        axis->setGridLineVisible(false);
    }
    m_chart->addAxis(m_x, Qt::AlignBottom);
    m_chart->addAxis(m_y, Qt::AlignLeft);
}

ChartCanvas::~ChartCanvas() { m_chart->removeAllSeries(); }

QLineSeries* ChartCanvas::addLine() {
    auto* line = new QLineSeries;
    m_chart->addSeries(line);
    line->attachAxis(m_x);
    line->attachAxis(m_y);
    return line;
}

void ChartCanvas::rebuild(const ChartFrame& frame, const QVector<int>& pieces) {
    m_chart->removeAllSeries();
    m_layers.clear();
    m_kind = frame.kind;
    m_pieces = pieces;
    m_styled = false;
    const qsizetype all = frame.series.size() + frame.limits.size();
    for (qsizetype i = 0; i < all; ++i) {
        auto layer = std::make_unique<Layer>();
        if (i < frame.series.size() && frame.kind != ChartKind::Lines) {
            layer->upper = new QLineSeries;
            layer->lower = new QLineSeries;
            layer->area = new QAreaSeries(layer->upper, layer->lower);
            layer->upper->setParent(layer->area);
            layer->lower->setParent(layer->area);
            m_chart->addSeries(layer->area);
            layer->area->attachAxis(m_x);
            layer->area->attachAxis(m_y);
        }
        m_layers.push_back(std::move(layer));
    }
    // Lines come after all areas, so that no fill covers the line below it; the lowest layer's line last, so that layers of no height
    // above it do not hide it.
    for (qsizetype i = all - 1; i >= 0; --i)
        for (int piece = 0; piece < pieces[i]; ++piece) m_layers[static_cast<std::size_t>(i)]->lines.push_back(addLine());
}

void ChartCanvas::style(const ChartFrame& frame) {
    m_styled = true;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto at = static_cast<qsizetype>(i);
        const bool isLimit = at >= frame.series.size();
        const ChartSeries& series = isLimit ? frame.limits[at - frame.series.size()] : frame.series[at];
        Layer& layer = *m_layers[i];
        QPen pen = chartPen(series.role, isLimit ? LineStyle::Limit : series.style);
        if (layer.area) {
            QColor fill = themeColor(series.role);
            if (frame.kind == ChartKind::StackedAreas) fill = Theme::instance().color(series.role, i == 0 ? 35 : 26);
            if (frame.kind == ChartKind::StackedBars) fill = Theme::instance().color(series.role, Theme::instance().isDark() ? 92 : 88);
            layer.area->setPen(Qt::NoPen);
            layer.area->setBrush(fill);
            pen.setWidthF(1.25);
        }
        for (QLineSeries* line : layer.lines) line->setPen(pen);
    }
}

double ChartCanvas::snapped(double xMs) const {
    const double width = std::max(1, m_size.width());
    return m_from + std::round((xMs - m_from) / (m_to - m_from) * width) / width * (m_to - m_from);
}

void ChartCanvas::fillLines(const ChartFrame& frame) {
    const qsizetype all = frame.series.size() + frame.limits.size();
    for (qsizetype i = 0; i < all; ++i) {
        Layer& layer = *m_layers[static_cast<std::size_t>(i)];
        for (std::size_t piece = 0; piece < layer.lines.size() && static_cast<qsizetype>(piece) < m_lines[i].size(); ++piece)
            layer.lines[piece]->replace(m_lines[i][static_cast<qsizetype>(piece)]);
    }
}

void ChartCanvas::fillAreas(const ChartFrame& frame) {
    QVector<double> base;
    for (qsizetype i = 0; i < frame.series.size(); ++i) {
        const QVector<QPointF>& points = frame.series[i].points;
        base.resize(points.size(), 0);
        QVector<QPointF> upper, lower;
        upper.reserve(points.size());
        lower.reserve(points.size());
        for (qsizetype p = 0; p < points.size(); ++p) {
            lower.push_back({points[p].x(), base[p]});
            base[p] += points[p].y();
            upper.push_back({points[p].x(), base[p]});
        }
        Layer& layer = *m_layers[static_cast<std::size_t>(i)];
        layer.lower->replace(lower);
        layer.upper->replace(upper);
        if (!layer.lines.empty()) layer.lines.front()->replace(upper);
    }
}

void ChartCanvas::fillBars(const ChartFrame& frame, double top) {
    std::map<double, double> base;
    const double onePixel = (m_to - m_from) / std::max(1, m_size.width());
    const double height = std::max(1, m_size.height());
    for (qsizetype i = 0; i < frame.series.size(); ++i) {
        QVector<QPointF> upper, lower;
        for (const QPointF& bar : frame.series[i].points) {
            double& bottom = base[bar.x()];
            // Edges on whole pixels, one pixel of air between bars: crisp without antialiasing.
            const double left = snapped(bar.x());
            const double right = std::max(left + onePixel, snapped(bar.x() + frame.bucketMs) - onePixel);
            const double low = std::round(bottom / top * height) / height * top;
            bottom += bar.y();
            const double high = std::round(bottom / top * height) / height * top;
            for (const double x : {left, right}) {
                const bool isLeft = x == left;
                lower.push_back({x, isLeft ? 0 : low});
                upper.push_back({x, isLeft ? 0 : high});
                lower.push_back({x, isLeft ? low : 0});
                upper.push_back({x, isLeft ? high : 0});
            }
        }
        Layer& layer = *m_layers[static_cast<std::size_t>(i)];
        layer.lower->replace(lower);
        layer.upper->replace(upper);
    }
}

void ChartCanvas::setFrame(const ChartFrame& frame, double top, QSize size) {
    m_lines.clear();
    QVector<int> pieces;
    for (qsizetype i = 0; i < frame.series.size() + frame.limits.size(); ++i) {
        const bool isLimit = i >= frame.series.size();
        const ChartSeries& series = isLimit ? frame.limits[i - frame.series.size()] : frame.series[i];
        QVector<QVector<QPointF>> cut;
        if (frame.kind == ChartKind::Lines || isLimit) {
            cut = splitAtGaps(series.points, frame.gapMs);
            if (series.steps) {
                for (auto& piece : cut) {
                    QVector<QPointF> stepped;
                    for (const QPointF& point : piece) {
                        if (!stepped.isEmpty() && stepped.back().y() != point.y()) stepped.push_back({point.x(), stepped.back().y()});
                        stepped.push_back(point);
                    }
                    piece = stepped;
                }
            }
        }
        int lines = std::max(1, static_cast<int>(cut.size()));
        if (!isLimit && frame.kind == ChartKind::StackedAreas) lines = 1;
        if (!isLimit && frame.kind == ChartKind::StackedBars) lines = 0;
        pieces.push_back(lines);
        m_lines.push_back(cut);
    }
    // Fewer pieces than before reuse the lines that are there; the spare ones are emptied.
    bool fits = frame.kind == m_kind && pieces.size() == m_pieces.size() && static_cast<std::size_t>(pieces.size()) == m_layers.size();
    for (qsizetype i = 0; fits && i < pieces.size(); ++i) fits = pieces[i] <= m_pieces[i] && (pieces[i] > 0) == (m_pieces[i] > 0);
    if (!fits) {
        rebuild(frame, pieces);
    } else {
        for (qsizetype i = 0; i < pieces.size(); ++i) {
            auto& lines = m_layers[static_cast<std::size_t>(i)]->lines;
            for (std::size_t spare = static_cast<std::size_t>(pieces[i]); spare < lines.size(); ++spare) lines[spare]->clear();
        }
    }
    style(frame);
    if (size != m_size) {
        m_size = size;
        m_scene.setSceneRect(QRectF(QPointF(), size));
        m_chart->setGeometry(QRectF(QPointF(), size));
        m_chart->setPlotArea(QRectF(QPointF(), size));
    }
    m_from = frame.fromMs;
    m_to = frame.toMs;
    if (m_x->min() != m_from || m_x->max() != m_to) m_x->setRange(m_from, m_to);
    if (m_y->max() != top) m_y->setRange(0, top);
    fillLines(frame);
    if (frame.kind == ChartKind::StackedAreas) fillAreas(frame);
    if (frame.kind == ChartKind::StackedBars) fillBars(frame, top);
}

QPixmap ChartCanvas::picture(qreal ratio) {
    QPixmap pixmap(m_size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing, m_kind != ChartKind::StackedBars);
    m_scene.render(&painter, QRectF(QPointF(), m_size), QRectF(QPointF(), m_size));
    return pixmap;
}

}  // namespace mgc::ui
