#pragma once
#include "ui/pages/backends/backend_items.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

class ConnectionCheck;
class LinkButton;
class ManagementClient;

/// What one backend is and does: address, credentials by kind, the pools it belongs to, calls and failures; its connection can be tested.
class SingleBoard : public Card {
    Q_OBJECT
public:
    SingleBoard(BackendItems& items, ManagementClient& client, QWidget* parent);
    void setBackend(const QString& name);

signals:
    void poolChosen(const QString& name);

private:
    void show();
    Label* addRow(const QString& title);

    BackendItems& m_items;
    QString m_name;
    Label *m_address, *m_credentials, *m_calls, *m_failures, *m_state;
    ConnectionCheck* m_connection;
    QHBoxLayout* m_pools;
    QStringList m_shownPools;
};

}  // namespace mgc::ui
