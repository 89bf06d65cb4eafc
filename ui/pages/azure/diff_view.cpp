#include "ui/pages/azure/diff_view.h"

#include <QPainter>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include "ui/theme/paint.h"

namespace mgc::ui {

namespace {

constexpr int numberWidth = 44, signWidth = 24;

/// XML and JSON coloured word by word; enough for lines that stand alone.
void drawCode(QPainter& painter, const QRect& rect, const QString& text) {
    static const QRegularExpression token(
        QStringLiteral("(<!--.*?(?:-->|$))|(</?[A-Za-z][\\w.-]*)|(@\\([^\"]*|@\\{[^\"]*)|(\"[^\"]*\"|'[^']*')|([\\w:.-]+)(?=\\s*[=:])"));
    const QFont font = Theme::instance().font(TextRole::CodeSmall);
    QVector<paint::Run> runs;
    qsizetype at = 0;
    const auto add = [&](const QString& part, ColorRole role) {
        if (!part.isEmpty()) runs << paint::Run{part, font, themeColor(role)};
    };
    for (auto each = token.globalMatch(text); each.hasNext();) {
        const auto match = each.next();
        add(text.mid(at, match.capturedStart() - at), ColorRole::Text);
        const QString found = match.captured();
        const ColorRole role = !match.captured(1).isEmpty()   ? ColorRole::CodeComment
                               : !match.captured(2).isEmpty() ? ColorRole::CodeTag
                               : !match.captured(3).isEmpty() ? ColorRole::CodeExpression
                               : !match.captured(4).isEmpty()
                                   ? (found.startsWith(QLatin1String("\"@")) ? ColorRole::CodeExpression : ColorRole::CodeString)
                                   : ColorRole::CodeAttribute;
        add(found, role);
        at = match.capturedEnd();
    }
    add(text.mid(at), ColorRole::Text);
    paint::runs(painter, rect, runs);
}

class DiffDelegate : public QStyledItemDelegate {
public:
    explicit DiffDelegate(DiffView* view) : QStyledItemDelegate(view), m_view(*view) {}
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {px(200), px(24)}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (index.row() >= m_view.rows().size()) return;
        const DiffRow& row = m_view.rows()[index.row()];
        using Kind = DiffRow::Kind;
        if (m_view.isSideBySide()) {
            const QRect left(option.rect.left(), option.rect.top(), option.rect.width() / 2, option.rect.height());
            const QRect right(left.right() + 1, left.top(), option.rect.width() - left.width(), left.height());
            half(*painter, left, row.before, 0, row.beforeText, row.beforeWord, row.kind == Kind::Same ? ' ' : row.before > 0 ? '-' : 'x');
            half(*painter, right, 0, row.after, row.afterText, row.afterWord, row.kind == Kind::Same ? ' ' : row.after > 0 ? '+' : 'x');
            paint::verticalLine(*painter, right.left(), right.top(), right.bottom() + 1, themeColor(ColorRole::Line));
        } else {
            const bool added = row.kind == Kind::Added;
            half(*painter, option.rect, row.before, row.after, added ? row.afterText : row.beforeText,
                 added ? row.afterWord : row.beforeWord,
                 added                       ? '+'
                 : row.kind == Kind::Removed ? '-'
                                             : ' ');
        }
        if (option.state.testFlag(QStyle::State_HasFocus)) paint::focusRing(*painter, option.rect, px(2));
    }

private:
    void half(QPainter& painter, const QRect& rect, int before, int after, const QString& text, const DiffSpan& word, char sign) const {
        if (sign == '-' || sign == '+') painter.fillRect(rect, themeColor(sign == '+' ? ColorRole::DiffAdd : ColorRole::DiffDel));
        if (sign == 'x') painter.fillRect(rect, themeColor(ColorRole::Sunken));
        int at = rect.left();
        const bool both = !m_view.isSideBySide();
        for (const int number : both ? QVector<int>{before, after} : QVector<int>{before + after}) {
            if (number > 0)
                paint::text(painter, QRect(at, rect.top(), px(numberWidth) - px(8), rect.height()), QString::number(number),
                            TextRole::CodeCaption, ColorRole::Faint, Qt::AlignRight | Qt::AlignVCenter);
            at += px(numberWidth);
        }
        if (sign == '-' || sign == '+')
            paint::text(painter, QRect(at, rect.top(), px(signWidth), rect.height()), QString(QLatin1Char(sign)), TextRole::CodeSmall,
                        sign == '+' ? ColorRole::Ok : ColorRole::Err, Qt::AlignCenter);
        at += px(signWidth);
        const QRect code(at, rect.top(), rect.right() - at - px(4), rect.height());
        if (word.length > 0 && (sign == '-' || sign == '+')) {
            const QFontMetricsF metrics(Theme::instance().font(TextRole::CodeSmall));
            const qreal start = code.left() + metrics.horizontalAdvance(text.left(word.start));
            const qreal width = metrics.horizontalAdvance(text.mid(word.start, word.length));
            if (start < code.right())
                paint::box(painter, QRectF(start - 1, rect.top() + px(2), qMin(width + 2, code.right() - start), rect.height() - px(4)),
                           themeColor(sign == '+' ? ColorRole::DiffAddWord : ColorRole::DiffDelWord), QColor(), px(2));
        }
        drawCode(painter, code, text);
    }

