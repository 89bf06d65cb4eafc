#include "ui/client/management_client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPointer>
#include <QUrlQuery>
#include <algorithm>

#include "ui/client/message_codec.h"
#include "ui/client/network_error.h"

namespace mgc::ui {

namespace {

constexpr qsizetype maxAnswerBytes = 64 * 1024 * 1024;
constexpr qsizetype maxPendingRows = 10000;
constexpr int pageSize = 500;
constexpr int connectionTestTimeoutMs = 40000;  // two addresses of 15 s, and a token

EventStream::Timing streamTiming(const ManagementClient::Timing& timing, int silenceMs) {
    return {timing.firstPauseMs, timing.longestPauseMs, silenceMs};
}

QString pathOf(const char* pattern, quint64 id) { return QString::fromLatin1(pattern).arg(id); }

}  // namespace

ManagementClient::ManagementClient(QObject* parent) : ManagementClient(Timing(), parent) {}

ManagementClient::ManagementClient(Timing timing, QObject* parent)
    : QObject(parent),
      m_timing(timing),
      m_metrics(m_network, streamTiming(timing, timing.silenceMs)),
      m_traffic(m_network, streamTiming(timing, 0)) {
    // Loopback or a named host: a system proxy has no business between console and gateway.
    m_network.setProxy(QNetworkProxy::NoProxy);
    connect(&m_metrics, &EventStream::opened, this, [this] {
        setConnection(Connection::Connected);
        refreshStatus();
    });
    connect(&m_metrics, &EventStream::received, this, [this](const SseEvent& event) { takeSnapshot(event.data); });
    connect(&m_metrics, &EventStream::broken, this, [this](const QString& why) { setConnection(Connection::Lost, why); });
    connect(&m_traffic, &EventStream::opened, this, &ManagementClient::fillTrafficGap);
    connect(&m_traffic, &EventStream::received, this, [this](const SseEvent& event) { takeRow(event.data); });
    connect(&m_poll, &QTimer::timeout, this, &ManagementClient::refreshStatus);
    m_batch.setSingleShot(true);
    connect(&m_batch, &QTimer::timeout, this, &ManagementClient::flushRows);
}

ManagementClient::~ManagementClient() {
    m_metrics.disconnect(this);
    m_traffic.disconnect(this);
}

void ManagementClient::connectTo(const QUrl& url, const QString& token) {
    detach();
    m_url = url;
    m_token = token.toUtf8();
    m_status = {};
    m_snapshot = {};
    m_hasStatus = m_hasSnapshot = false;
    m_lastRowId = 0;
    setConnection(Connection::Connecting);
    m_metrics.open(request(QStringLiteral("/v1/metrics/stream?interval=%1").arg(m_timing.metricsIntervalMs), 0));
    m_traffic.open(request(QStringLiteral("/v1/requests/stream"), 0));
    m_poll.start(m_timing.statusPollMs);
    refreshStatus();
}

void ManagementClient::detach() {
    ++m_generation;
    m_statusUnderWay = false;
    m_metrics.close();
    m_traffic.close();
    m_poll.stop();
    m_batch.stop();
    m_pending.clear();
    m_updatesPerSecond = 0;
    m_updateClock.invalidate();
    setConnection(Connection::Detached);
}

QNetworkRequest ManagementClient::request(const QString& path, int timeoutMs) const {
    QUrl target = m_url;
    const qsizetype question = path.indexOf(u'?');
    target.setPath(question < 0 ? path : path.left(question));
    if (question >= 0) target.setQuery(path.mid(question + 1));
    QNetworkRequest request(target);
    request.setRawHeader("Authorization", "Bearer " + m_token);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (timeoutMs > 0) request.setTransferTimeout(timeoutMs);
    return request;
}

void ManagementClient::call(const QByteArray& verb, const QString& path, const QByteArray& body, QObject* context, Raw then,
                            int timeoutMs) {
    if (m_url.isEmpty()) {
        then(fail("MGC7010", tr("No gateway is attached.").toStdString()));
        return;
    }
    QNetworkRequest target = request(path, timeoutMs > 0 ? timeoutMs : m_timing.callTimeoutMs);
    if (!body.isEmpty()) target.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    QNetworkReply* reply = m_network.sendCustomRequest(target, verb, body);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > maxAnswerBytes) reply->abort();
    });
    const quint64 generation = m_generation;
    const QPointer<QObject> guard(context ? context : this);
    // Nobody waits any longer: the connection is closed, so that the gateway learns of it.
    if (context) connect(context, &QObject::destroyed, reply, &QNetworkReply::abort);
    connect(reply, &QNetworkReply::finished, this, [this, reply, generation, guard, then = std::move(then)] {
        reply->deleteLater();
        if (generation != m_generation || !guard) return;
        const QString why = plainError(*reply);
        if (why.isEmpty()) {
            then(reply->readAll());
            return;
        }
        // The gateway's own sentence says more than its status code.
        const QJsonValue said = QJsonDocument::fromJson(reply->readAll()).object().value(QLatin1String("error"))[QLatin1String("message")];
        then(fail("MGC7011", (said.isString() ? said.toString() : why).toStdString()));
    });
}

