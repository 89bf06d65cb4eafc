#include "ui/pages/traffic/har_collector.h"

#include <algorithm>

#include "ui/client/management_client.h"

namespace mgc::ui {

HarCollector::HarCollector(ManagementClient& client, QVector<quint64> ids, QObject* parent)
    : QObject(parent), m_client(client), m_ids(std::move(ids)) {
    if (m_ids.size() > maxRequests) m_ids.remove(0, m_ids.size() - maxRequests);
}

void HarCollector::start() {
    for (int i = 0; i < 4; ++i) next();
    if (m_ids.isEmpty()) {
        emit finished({}, 0);
        deleteLater();
    }
}

void HarCollector::next() {
    if (m_asked >= m_ids.size()) return;
    m_client.fetchDetail(m_ids[m_asked++], this, [this](Result<management::RequestDetail> answer) {
        ++m_done;
        if (answer) {
            m_details.push_back(std::move(*answer));
        } else {
            ++m_missing;
        }
        emit progressed(static_cast<int>(m_done), static_cast<int>(m_ids.size()));
        if (m_done < m_ids.size()) {
            next();
            return;
        }
        std::sort(m_details.begin(), m_details.end(), [](const auto& a, const auto& b) { return a.row.id < b.row.id; });
        emit finished(m_details, m_missing);
        deleteLater();
    });
}

}  // namespace mgc::ui