    DiffView& m_view;
};

}  // namespace

DiffView::DiffView(QWidget* parent) : QListView(parent) {
    setObjectName(QStringLiteral("azureDiff"));
    setAccessibleName(tr("Difference between Azure and the workspace"));
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    setUniformItemSizes(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setModel(new QStandardItemModel(this));
    setItemDelegate(new DiffDelegate(this));
}

void DiffView::setLines(const std::vector<azure::DiffLine>& lines) {
    m_lines = lines;
    build();
}

void DiffView::setSideBySide(bool on) {
    if (on == m_sideBySide) return;
    m_sideBySide = on;
    build();
}

void DiffView::build() {
    m_rows = m_sideBySide ? sideBySideRows(m_lines) : inlineRows(m_lines);
    auto* model = static_cast<QStandardItemModel*>(this->model());
    model->clear();
    int first = -1;
    for (const DiffRow& row : m_rows) {
        auto* item = new QStandardItem;
        const QString text = row.kind == DiffRow::Kind::Added ? row.afterText : row.beforeText;
        item->setData(row.kind == DiffRow::Kind::Same      ? text
                      : row.kind == DiffRow::Kind::Added   ? tr("added: %1").arg(text)
                      : row.kind == DiffRow::Kind::Removed ? tr("removed: %1").arg(text)
                                                           : tr("changed: %1 to %2").arg(row.beforeText, row.afterText),
                      Qt::AccessibleTextRole);
        item->setToolTip(text);
        if (row.kind != DiffRow::Kind::Same && first < 0) first = model->rowCount();
        model->appendRow(item);
    }
    if (first >= 0) scrollTo(model->index(qMax(0, first - 3), 0), QAbstractItemView::PositionAtTop);
}

void DiffView::step(int direction) {
    const int count = static_cast<int>(m_rows.size());
    const auto changed = [&](int row) { return m_rows[row].kind != DiffRow::Kind::Same; };
    int row = currentIndex().isValid() ? currentIndex().row() : -1;
    while (row >= 0 && row < count && changed(row)) row += direction;
    for (row = qMax(0, row + (row < 0 && direction > 0 ? 1 : 0)); row >= 0 && row < count; row += direction)
        if (changed(row)) {
            setCurrentIndex(model()->index(row, 0));
            scrollTo(currentIndex(), QAbstractItemView::PositionAtCenter);
            return;
        }
}

}  // namespace mgc::ui