void ManagementClient::callForObject(const QByteArray& verb, const QString& path, const QByteArray& body, QObject* context,
                                     Answer<QJsonObject> then) {
    call(verb, path, body, context, [then = std::move(then)](Result<QByteArray> raw) {
        if (!raw) return then(fail(raw.error()));
        if (raw->trimmed().isEmpty()) return then(QJsonObject());  // 202, 204
        const QJsonDocument document = QJsonDocument::fromJson(*raw);
        if (document.isArray()) return then(QJsonObject{{QStringLiteral("value"), document.array()}});
        if (!document.isObject()) return then(fail("MGC7001", tr("The gateway's answer is not JSON.").toStdString()));
        then(document.object());
    });
}

void ManagementClient::refreshStatus() {
    if (m_url.isEmpty() || m_statusUnderWay) return;
    m_statusUnderWay = true;
    call("GET", QStringLiteral("/v1/status"), {}, this, [this](Result<QByteArray> raw) {
        m_statusUnderWay = false;
        if (!raw) return;  // the metrics stream reports the break, once
        auto status = decodeStatus(*raw);
        if (!status) {
            emit failed(QString::fromStdString(status.error().fullMessage()));
            return;
        }
        m_status = std::move(*status);
        m_hasStatus = true;
        emit statusChanged(m_status);
    });
}

void ManagementClient::fetchRequests(quint64 after, int limit, QObject* context, Answer<QVector<management::TrafficRow>> then) {
    const QString path = QStringLiteral("/v1/requests?after=%1&limit=%2").arg(after).arg(limit);
    call("GET", path, {}, context, [then = std::move(then)](Result<QByteArray> raw) {
        if (!raw) return then(fail(raw.error()));
        auto page = decodeTrafficPage(*raw);
        if (!page) return then(fail(page.error()));
        then(QVector<management::TrafficRow>(page->rows.begin(), page->rows.end()));
    });
}

void ManagementClient::fetchDetail(quint64 id, QObject* context, Answer<management::RequestDetail> then) {
    call("GET", pathOf("/v1/requests/%1", id), {}, context, [then = std::move(then)](Result<QByteArray> raw) {
        if (!raw) return then(fail(raw.error()));
        then(decodeRequestDetail(*raw));
    });
}

void ManagementClient::fetchTrace(quint64 id, QObject* context, Answer<QJsonObject> then) {
    callForObject("GET", pathOf("/v1/requests/%1/trace", id), {}, context, std::move(then));
}

void ManagementClient::fetchTraceOf(const QString& requestId, QObject* context, Answer<QJsonObject> then) {
    const QString escaped = QString::fromLatin1(QUrl::toPercentEncoding(requestId));
    callForObject("GET", QStringLiteral("/v1/requests/%1/trace").arg(escaped), {}, context, std::move(then));
}

void ManagementClient::replay(quint64 id, QObject* context, Answer<quint64> then) {
    callForObject("POST", pathOf("/v1/requests/%1/replay", id), {}, context, [then = std::move(then)](Result<QJsonObject> object) {
        if (!object) return then(fail(object.error()));
        const quint64 made = static_cast<quint64>(object->value(QLatin1String("id")).toDouble());
        if (made == 0) return then(fail("MGC7004", tr("The gateway did not say which request the replay became.").toStdString()));
        then(made);
    });
}

void ManagementClient::reload(QObject* context, Answer<QJsonObject> then) {
    callForObject("POST", QStringLiteral("/v1/reload"), {}, context, [this, then = std::move(then)](Result<QJsonObject> object) {
        refreshStatus();
        then(std::move(object));
    });
}

void ManagementClient::fetchState(QObject* context, Answer<QJsonObject> then) {
    callForObject("GET", QStringLiteral("/v1/state"), {}, context, std::move(then));
}

void ManagementClient::resetState(QObject* context, Answer<QJsonObject> then) {
    callForObject("DELETE", QStringLiteral("/v1/state"), {}, context, std::move(then));
}

void ManagementClient::advanceClock(const QString& duration, QObject* context, Answer<QJsonObject> then) {
    const QByteArray body = QJsonDocument(QJsonObject{{QStringLiteral("advance"), duration}}).toJson(QJsonDocument::Compact);
    callForObject("POST", QStringLiteral("/v1/clock"), body, context, std::move(then));
}

