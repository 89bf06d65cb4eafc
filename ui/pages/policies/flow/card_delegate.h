#pragma once
#include <QStyledItemDelegate>

class QTreeView;

namespace mgc::ui {

/// Draws the rows of a lane as cards: nested ones inside the frame of their container, branch heads, read-only cards of outer scopes.
class CardDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CardDelegate(QTreeView* view);
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// The card itself within its row.
    [[nodiscard]] QRect cardRect(const QRect& row, const QModelIndex& index) const;
    /// Where a click folds and unfolds; empty for a row without children.
    [[nodiscard]] QRect foldRect(const QRect& row, const QModelIndex& index) const;
    /// The card as a picture that follows the pointer.
    [[nodiscard]] QPixmap dragPicture(const QModelIndexList& indexes, qreal ratio) const;

private:
    [[nodiscard]] int contentHeight(const QModelIndex& index) const;
    [[nodiscard]] int closings(const QModelIndex& index) const;
    [[nodiscard]] QModelIndexList frames(const QModelIndex& index) const;
    [[nodiscard]] bool isLastBelow(const QModelIndex& index, const QModelIndex& ancestor) const;
    void paintFrames(QPainter& painter, const QRect& row, const QModelIndex& index) const;
    void paintCard(QPainter& painter, const QRect& card, const QModelIndex& index, bool selected, bool focus, bool hover) const;
    void paintBranch(QPainter& painter, const QRect& rect, const QModelIndex& index, bool selected) const;

    QTreeView* m_view;
};

}  // namespace mgc::ui
