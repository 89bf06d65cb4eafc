#include "ui/pages/traffic/span_list.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>
#include <cmath>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

constexpr qsizetype maxSpans = 500;

QString duration(double ms) {
    if (ms >= 1000) return QLocale().toString(ms / 1000, 'f', 2) + QStringLiteral(" s");
    return QLocale().toString(ms, 'f', ms < 10 ? 2 : ms < 100 ? 1 : 0) + QStringLiteral(" ms");
}

class SpanDelegate : public QStyledItemDelegate {
public:
    explicit SpanDelegate(SpanList* list) : QStyledItemDelegate(list), m_list(list) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (index.row() >= m_list->spans().size()) return;
        const SpanList::Span& span = m_list->spans()[index.row()];
        const bool selected = option.state & QStyle::State_Selected;
        painter->save();
        painter->fillRect(option.rect, themeColor(span.strong ? ColorRole::WarnTint : selected ? ColorRole::Sel : ColorRole::Bg));
        const ColorRole ink = span.mark == SpanList::Mark::Skipped ? ColorRole::Muted : ColorRole::Text;
        const QRect cell = option.rect.adjusted(px(12), 0, -px(8), 0);
        if (index.column() == 0) {
            int x = cell.left();
            const QRect glyph(x, cell.top(), px(12), cell.height());
            switch (span.mark) {
                case SpanList::Mark::Done:
                    icons::paint(*painter, glyph, QStringLiteral("checkmark"), px(12), ColorRole::Ok);
                    break;
                case SpanList::Mark::Failed:
                    icons::paint(*painter, glyph, QStringLiteral("dismiss"), px(12), ColorRole::Warn);
                    break;
                case SpanList::Mark::Skipped:
                    icons::paint(*painter, glyph, QStringLiteral("subtract"), px(12), ColorRole::Muted);
                    break;
                case SpanList::Mark::None:
                    x -= px(20);
                    break;
            }
            x += px(20);
            paint::text(*painter, QRect(x, cell.top(), cell.right() - x, cell.height()), span.name,
                        span.strong ? TextRole::BodyStrong : TextRole::BodyMedium, ink);
        } else if (index.column() == 1) {
            paint::text(*painter, cell, span.words, TextRole::Hint, span.strong ? ColorRole::Text : ColorRole::Muted);
        } else {
            const QRectF axis(option.rect.left(), option.rect.top(), option.rect.width(), option.rect.height());
            paint::verticalLine(*painter, axis.left(), axis.top(), axis.bottom() + 1, themeColor(ColorRole::Line2));
            if (!span.note.isEmpty()) {
                paint::text(*painter, option.rect.adjusted(px(8), 0, 0, 0), span.note, TextRole::Caption, ColorRole::Muted);
            } else {
                const QString words = duration(span.durationMs);
                const double labelWidth = QFontMetrics(Theme::instance().font(TextRole::Caption)).horizontalAdvance(words) + px(12);
                const double room = axis.width() - px(8);
                const double total = std::max(1e-6, m_list->totalMs());
                const double left = axis.left() + 1 + span.startMs / total * room;
                const double wide = std::max<double>(px(2), span.durationMs / total * room);
                const QRectF bar(std::round(left), axis.center().y() - px(5), std::round(wide), px(11));
                painter->setRenderHint(QPainter::Antialiasing);
                painter->setPen(Qt::NoPen);
                painter->setBrush(themeColor(span.strong ? ColorRole::Warn : span.role));
                painter->drawRoundedRect(bar, 1.0, 1.0);
                // The figure stands behind the bar, or before it where the row ends.
                const double at = bar.right() + labelWidth < axis.right() ? bar.right() + px(8) : bar.left() - labelWidth;
                if (at > axis.left())
                    paint::text(*painter, QRectF(at, axis.top(), labelWidth + px(4), axis.height()).toRect(), words, TextRole::Caption,
                                ColorRole::Muted);
                else
                    paint::text(*painter, QRectF(bar.left() + px(8), axis.top(), labelWidth + px(4), axis.height()).toRect(), words,
                                TextRole::Caption, ColorRole::OnAccent);
            }
        }
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {px(60), Theme::instance().metric(Metric::TableRow)};
    }

private:
    SpanList* m_list;
};

}  // namespace

SpanList::SpanList(const QString& accessibleName, const QString& nameTitle, QWidget* parent) : QTreeWidget(parent) {
    setAccessibleName(accessibleName);
    setColumnCount(3);
    setHeaderLabels({nameTitle, tr("What it did"), tr("0 ms")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new SpanDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    header()->setStretchLastSection(true);
    header()->setSectionsClickable(false);
    connect(&Theme::instance(), &Theme::changed, this, [this] { viewport()->update(); });
}

void SpanList::resizeEvent(QResizeEvent* event) {
    QTreeWidget::resizeEvent(event);
    setColumnWidth(0, std::clamp(width() * 22 / 100, px(140), px(260)));
    setColumnWidth(1, std::clamp(width() * 30 / 100, px(120), px(420)));
}

void SpanList::setSpans(const QVector<Span>& spans) {
    m_spans = spans.mid(0, maxSpans);
    m_totalMs = 0;
    for (const Span& span : m_spans) m_totalMs = std::max(m_totalMs, span.startMs + span.durationMs);
    clear();
    for (const Span& span : m_spans) {
        auto* item = new QTreeWidgetItem(this, {span.name, span.words, span.note.isEmpty() ? duration(span.durationMs) : span.note});
        item->setToolTip(1, span.words);
        const QString state = span.mark == Mark::Done      ? tr("done")
                              : span.mark == Mark::Failed  ? tr("ended the request")
                              : span.mark == Mark::Skipped ? tr("skipped")
                                                           : QString();
        item->setData(0, Qt::AccessibleTextRole, state.isEmpty() ? span.name : span.name + QStringLiteral(", ") + state);
    }
    headerItem()->setText(2, m_totalMs > 0 ? tr("0 to %1").arg(duration(m_totalMs)) : tr("Time"));
}

}  // namespace mgc::ui
