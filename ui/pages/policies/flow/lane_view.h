#pragma once
#include <QPersistentModelIndex>
#include <QTreeView>

namespace mgc::ui {

class CardDelegate;
class FlowCommands;
class FlowModel;

/// What is dragged out of the palette: markup and its element's name.
inline constexpr const char* markupMime = "application/x-model-gateway-markup";

/// Where the hand holds the picture of what is dragged: below its lower edge, so that the place it goes to stays in sight.
[[nodiscard]] QPoint dragGrip();

/// One section's cards: a tree view over the document's model. Keys and drops become FlowCommands.
class LaneView : public QTreeView {
    Q_OBJECT
public:
    LaneView(FlowModel& model, FlowCommands& commands, const QString& section, QWidget* parent);

    [[nodiscard]] QString section() const { return m_section; }
    /// Chosen cards of this lane, in document order.
    [[nodiscard]] QModelIndexList cards() const;
    [[nodiscard]] int contentHeight() const;
    /// Opens containers below an index (inclusive), folds what belongs to other documents. The caller lays out the lane.
    void fold(const QModelIndex& below);

signals:
    /// Enter, F2, double click: the inspector shall have the focus, or the other document be opened.
    void inspect(const QModelIndex& index);
    void openFile(const QString& path);
    void contentChanged();
    void moveFocus(int lanes);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void startDrag(Qt::DropActions supported) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }

private:
    struct Drop {
        QPersistentModelIndex container;
        int row = -1;
        int y = 0;
        int pointer = 0;  ///< where the hand is, which the label does not hide under
        QString label, refusal;
        bool active = false;
    };
    [[nodiscard]] Drop dropAt(const QPoint& point, const QStringList& names) const;
    [[nodiscard]] static QStringList namesIn(const QMimeData* data);
    void showMenu(const QModelIndex& index, const QPoint& at);
    void runAction(const QString& id);

    FlowModel& m_model;
    FlowCommands& m_commands;
    QString m_section;
    CardDelegate* m_cards;
    Drop m_drop;
    bool m_folding = false;
};

}  // namespace mgc::ui
