#include "ui/pages/live/annotation_strip.h"

#include <QDateTime>
#include <QPainter>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/charts/panel_content.h"

namespace mgc::ui {

namespace {

QString clock(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("HH:mm:ss")); }

}  // namespace

AnnotationStrip::AnnotationStrip(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Events in the charts"));
    connect(&Theme::instance(), &Theme::changed, this, [this] { updateGeometry(); });
}

QSize AnnotationStrip::sizeHint() const { return {px(300), px(20)}; }

void AnnotationStrip::setAnnotations(const QVector<ChartAnnotation>& annotations) {
    m_annotations = annotations;
    QStringList words;
    for (const ChartAnnotation& mark : annotations) words << QStringLiteral("%1 %2 %3").arg(mark.letter).arg(clock(mark.timeMs), mark.text);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    setToolTip(words.join(u'\n'));
    update();
}

void AnnotationStrip::setHint(const QString& hint) {
    m_hint = hint;
    update();
}

void AnnotationStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFont hintFont = Theme::instance().font(TextRole::Hint);
    const int hintWidth = m_hint.isEmpty() ? 0 : QFontMetrics(hintFont).horizontalAdvance(m_hint) + px(24);
    const QFont timeFont = Theme::instance().font(TextRole::CodeSmall);
    const auto widthOf = [&](const ChartAnnotation& mark) {
        return px(22) + QFontMetrics(timeFont).horizontalAdvance(clock(mark.timeMs)) + px(6) +
               QFontMetrics(hintFont).horizontalAdvance(mark.text) + px(24);
    };
    // The newest are kept where not all fit.
    qsizetype first = m_annotations.size();
    int used = 0;
    while (first > 0 && used + widthOf(m_annotations[first - 1]) <= width() - hintWidth) used += widthOf(m_annotations[--first]);
    int x = 0;
    for (qsizetype i = first; i < m_annotations.size(); ++i) {
        const ChartAnnotation& mark = m_annotations[i];
        drawFlag(painter, {x + px(15) / 2.0, height() / 2.0}, mark.letter, annotationRole(mark.kind));
        paint::runs(painter, QRect(x + px(21), 0, width() - x, height()),
                    {{clock(mark.timeMs), timeFont, themeColor(ColorRole::Muted)},
                     {QStringLiteral("  ") + mark.text, hintFont, themeColor(ColorRole::Text)}});
        x += widthOf(mark);
    }
    if (m_annotations.isEmpty())
        paint::text(painter, rect(), tr("Events appear here: policy saved, breaker tripped, fault, burst."), TextRole::Hint,
                    ColorRole::Muted);
    if (width() > px(700)) paint::text(painter, rect(), m_hint, TextRole::Hint, ColorRole::Muted, Qt::AlignRight | Qt::AlignVCenter);
}

}  // namespace mgc::ui
