#pragma once
#include <QString>
#include <QVector>
#include <QWidget>

#include "ui/widgets/charts/chart_frame.h"

namespace mgc::ui {

class CursorHub;

struct LegendEntry {
    enum class Swatch { Line, Square, Hatched, None };
    Swatch swatch = Swatch::Line;
    ColorRole role = ColorRole::Chart1;
    LineStyle style = LineStyle::Solid;
    int fillPercent = 100;
    QString name;
    QString value;  ///< at the cursor, or now
};

/// What a panel gives to read: Table, Copy CSV, and the accessible summary draw from it.
struct ChartTable {
    QVector<QString> columns;           ///< first: "Time"
    QVector<QVector<QString>> rows;     ///< texts as shown, newest last
    QVector<QVector<QString>> rawRows;  ///< ISO 8601 times and dot decimals, for CSV
};

/// The body of a chart panel: a plot, breaker lanes, or whatever paints over a time axis. It shares the cursor of its page and tells
/// the panel what to write in the legend row.
class PanelContent : public QWidget {
    Q_OBJECT
public:
    explicit PanelContent(CursorHub& hub, QWidget* parent = nullptr);

    [[nodiscard]] virtual QVector<LegendEntry> legend() const = 0;
    [[nodiscard]] virtual QString legendNote() const { return {}; }
    [[nodiscard]] virtual ChartTable table() const = 0;
    /// One sentence: what it shows, its latest values, its peak.
    [[nodiscard]] virtual QString summary() const = 0;
    [[nodiscard]] virtual bool hasData() const = 0;

signals:
    /// Legend values are different now (new data, or the cursor moved).
    void legendChanged();
    /// The pointer came or went.
    void hovered(bool inside);
    /// The user dragged over a span of time.
    void rangeSelected(double fromMs, double toMs);

protected:
    /// Where the time axis is, in widget coordinates.
    [[nodiscard]] virtual QRectF plotRect() const = 0;
    [[nodiscard]] virtual double fromMs() const = 0;
    [[nodiscard]] virtual double toMs() const = 0;

    [[nodiscard]] double xOf(double timeMs) const;
    [[nodiscard]] double timeAt(double x) const;
    /// Time that legend values belong to: the cursor, else the right edge.
    [[nodiscard]] double legendTime() const;
    /// `taken`: an x where something else is written on the axis.
    void drawTimeLabels(QPainter& painter, double taken = -1000) const;
    void drawFlags(QPainter& painter, const QVector<ChartAnnotation>& annotations) const;
    /// Cursor line, brushed span and, where the pointer is, the time label.
    void drawCursor(QPainter& painter) const;

    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

    CursorHub& m_hub;

private:
    void cursorMoved();

    double m_brushFrom = 0, m_brushTo = 0;
    bool m_brushing = false;
    double m_lastCursorX = -1;
};

/// Colour of an annotation's flag by its kind.
[[nodiscard]] ColorRole annotationRole(const QString& kind);
/// Draws the lettered flag centred at `center`.
void drawFlag(QPainter& painter, QPointF center, QChar letter, ColorRole role);

}  // namespace mgc::ui
