#include "ui/pages/backends/backend_calls.h"

#include <algorithm>
#include <cmath>

#include "resources/workspace.h"
#include "ui/client/management_client.h"
#include "ui/models/metrics_history.h"
#include "ui/models/traffic_model.h"

namespace mgc::ui {

namespace {

constexpr int atOnce = 2;

bool isSame(const QString& left, const QString& right) { return left.compare(right, Qt::CaseInsensitive) == 0; }

bool hasRetried(const management::TrafficRow& row) {
    return std::any_of(row.flags.begin(), row.flags.end(), [](const std::string& flag) { return flag.starts_with("retry"); });
}

}  // namespace

BackendCalls::BackendCalls(TrafficModel& traffic, ManagementClient& client, QObject* parent)
    : QObject(parent), m_traffic(traffic), m_client(client) {
    connect(&traffic, &TrafficModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) { take(first, last); });
    connect(&traffic, &TrafficModel::modelReset, this, [this] {
        // Cleared, or another gateway's: ids begin again.
        ++m_generation;
        m_calls.clear();
        m_waiting.clear();
        m_underWay = 0;
        m_lastRequest = 0;
        if (m_traffic.rowCount() > 0) take(0, m_traffic.rowCount() - 1);
        emit changed();
    });
    if (traffic.rowCount() > 0) take(0, traffic.rowCount() - 1);
}

void BackendCalls::take(int first, int last) {
    for (int row = std::max(first, last - static_cast<int>(capacity) + 1); row <= last; ++row) addRow(m_traffic.rowAt(row));
    readNext();
    emit changed();
}

void BackendCalls::addRow(const management::TrafficRow& row) {
    if (row.id <= m_lastRequest) return;
    m_lastRequest = row.id;
    if (row.backendId.empty()) return;  // answered without a backend
    if (row.status < 400 && !hasRetried(row)) {
        add({row.id, millisecondsOf(row.time), QString::fromStdString(row.backendId), row.status, {}});
        return;
    }
    m_waiting.push_back(row);
    if (m_waiting.size() <= maxWaiting) return;
    const management::TrafficRow& oldest = m_waiting.front();
    add({oldest.id, millisecondsOf(oldest.time), QString::fromStdString(oldest.backendId), oldest.status, {}});
    m_waiting.pop_front();
}

void BackendCalls::readNext() {
    while (m_underWay < atOnce && !m_waiting.empty()) {
        const management::TrafficRow row = m_waiting.front();
        m_waiting.pop_front();
        ++m_underWay;
        m_client.fetchDetail(row.id, this, [this, row, generation = m_generation](const Result<management::RequestDetail>& detail) {
            if (generation != m_generation) return;
            --m_underWay;
            const qint64 received = millisecondsOf(row.time);
            if (detail) {
                for (const auto& call : detail->backendCalls)
                    if (!call.backendId.empty())  // others are of send-request and its like
                        add({row.id, received + std::llround(call.startMs), QString::fromStdString(call.backendId), call.response.status,
                             QString::fromStdString(call.error)});
            } else {
                add({row.id, received, QString::fromStdString(row.backendId), row.status, {}});
            }
            readNext();
            emit changed();
        });
    }
}

void BackendCalls::add(BackendCall call) {
    m_calls.push_back(std::move(call));
    if (m_calls.size() > capacity) m_calls.pop_front();
}

QVector<BackendCall> BackendCalls::between(const QString& backend, qint64 fromMs, qint64 toMs) const {
    QVector<BackendCall> found;
    for (const BackendCall& call : m_calls)
        if (call.timeMs >= fromMs && call.timeMs <= toMs && isSame(call.backend, backend)) found.push_back(call);
    return found;
}

QVector<BackendCall> BackendCalls::lastFailures(const resources::Backend& backend, int count) const {
    QVector<BackendCall> failures;
    const QString name = QString::fromStdString(backend.name);
    for (const BackendCall& call : m_calls)
        if (isSame(call.backend, name) && isFailure(call, &backend)) failures.push_back(call);
    std::stable_sort(failures.begin(), failures.end(), [](const BackendCall& a, const BackendCall& b) { return a.timeMs > b.timeMs; });
    return failures.mid(0, count);
}

bool BackendCalls::isFailure(const BackendCall& call, const resources::Backend* backend) {
    if (call.status == 0) return true;
    if (!backend || backend->circuitBreaker.empty()) return call.status == 429 || call.status >= 500;
    const auto& rule = backend->circuitBreaker.front();
    return std::any_of(rule.statusRanges.begin(), rule.statusRanges.end(),
                       [&](const auto& range) { return call.status >= range.first && call.status <= range.second; }) ||
           // The portal's own example value stands for any 5xx answer, in the gateway as well.
           (call.status >= 500 && std::any_of(rule.errorReasons.begin(), rule.errorReasons.end(), [](const std::string& reason) {
                return isSame(QString::fromStdString(reason), QStringLiteral("Server errors"));
            }));
}

QString BackendCalls::outcomeText(const BackendCall& call) { return call.status == 0 ? tr("no answer") : QString::number(call.status); }

}  // namespace mgc::ui
