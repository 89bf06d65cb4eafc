#include "ui/widgets/charts/chart_plot.h"

#include <QDateTime>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/charts/cursor_hub.h"

namespace mgc::ui {

ChartPlot::ChartPlot(CursorHub& hub, QString title, QWidget* parent) : PanelContent(hub, parent), m_title(std::move(title)) {
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_canvas.themeChanged();
        m_dirty = true;
        update();
    });
}

QSize ChartPlot::sizeHint() const { return {px(360), px(188)}; }
QSize ChartPlot::minimumSizeHint() const { return {px(220), px(140)}; }

QRectF ChartPlot::plotRect() const {
    // 44 for the value labels, 19 above for flags, 22 below for times (visual design, "Chart panel").
    return QRectF(px(44), px(21), width() - px(50), height() - px(43));
}

void ChartPlot::setFrame(ChartFrame frame) {
    m_frame = std::move(frame);
    m_dirty = true;
    if (!isVisible()) return;
    update();
    emit legendChanged();
}

void ChartPlot::showEvent(QShowEvent* event) {
    m_dirty = true;
    PanelContent::showEvent(event);
    emit legendChanged();
}

double ChartPlot::valueOf(const ChartSeries& series, double timeMs) const {
    if (m_frame.kind == ChartKind::StackedBars && !series.points.isEmpty()) {
        const double value = valueAt(series, timeMs, m_frame.bucketMs);
        return std::isnan(value) ? 0 : value;
    }
    return valueAt(series, timeMs, series.steps || m_frame.gapMs <= 0 ? 0 : std::max(m_frame.gapMs, 1000.0));
}

double ChartPlot::yOf(double value) const {
    const QRectF plot = plotRect();
    return plot.bottom() - value / m_top.top * plot.height();
}

QVector<LegendEntry> ChartPlot::legend() const {
    QVector<LegendEntry> entries;
    const double at = legendTime();
    for (const ChartSeries& series : m_frame.series) {
        LegendEntry entry;
        entry.swatch = m_frame.kind == ChartKind::Lines ? LegendEntry::Swatch::Line : LegendEntry::Swatch::Square;
        entry.role = series.role;
        entry.style = series.style;
        entry.fillPercent = m_frame.kind == ChartKind::StackedAreas ? 45 : 100;
        entry.name = series.name;
        entry.value = valueText(valueOf(series, at), m_frame.decimals);
        entries.push_back(entry);
    }
    for (const ChartSeries& limit : m_frame.limits) {
        LegendEntry entry;
        entry.role = ColorRole::Err;
        entry.style = LineStyle::Limit;
        entry.name = limit.name;
        entry.value = valueText(valueOf(limit, at), m_frame.decimals);
        entries.push_back(entry);
    }
    return entries;
}

ChartTable ChartPlot::table() const {
    ChartTable table;
    table.columns << tr("Time");
    const auto all = m_frame.series + m_frame.limits;
    for (const ChartSeries& series : all) table.columns << series.name;
    const double step = std::max(m_frame.bucketMs, (m_frame.toMs - m_frame.fromMs) / 75);
    for (double at = std::ceil(m_frame.fromMs / step) * step; at <= m_frame.toMs; at += step) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(at));
        QVector<QString> row{time.toString(QStringLiteral("HH:mm:ss"))};
        QVector<QString> raw{time.toUTC().toString(Qt::ISODateWithMs)};
        for (const ChartSeries& series : all) {
            const double value = valueOf(series, at);
            row << valueText(value, m_frame.decimals);
            raw << (std::isnan(value) ? QString() : QString::number(value, 'f', std::max(2, m_frame.decimals)));
        }
        table.rows << row;
        table.rawRows << raw;
    }
    return table;
}

QString ChartPlot::summary() const {
    if (!hasData()) return tr("%1: no data").arg(m_title);
    QStringList parts;
    for (const ChartSeries& series : m_frame.series) {
        if (series.points.isEmpty()) continue;
        const auto peak =
            std::max_element(series.points.begin(), series.points.end(), [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); });
        parts << tr("%1 now %2, peak %3 at %4")
                     .arg(series.name, valueText(valueOf(series, m_frame.toMs), m_frame.decimals), valueText(peak->y(), m_frame.decimals),
                          QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(peak->x())).toString(QStringLiteral("HH:mm:ss")));
    }
    for (const ChartSeries& limit : m_frame.limits)
        if (!limit.points.isEmpty()) parts << tr("%1 %2").arg(limit.name, valueText(limit.points.back().y(), m_frame.decimals));
    return m_title + QStringLiteral(": ") + parts.join(QStringLiteral("; "));
}

void ChartPlot::drawAxes(QPainter& painter) const {
    const QRectF plot = plotRect();
    painter.setFont(Theme::instance().font(TextRole::Caption));
    for (const double tick : m_top.ticks()) {
        const double y = std::round(yOf(tick));
        paint::horizontalLine(painter, plot.left(), plot.right(), y, themeColor(tick == 0 ? ColorRole::Line2 : ColorRole::Grid));
        painter.setPen(themeColor(ColorRole::Muted));
        painter.drawText(QRectF(0, y - px(8), plot.left() - px(6), px(16)), Qt::AlignRight | Qt::AlignVCenter, axisText(tick, m_top.top));
    }
}

void ChartPlot::drawDots(QPainter& painter) const {
    if (!m_hub.isShown() || m_frame.kind == ChartKind::StackedBars) return;
    const double at = m_hub.timeMs();
    if (at < m_frame.fromMs || at > m_frame.toMs) return;
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = std::round(xOf(at)) + 0.5;
    const auto dot = [&](double value, ColorRole role) {
        if (std::isnan(value)) return;
        painter.setPen(QPen(themeColor(ColorRole::Card), 1.2));
        painter.setBrush(themeColor(role));
        painter.drawEllipse(QPointF(x, yOf(std::min(value, m_top.top))), px(7) / 2.0, px(7) / 2.0);
    };
    if (m_frame.kind == ChartKind::Lines)
        for (const ChartSeries& series : m_frame.series) dot(valueOf(series, at), series.role);
    for (const ChartSeries& limit : m_frame.limits) dot(valueOf(limit, at), ColorRole::Err);
}

void ChartPlot::paintEvent(QPaintEvent*) {
    const QRectF plot = plotRect();
    if (plot.width() < 20 || plot.height() < 20) return;
    const QSize size = plot.size().toSize();
    const qreal ratio = devicePixelRatioF();
    if (m_dirty || m_picture.size() != size * ratio) {
        m_dirty = false;
        if (m_frame.fixedTop > 0) {
            m_top = {m_frame.fixedTop, m_frame.fixedTop / 2};
        } else {
            m_top = m_axis.update(largestValue(m_frame), m_frame.toMs);
        }
        m_canvas.setFrame(m_frame, m_top.top, size);
        m_picture = m_canvas.picture(ratio);
    }
    QPainter painter(this);
    drawAxes(painter);
    painter.drawPixmap(plot.topLeft(), m_picture);
    drawTimeLabels(painter);
    drawFlags(painter, m_frame.annotations);
    drawCursor(painter);
    drawDots(painter);
    if (hasFocus()) paint::focusRing(painter, QRectF(rect()).adjusted(2, 0, -2, -2), px(4));
}

}  // namespace mgc::ui
