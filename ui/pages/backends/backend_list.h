#pragma once
#include <QAbstractListModel>
#include <QListView>

#include "ui/pages/backends/backend_items.h"

namespace mgc::ui {

/// Pools and backends under two headings, each with its state: the left column of the page.
class BackendListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { NameRole = Qt::UserRole + 1, DetailRole, StateRole, ToneRole, IconRole, HeadingRole };
    BackendListModel(BackendItems& items, QObject* parent);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex indexOf(const QString& name) const;

private:
    struct Row {
        QString heading;  ///< empty: an item
        QString name;
    };
    void rebuild();
    BackendItems& m_items;
    QVector<Row> m_rows;
};

class BackendList : public QListView {
    Q_OBJECT
public:
    BackendList(BackendItems& items, QWidget* parent);
    void selectBackend(const QString& name);
    [[nodiscard]] QString selected() const { return m_selected; }

signals:
    void selectionMade(const QString& name);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    BackendListModel* m_model;
    QString m_selected;
};

}  // namespace mgc::ui
