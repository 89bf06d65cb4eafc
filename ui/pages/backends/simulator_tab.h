#pragma once
#include <QJsonArray>
#include <QWidget>

#include "ui/pages/backends/backend_items.h"

class QCheckBox;
class QSpinBox;
class QVBoxLayout;

namespace mgc::ui {

class EmptyState;
class Label;
class ManagementClient;

/// The simulated resource behind a backend: whether it answers at all, and the limits of its deployments. Changes hold for the running
/// gateway; `.model-gateway/simulator.json` keeps them.
class SimulatorTab : public QWidget {
    Q_OBJECT
public:
    SimulatorTab(const BackendItems& items, ManagementClient& client, QWidget* parent);
    void setBackend(const QString& name);
    /// Asks the gateway again.
    void refresh();

    /// The simulated region that answers for an address: one that lists its host, or whose id is the host's first label. Empty: none.
    [[nodiscard]] static QString regionOf(const QString& url, const QJsonArray& regions);

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Row {
        QString name;
        QWidget* whole;
        QSpinBox *tokens, *requests;
    };
    void take(const QJsonObject& simulator);
    void buildRows(const QStringList& names);
    void writeRegion(bool answers);
    void writeDeployment(const Row& row);
    void put(const QJsonObject& change);
    void showNothing(const QString& title, const QString& why);

    const BackendItems& m_items;
    ManagementClient& m_client;
    QString m_name, m_region;
    QJsonArray m_regions, m_deployments;
    QWidget* m_fields;
    EmptyState* m_none;
    Label *m_title, *m_problem;
    QCheckBox* m_answers;
    QVBoxLayout* m_column;
    QVector<Row> m_rows;
    bool m_showing = false;
};

}  // namespace mgc::ui
