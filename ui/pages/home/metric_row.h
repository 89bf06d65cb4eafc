#pragma once
#include <QAbstractButton>
#include <QDateTime>
#include <QElapsedTimer>

#include "ui/theme/paint.h"

namespace mgc::ui {

class LinkButton;
class Sparkline;
struct PageContext;

/// One figure: title, big number with unit, a line under it, a sparkline. It is a button that opens Live; its accessible name says
/// the figure.
class MetricCard : public QAbstractButton {
    Q_OBJECT
public:
    MetricCard(const QString& title, ColorRole line, QWidget* parent);
    void setFigure(const QString& number, const QString& unit, const QString& note);
    void setChip(const paint::ChipSpec& chip);
    [[nodiscard]] Sparkline* sparkline() const { return m_sparkline; }
    /// An accent link at the upper right, instead of a chip.
    void setLink(LinkButton* link);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void place();

    QString m_title, m_number, m_unit, m_note;
    paint::ChipSpec m_chip;
    Sparkline* m_sparkline;
    LinkButton* m_link = nullptr;
};

/// Latency, tokens per minute, throttled: the last five minutes.
class MetricRow : public QWidget {
    Q_OBJECT
public:
    MetricRow(PageContext& context, QWidget* parent);

private:
    void update();
    void updateLatency(qint64 now);
    void updateTokens(qint64 now);
    void updateThrottled(qint64 now);

    PageContext& m_context;
    MetricCard *m_latency, *m_tokens, *m_throttled;
    LinkButton* m_why;
    QElapsedTimer m_drawn;
};

}  // namespace mgc::ui
