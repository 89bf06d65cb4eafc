#include "ui/fake_management_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTimer>
#include <memory>

#include "ui/client/message_codec.h"

namespace mgc::test {

namespace {

const QString metricsPath = QStringLiteral("/v1/metrics/stream");
const QString trafficPath = QStringLiteral("/v1/requests/stream");

QByteArray sse(const QByteArray& json) { return "data: " + json + "\n\n"; }

QByteArray compact(const QJsonObject& json) { return QJsonDocument(json).toJson(QJsonDocument::Compact); }

}  // namespace

FakeManagementServer::FakeManagementServer(QObject* parent) : QObject(parent) {
    connect(&m_server, &QTcpServer::newConnection, this, &FakeManagementServer::accept);
    start();
    status.version = "test";
    status.workspaceName = "Starter";
    status.tier = "developer";
    status.managementUrl = status.gatewayUrl = url().toString().toStdString();
    status.revision = 1;
}

FakeManagementServer::~FakeManagementServer() { stop(); }

QUrl FakeManagementServer::url() const {
    QUrl address(QStringLiteral("http://127.0.0.1"));
    address.setPort(m_port);
    return address;
}

bool FakeManagementServer::start() {
    if (m_server.isListening()) return true;
    if (!m_server.listen(QHostAddress::LocalHost, m_port)) return false;
    m_port = m_server.serverPort();
    return true;
}

void FakeManagementServer::stop() {
    m_server.close();
    const auto sockets = m_connections.keys();
    for (QTcpSocket* socket : sockets) socket->abort();
}

void FakeManagementServer::on(const QByteArray& method, const QString& path, Handler handler) {
    m_handlers.prepend({{method, path}, std::move(handler)});
}

void FakeManagementServer::accept() {
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        m_connections.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_connections.remove(socket);
            socket->deleteLater();
        });
    }
}

void FakeManagementServer::read(QTcpSocket* socket) {
    const auto connection = m_connections.find(socket);
    if (connection == m_connections.end()) return;
    connection->input.append(socket->readAll());
    while (true) {
        const qsizetype headEnd = connection->input.indexOf("\r\n\r\n");
        if (headEnd < 0) return;
        Request request;
        const QList<QByteArray> lines = connection->input.left(headEnd).split('\n');
        const QList<QByteArray> first = lines.value(0).trimmed().split(' ');
        request.method = first.value(0);
        const QUrl target(QString::fromUtf8(first.value(1)));
        request.path = target.path();
        request.query = QUrlQuery(target);
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const qsizetype colon = lines[i].indexOf(':');
            if (colon > 0) request.headers.insert(lines[i].left(colon).toLower(), lines[i].mid(colon + 1).trimmed());
        }
        const qsizetype length = request.headers.value("content-length", "0").toLongLong();
        if (connection->input.size() < headEnd + 4 + length) return;
        request.body = connection->input.mid(headEnd + 4, length);
        connection->input.remove(0, headEnd + 4 + length);
        m_requests.push_back(request);
        answer(socket, request);
        emit requested(request.path);
        if (!m_connections.contains(socket)) return;
    }
}

void FakeManagementServer::answer(QTcpSocket* socket, const Request& request) {
    for (const auto& [key, handler] : m_handlers) {
        const bool prefix = key.second.endsWith(u'*');
        if (key.first == request.method && (prefix ? request.path.startsWith(key.second.chopped(1)) : request.path == key.second)) {
            send(socket, handler(request));
            return;
        }
    }
    if (request.path.startsWith(QLatin1String("/v1/")) && request.headers.value("authorization") != "Bearer " + token().toUtf8()) {
        send(socket, {401, R"({"error":"the token is wrong"})"});
    } else if (request.path == metricsPath || request.path == trafficPath) {
        if (m_refuseStreams) {
            send(socket, {503, "{}"});
        } else {
            openStream(socket, request.path);
        }
    } else {
        send(socket, builtIn(request));
    }
}

void FakeManagementServer::openStream(QTcpSocket* socket, const QString& path) {
    m_connections[socket].streamPath = path;
    socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    if (path == metricsPath && !m_lastSnapshot.isEmpty()) sendChunk(socket, sse(m_lastSnapshot));
    socket->flush();
    emit streamOpened(path);
}

FakeManagementServer::Reply FakeManagementServer::builtIn(const Request& request) const {
    const QString& path = request.path;
    if (path == QLatin1String("/v1/status")) return {200, ui::encode(status)};
    if (path == QLatin1String("/v1/state")) return request.method == "DELETE" ? Reply{204, {}} : Reply{200, state};
    if (path == QLatin1String("/v1/simulator")) return {200, request.method == "PUT" ? request.body : simulator};
    if (path == QLatin1String("/v1/reload") || path == QLatin1String("/v1/clock")) return {200, R"({"ok":true})"};
    if (path == QLatin1String("/v1/requests")) {
        const quint64 after = request.query.queryItemValue(QStringLiteral("after")).toULongLong();
        const int limit = request.query.queryItemValue(QStringLiteral("limit")).toInt();
        QByteArray list;
        quint64 next = after;
        int taken = 0;
        for (const auto& row : rows) {
            if (row.id <= after || taken >= limit) continue;
            if (taken++ > 0) list += ',';
            list += ui::encode(row);
            next = row.id;
        }
        return {200, "{\"requests\":[" + list + "],\"next\":" + QByteArray::number(next) + "}"};
    }
    if (path.startsWith(QLatin1String("/v1/requests/"))) {
        const QStringList parts = path.mid(13).split(u'/');
        const quint64 id = parts.value(0).toULongLong();
        if (parts.value(1) == QLatin1String("replay") && request.method == "POST")
            return {200, "{\"id\":" + QByteArray::number(id + 1000) + "}"};
        if (parts.value(1) == QLatin1String("trace") && traces.contains(id)) return {200, traces.value(id)};
        if (parts.size() == 1 && details.contains(id)) return {200, ui::encode(details.value(id))};
    }
    return {404, R"({"error":"not found"})"};
}

