#include "ui/pages/azure/note_list.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include "ui/theme/icons.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int mostNotes = 2000;
enum NoteRole { ToneRole = Qt::UserRole + 1, IconRole, DetailRole, TrailingRole, CodeRole };

class NoteDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] static int left(const QModelIndex& index) {
        return px(12) + (index.flags().testFlag(Qt::ItemIsUserCheckable) ? px(28) : 0) +
               (index.data(IconRole).toString().isEmpty() ? 0 : px(26));
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto* view = qobject_cast<const QListView*>(option.widget);
        const int width = view ? view->viewport()->width() : px(300);
        int height = px(32);
        if (const QString detail = index.data(DetailRole).toString(); !detail.isEmpty()) {
            const QFontMetrics metrics(Theme::instance().font(TextRole::Hint));
            height =
                px(28) +
                metrics.boundingRect(QRect(0, 0, qMax(px(80), width - left(index) - px(12)), 100000), Qt::TextWordWrap, detail).height() +
                px(6);
        }
        return {px(80), height};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QRect row = option.rect;
        if (option.state.testFlag(QStyle::State_Selected)) painter->fillRect(row, themeColor(ColorRole::Sel));
        if (index.row() > 0) paint::horizontalLine(*painter, row.left(), row.right() + 1, row.top(), themeColor(ColorRole::Line));
        const auto tone = static_cast<paint::Tone>(index.data(ToneRole).toInt());
        const QRect line(row.left(), row.top(), row.width(), px(32));
        int at = row.left() + px(12);
        if (index.flags().testFlag(Qt::ItemIsUserCheckable)) {
            QStyleOptionButton box;
            box.rect = QRect(at, line.top() + (line.height() - px(18)) / 2, px(18), px(18));
            box.state =
                QStyle::State_Enabled | (index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
            option.widget->style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, option.widget);
            at += px(28);
        }
        if (const QString icon = index.data(IconRole).toString(); !icon.isEmpty()) {
            // Status glyphs are filled, the others are outlines (visual design, section 7).
            const bool glyph = icon.endsWith(QLatin1String("_circle")) || icon == QLatin1String("warning") || icon == QLatin1String("info");
            icons::paint(*painter, QRect(at, line.top(), px(16), line.height()), icon, px(16),
                         tone == paint::Tone::Neutral ? ColorRole::Muted : paint::textRole(tone),
                         glyph && tone != paint::Tone::Neutral ? icons::Style::Filled : icons::Style::Regular);
            at += px(26);
        }
        int right = row.right() - px(12);
        if (const QString trailing = index.data(TrailingRole).toString(); !trailing.isEmpty()) {
            const int width = qMin(row.width() / 2, QFontMetrics(Theme::instance().font(TextRole::Hint)).horizontalAdvance(trailing) + 2);
            paint::text(*painter, QRect(right - width, line.top(), width, line.height()), trailing, TextRole::Hint, ColorRole::Muted,
                        Qt::AlignRight | Qt::AlignVCenter, Qt::ElideMiddle);
            right -= width + px(10);
        }
        paint::text(*painter, QRect(at, line.top(), right - at, line.height()), index.data(Qt::DisplayRole).toString(),
                    index.data(CodeRole).toBool() ? TextRole::CodeSmall : TextRole::Body, ColorRole::Text, Qt::AlignLeft | Qt::AlignVCenter,
                    Qt::ElideMiddle);
        if (const QString detail = index.data(DetailRole).toString(); !detail.isEmpty()) {
            painter->setFont(Theme::instance().font(TextRole::Hint));
            painter->setPen(themeColor(option.state.testFlag(QStyle::State_Selected) ? ColorRole::Text : ColorRole::Muted));
            painter->drawText(QRect(at, row.top() + px(28), row.right() - px(12) - at, row.height() - px(28)), Qt::TextWordWrap, detail);
        }
        if (option.state.testFlag(QStyle::State_HasFocus)) paint::focusRing(*painter, row, px(4));
    }

    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index) override {
        if (event->type() != QEvent::MouseButtonRelease || !index.flags().testFlag(Qt::ItemIsUserCheckable))
            return event->type() == QEvent::KeyPress && QStyledItemDelegate::editorEvent(event, model, option, index);
        if (static_cast<QMouseEvent*>(event)->position().x() > option.rect.left() + px(40)) return false;
        return model->setData(index, index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked,
                              Qt::CheckStateRole);
    }
};

void fill(QStandardItem& item, const Note& note) {
    item.setText(note.title);
    item.setData(static_cast<int>(note.tone), ToneRole);
    item.setData(note.icon, IconRole);
    item.setData(note.detail, DetailRole);
    item.setData(note.trailing, TrailingRole);
    item.setData(note.code, CodeRole);
    item.setEditable(false);
    item.setCheckable(note.checkable);
    if (note.checkable) item.setCheckState(note.checked ? Qt::Checked : Qt::Unchecked);
    QString said = note.title;
    for (const QString& more : {note.trailing, note.detail})
        if (!more.isEmpty()) said += QStringLiteral(", ") + more;
    item.setData(said, Qt::AccessibleTextRole);
    item.setToolTip(said);
}

}  // namespace

NoteList::NoteList(const QString& accessibleName, QWidget* parent) : QListView(parent), m_model(new QStandardItemModel(this)) {
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);  // the card's ground and its rounded edge show through
    setModel(m_model);
    setItemDelegate(new NoteDelegate(this));
    setResizeMode(QListView::Adjust);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(m_model, &QStandardItemModel::itemChanged, this, &NoteList::checksChanged);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { emit rowChosen(current.row()); });
}

void NoteList::setNotes(const QVector<Note>& notes) {
    const QSignalBlocker quiet(m_model);
    m_model->removeRows(0, m_model->rowCount());
    for (const Note& note : notes.mid(0, mostNotes)) {
        auto* item = new QStandardItem;
        fill(*item, note);
        m_model->appendRow(item);
    }
    reset();
    emit checksChanged();
}

void NoteList::setNote(int row, const Note& note) {
    if (QStandardItem* item = m_model->item(row)) fill(*item, note);
    doItemsLayout();
}

int NoteList::count() const { return m_model->rowCount(); }
bool NoteList::isChecked(int row) const { return m_model->item(row) && m_model->item(row)->checkState() == Qt::Checked; }

int NoteList::checkedCount() const {
    int ticked = 0;
    for (int row = 0; row < count(); ++row) ticked += isChecked(row);
    return ticked;
}

void NoteList::setEmptyText(const QString& text) {
    m_empty = text;
    setAccessibleDescription(text);
    viewport()->update();
}

void NoteList::paintEvent(QPaintEvent* event) {
    QListView::paintEvent(event);
    if (count() > 0 || m_empty.isEmpty()) return;
    QPainter painter(viewport());
    painter.setFont(Theme::instance().font(TextRole::Body));
    painter.setPen(themeColor(ColorRole::Muted));
    painter.drawText(viewport()->rect().adjusted(px(12), px(8), -px(12), -px(8)), Qt::TextWordWrap | Qt::AlignTop, m_empty);
}

void NoteList::resizeEvent(QResizeEvent* event) {
    QListView::resizeEvent(event);
    doItemsLayout();
}

}  // namespace mgc::ui
