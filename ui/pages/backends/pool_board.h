#pragma once
#include <QWidget>

#include "ui/pages/backends/backend_items.h"

class QVBoxLayout;

namespace mgc::ui {

class Card;
class PoolMemberRow;
class WorkspaceEdits;

/// The members of one pool by priority. Every change is written to the pool's file at once and can be undone.
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

private:
    void rebuild();
    void showLive();
    void addGroup(std::int64_t priority, bool first);
    void addRow(std::size_t member);
    void move(std::size_t member, int step);
    void write(const std::string& pointer, const std::string& json, const QString& what);

    BackendItems& m_items;
    WorkspaceEdits& m_edits;
    QString m_pool, m_selected;
    QVBoxLayout* m_column;
    Card* m_card = nullptr;
    QVector<PoolMemberRow*> m_rows;
};

}  // namespace mgc::ui