void FakeManagementServer::send(QTcpSocket* socket, const Reply& reply) {
    if (reply.hang) return;
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + (reply.status == 429 ? " Too Many Requests" : " Reason") + "\r\n";
    head += "Content-Type: " + reply.type + "\r\n";
    for (const auto& [name, value] : reply.headers) head += name + ": " + value + "\r\n";
    if (reply.chunks.isEmpty()) {
        const qsizetype length = reply.cutOff ? reply.body.size() + 100 : reply.body.size();
        if (reply.status != 204) head += "Content-Length: " + QByteArray::number(length) + "\r\n";
        socket->write(head + "\r\n" + (reply.status == 204 ? QByteArray() : reply.body));
        socket->flush();
        if (reply.cutOff) socket->disconnectFromHost();
        return;
    }
    socket->write(head + "Transfer-Encoding: chunked\r\n\r\n");
    auto at = std::make_shared<qsizetype>(0);
    auto* timer = new QTimer(socket);
    connect(timer, &QTimer::timeout, socket, [socket, timer, at, reply] {
        if (*at < reply.chunks.size()) {
            sendChunk(socket, reply.chunks[(*at)++]);
            return;
        }
        timer->stop();
        timer->deleteLater();
        if (reply.cutOff) {
            socket->disconnectFromHost();
        } else {
            socket->write("0\r\n\r\n");
            socket->flush();
        }
    });
    timer->start(reply.chunkPauseMs);
}

void FakeManagementServer::sendChunk(QTcpSocket* socket, const QByteArray& bytes) {
    socket->write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
    socket->flush();
}

void FakeManagementServer::pushRaw(const QString& path, const QByteArray& bytes) {
    for (auto it = m_connections.begin(); it != m_connections.end(); ++it)
        if (it->streamPath == path) sendChunk(it.key(), bytes);
}

void FakeManagementServer::pushSnapshot(const management::MetricsSnapshot& snapshot) {
    m_lastSnapshot = ui::encode(snapshot);
    pushRaw(metricsPath, sse(m_lastSnapshot));
}

void FakeManagementServer::addRow(const management::TrafficRow& row) {
    rows.push_back(row);
    pushRaw(trafficPath, sse(ui::encode(row)));
}

void FakeManagementServer::dropStreams() {
    QList<QTcpSocket*> streams;
    for (auto it = m_connections.begin(); it != m_connections.end(); ++it)
        if (!it->streamPath.isEmpty()) streams << it.key();
    for (QTcpSocket* socket : streams) socket->abort();
}

int FakeManagementServer::openStreams(const QString& path) const {
    int open = 0;
    for (const Connection& connection : m_connections) open += connection.streamPath == path ? 1 : 0;
    return open;
}

int FakeManagementServer::count(const QByteArray& method, const QString& path) const {
    int found = 0;
    for (const Request& request : m_requests) found += request.method == method && request.path == path ? 1 : 0;
    return found;
}

QList<QByteArray> chatStreamChunks(const QString& text, qint64 promptTokens, bool done) {
    const auto event = [](const QJsonValue& delta, const QJsonValue& finish, const QJsonValue& usage) {
        QJsonObject json{{"id", "chatcmpl-1"}, {"object", "chat.completion.chunk"}, {"model", "gpt-4o-mini"}};
        QJsonArray choices;
        if (delta.isObject()) choices.append(QJsonObject{{"index", 0}, {"delta", delta}, {"finish_reason", finish}});
        json.insert(QStringLiteral("choices"), choices);
        if (usage.isObject()) json.insert(QStringLiteral("usage"), usage);
        return sse(compact(json));
    };
    QList<QByteArray> chunks;
    chunks << event(QJsonObject{{"role", "assistant"}, {"content", ""}}, QJsonValue::Null, {});
    const QStringList words = text.split(u' ');
    for (qsizetype i = 0; i < words.size(); ++i)
        chunks << event(QJsonObject{{"content", i == 0 ? words[i] : u' ' + words[i]}}, QJsonValue::Null, {});
    chunks << event(QJsonObject(), QStringLiteral("stop"), {});
    chunks << event({}, {},
                    QJsonObject{{"prompt_tokens", promptTokens},
                                {"completion_tokens", static_cast<qint64>(words.size())},
                                {"total_tokens", promptTokens + static_cast<qint64>(words.size())}});
    if (done) chunks << QByteArray("data: [DONE]\n\n");
    return chunks;
}

QByteArray chatBody(const QString& text, qint64 promptTokens) {
    const qint64 words = text.split(u' ').size();
    return compact(
        {{"id", "chatcmpl-1"},
         {"object", "chat.completion"},
         {"model", "gpt-4o-mini"},
         {"choices", QJsonArray{QJsonObject{
                         {"index", 0}, {"message", QJsonObject{{"role", "assistant"}, {"content", text}}}, {"finish_reason", "stop"}}}},
         {"usage", QJsonObject{{"prompt_tokens", promptTokens}, {"completion_tokens", words}, {"total_tokens", promptTokens + words}}}});
}

}  // namespace mgc::test
