#pragma once
#include <QObject>
#include <QVector>

#include "management/messages.h"

namespace mgc::ui {

class ManagementClient;

/// Fetches the details of many requests, four at a time, for an export. Deletes itself after finished().
class HarCollector : public QObject {
    Q_OBJECT
public:
    static constexpr int maxRequests = 1000;
    /// `ids` beyond maxRequests are left out (the newest are kept).
    HarCollector(ManagementClient& client, QVector<quint64> ids, QObject* parent);
    void start();

signals:
    void progressed(int done, int of);
    /// In the order of the ids; `missing` are those the gateway no longer had.
    void finished(const QVector<mgc::management::RequestDetail>& details, int missing);

private:
    void next();

    ManagementClient& m_client;
    QVector<quint64> m_ids;
    QVector<management::RequestDetail> m_details;
    qsizetype m_asked = 0;
    qsizetype m_done = 0;
    int m_missing = 0;
};

}  // namespace mgc::ui
