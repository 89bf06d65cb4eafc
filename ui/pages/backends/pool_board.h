#pragma once
#include <QWidget>

#include "ui/pages/backends/backend_items.h"

class QVBoxLayout;

namespace mgc::ui {

class Card;
class PoolDrop;
class PoolMemberRow;
class WorkspaceEdits;

/// The members of one pool by priority; they are dragged, or moved with Alt+Up and Alt+Down, from one group to another. Every change is
/// written to the pool's file at once and can be undone.
class PoolBoard : public QWidget {
    Q_OBJECT
public:
    PoolBoard(BackendItems& items, WorkspaceEdits& edits, QWidget* parent);
    void setPool(const QString& name);
    /// The member whose inspector is shown.
    void setSelectedMember(const QString& name);
    /// Backends that can become members: single ones that are none yet.
    [[nodiscard]] QStringList candidates() const;
    void addMember(const QString& backend);

signals:
    void memberChosen(const QString& name);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void rebuild();
    void showLive();
    void addGroup(std::int64_t priority, bool first);
    void addRow(std::size_t member);
    void move(std::size_t member, int step);
    void moveTo(std::size_t member, std::int64_t priority);
    void drag(std::size_t member, PoolMemberRow* row);
    void layBands(std::size_t dragged);
    void write(const std::string& pointer, const std::string& json, const QString& what);

    BackendItems& m_items;
    WorkspaceEdits& m_edits;
    QString m_pool, m_selected;
    QVBoxLayout* m_column;
    Card* m_card = nullptr;
    QVector<PoolMemberRow*> m_rows;
    QVector<QPair<std::int64_t, QWidget*>> m_heads;  ///< of the groups, in order
    PoolDrop* m_drop;
};

}  // namespace mgc::ui
