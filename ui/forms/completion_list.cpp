#include "ui/forms/completion_list.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int insertRole = Qt::UserRole + 1;
constexpr int detailRole = Qt::UserRole + 2;
constexpr int iconRole = Qt::UserRole + 3;
constexpr int matchRole = Qt::UserRole + 4;
constexpr int rowHeight = 28;
constexpr int visibleRows = 8;
constexpr int mostRows = 300;

class CompletionDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {px(200), px(rowHeight)}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (option.state.testFlag(QStyle::State_Selected)) painter->fillRect(option.rect, themeColor(ColorRole::Sel));
        QRect rect = option.rect.adjusted(px(10), 0, -px(10), 0);
        icons::paint(*painter, QRect(rect.x(), rect.y(), px(16), rect.height()), index.data(iconRole).toString(), px(16), ColorRole::Muted);
        rect.setLeft(rect.x() + px(24));
        // The name is what is chosen: it takes the room it needs, the detail what is left.
        const QString text = index.data().toString();
        const QString detail = index.data(detailRole).toString();
        const QFont code = Theme::instance().font(TextRole::CodeSmall);
        const int room = std::max(0, rect.width() - QFontMetrics(code).horizontalAdvance(text) - px(20));
        const int width = std::min(QFontMetrics(Theme::instance().font(TextRole::Hint)).horizontalAdvance(detail) + px(6), room);
        paint::text(*painter, QRect(rect.right() - width, rect.y(), width, rect.height()), detail, TextRole::Hint, ColorRole::Muted,
                    Qt::AlignRight | Qt::AlignVCenter);
        rect.setRight(rect.right() - width - px(12));
        const int at = index.data(matchRole).toPoint().x();
        const int length = index.data(matchRole).toPoint().y();
        QFont bold = code;
        bold.setBold(true);
        paint::runs(*painter, rect,
                    {{text.left(at), code, themeColor(ColorRole::Text)},
                     {text.mid(at, length), bold, themeColor(ColorRole::Accent)},
                     {text.mid(at + length), code, themeColor(ColorRole::Text)}});
    }
};

}  // namespace

CompletionList::CompletionList(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("completionList"));
    setAccessibleName(tr("Completion"));
    setFocusPolicy(Qt::NoFocus);
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 1, 4, 1, 0);
    m_list = new QListView(this);
    m_list->setAccessibleName(tr("Completions"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CompletionDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    column->addWidget(m_list, 1);
    m_footer = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_footer->setElide(Qt::ElideRight);
    m_footer->setContentsMargins(px(10), px(4), px(10), px(4));
    column->addWidget(m_footer);
    connect(m_list, &QListView::clicked, this, &CompletionList::accept);
    hide();
}

void CompletionList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(ColorRole::Raised), themeColor(ColorRole::Ctl), px(6));
}

void CompletionList::offer(const QVector<Completion>& items, const QString& typed, const QString& footer, const QRect& caret) {
    m_model.clear();
    // What starts with the typed part comes before what only holds it.
    for (const bool start : {true, false})
        for (const Completion& item : items) {
            const qsizetype at = item.text.indexOf(typed, 0, Qt::CaseInsensitive);
            if (at < 0 || (at == 0) != start || m_model.rowCount() >= mostRows) continue;
            auto* row = new QStandardItem(item.text);
            row->setData(item.insert, insertRole);
            row->setData(item.detail, detailRole);
            row->setData(item.icon, iconRole);
            row->setData(QPoint(static_cast<int>(at), static_cast<int>(typed.size())), matchRole);
            row->setToolTip(item.documentation);
            row->setData(item.detail.isEmpty() ? item.text : tr("%1, %2").arg(item.text, item.detail), Qt::AccessibleTextRole);
            m_model.appendRow(row);
        }
    const bool same = m_model.rowCount() == 1 && m_model.item(0)->text() == typed;
    if (m_model.rowCount() == 0 || same) return hide();
    m_list->setCurrentIndex(m_model.index(0, 0));
    m_footer->setText(footer.isEmpty() ? tr("Tab inserts") : tr("%1. Tab inserts").arg(footer));
    place(caret);
    show();
    raise();
}

void CompletionList::place(const QRect& caret) {
    const QSize room = parentWidget()->size();
    const QSize size(std::min(px(520), room.width() - px(8)), px(rowHeight) * std::min(visibleRows, m_model.rowCount()) + px(36));
    QPoint corner(std::clamp(caret.x() - px(34), 0, std::max(0, room.width() - size.width())), caret.bottom() + 3);
    if (corner.y() + size.height() > room.height()) corner.setY(std::max(0, caret.top() - size.height() - 2));
    setGeometry(QRect(corner, size));
}

bool CompletionList::takeKey(QKeyEvent* event) {
    if (!isVisible()) return false;
    const int rows = m_model.rowCount();
    const int row = m_list->currentIndex().row();
    const auto go = [&](int to) { m_list->setCurrentIndex(m_model.index(std::clamp(to, 0, rows - 1), 0)); };
    switch (event->key()) {
        case Qt::Key_Down:
            go(row + 1 >= rows ? 0 : row + 1);
            return true;
        case Qt::Key_Up:
            go(row == 0 ? rows - 1 : row - 1);
            return true;
        case Qt::Key_PageDown:
            go(row + visibleRows);
            return true;
        case Qt::Key_PageUp:
            go(row - visibleRows);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Tab:
            accept();
            return true;
        case Qt::Key_Escape:
            hide();
            return true;
        default:
            return false;
    }
}

void CompletionList::accept() {
    hide();
    emit chosen(m_list->currentIndex().data(insertRole).toString());
}

}  // namespace mgc::ui