void ManagementClient::testBackend(const QString& backend, QObject* context, Answer<management::ConnectionTest> then) {
    const QString path = QStringLiteral("/v1/backends/%1/test").arg(QString::fromLatin1(QUrl::toPercentEncoding(backend)));
    call(
        "POST", path, {}, context,
        [then = std::move(then)](Result<QByteArray> raw) {
            if (!raw) return then(fail(raw.error()));
            then(decodeConnectionTest(*raw));
        },
        connectionTestTimeoutMs);
}

void ManagementClient::holdBreaker(const QString& backend, bool open, QObject* context, Answer<QJsonObject> then) {
    const QString path = QStringLiteral("/v1/backends/%1/hold").arg(QString::fromLatin1(QUrl::toPercentEncoding(backend)));
    callForObject(open ? "PUT" : "DELETE", path, {}, context, std::move(then));
}

void ManagementClient::fetchSimulator(QObject* context, Answer<QJsonObject> then) {
    callForObject("GET", QStringLiteral("/v1/simulator"), {}, context, std::move(then));
}

void ManagementClient::putSimulator(const QJsonObject& simulator, QObject* context, Answer<QJsonObject> then) {
    const QByteArray body = QJsonDocument(simulator).toJson(QJsonDocument::Compact);
    callForObject("PUT", QStringLiteral("/v1/simulator"), body, context, std::move(then));
}

void ManagementClient::fetchEffective(const QString& api, const QString& operation, QObject* context, Answer<QJsonObject> then) {
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("api"), api);
    if (!operation.isEmpty()) query.addQueryItem(QStringLiteral("operation"), operation);
    call("GET", QStringLiteral("/v1/effective?") + query.toString(QUrl::FullyEncoded), {}, context,
         [then = std::move(then)](Result<QByteArray> raw) {
             if (!raw) return then(fail(raw.error()));
             then(QJsonObject{{QStringLiteral("policy"), QString::fromUtf8(*raw)}});  // the answer is the document itself
         });
}

void ManagementClient::setConnection(Connection connection, const QString& why) {
    const bool sayIt = connection == Connection::Lost && why != m_lastError;
    m_lastError = connection == Connection::Lost ? why : QString();
    if (connection != Connection::Connected) m_updatesPerSecond = 0;
    if (connection != m_connection) {
        m_connection = connection;
        emit connectionChanged(connection);
    }
    if (sayIt) emit failed(why);
}

void ManagementClient::takeSnapshot(const QByteArray& data) {
    auto snapshot = decodeSnapshot(data);
    if (!snapshot) {
        emit failed(QString::fromStdString(snapshot.error().fullMessage()));
        return;
    }
    // Sequences count per stream; only totals that fall mean another engine.
    if (m_hasSnapshot && snapshot->requests < m_snapshot.requests) {
        m_lastRowId = 0;
        m_pending.clear();
        emit engineRestarted();
        fillTrafficGap();
    }
    const bool newProgram = m_hasSnapshot && snapshot->revision != m_snapshot.revision;
    m_snapshot = std::move(*snapshot);
    m_hasSnapshot = true;
    noteUpdate();
    emit snapshotReceived(m_snapshot);
    if (newProgram) refreshStatus();
}

void ManagementClient::noteUpdate() {
    if (!m_updateClock.isValid()) {
        m_updateClock.start();
        m_updatesCounted = 0;
        return;
    }
    ++m_updatesCounted;
    if (m_updateClock.elapsed() < 1000) return;
    m_updatesPerSecond = m_updatesCounted * 1000.0 / static_cast<double>(m_updateClock.restart());
    m_updatesCounted = 0;
}

void ManagementClient::fillTrafficGap() {
    fetchRequests(m_lastRowId, pageSize, this, [this](Result<QVector<management::TrafficRow>> rows) {
        if (!rows) return;
        addRows({rows->begin(), rows->end()});
        if (rows->size() == pageSize) fillTrafficGap();
    });
}

void ManagementClient::takeRow(const QByteArray& data) {
    auto row = decodeTrafficRow(data);
    if (!row) {
        emit failed(QString::fromStdString(row.error().fullMessage()));
        return;
    }
    addRows({std::move(*row)});
}

void ManagementClient::addRows(const std::vector<management::TrafficRow>& rows) {
    for (const auto& row : rows) {
        m_lastRowId = std::max(m_lastRowId, static_cast<quint64>(row.id));
        m_pending.push_back(row);
    }
    if (m_pending.size() > maxPendingRows) m_pending.remove(0, m_pending.size() - maxPendingRows);
    if (!m_pending.isEmpty() && !m_batch.isActive()) m_batch.start(m_timing.trafficBatchMs);
}

void ManagementClient::flushRows() {
    if (m_pending.isEmpty()) return;
    QVector<management::TrafficRow> rows;
    rows.swap(m_pending);
    // The page that fills a gap and the stream overlap; receivers get each id once per batch (models drop repeats across batches).
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    rows.erase(std::unique(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id == b.id; }), rows.end());
    emit requestsFinished(rows);
}

}  // namespace mgc::ui
