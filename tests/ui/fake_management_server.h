#pragma once
#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPair>
#include <QPointer>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>
#include <QVector>
#include <functional>

#include "management/messages.h"

class QTcpSocket;

namespace mgc::test {

/// A scripted engine on loopback: the management API of design/cli.md, and where a handler says so the gateway too. HTTP/1.1 only as
/// far as QNetworkAccessManager uses it. It can also be rude: refuse, hang, drop streams, send garbage.
class FakeManagementServer : public QObject {
    Q_OBJECT
public:
    struct Request {
        QByteArray method;
        QString path;
        QUrlQuery query;
        QHash<QByteArray, QByteArray> headers;  ///< names in lower case
        QByteArray body;
    };
    struct Reply {
        int status = 200;
        QByteArray body;
        QByteArray type = "application/json";
        QList<QPair<QByteArray, QByteArray>> headers = {};
        QList<QByteArray> chunks = {};  ///< not empty: sent chunked, one per `chunkPauseMs`, instead of `body`
        int chunkPauseMs = 0;
        bool cutOff = false;  ///< the connection is closed in the middle instead of ending the body
        bool hang = false;    ///< no answer at all
    };
    using Handler = std::function<Reply(const Request&)>;

    explicit FakeManagementServer(QObject* parent = nullptr);
    ~FakeManagementServer() override;

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QString token() const { return QStringLiteral("test-token"); }

    /// Served by GET /v1/status.
    management::Status status;
    /// Rows of GET /v1/requests; addRow() also sends them to open streams.
    QVector<management::TrafficRow> rows;
    QHash<quint64, management::RequestDetail> details;
    QHash<quint64, QByteArray> traces;  ///< JSON
    QByteArray state = "{}";
    QByteArray simulator = "{}";

    void addRow(const management::TrafficRow& row);
    /// Sends a snapshot to all open metrics streams; a stream that opens later gets the last one at once.
    void pushSnapshot(const management::MetricsSnapshot& snapshot);
    /// Raw bytes to all open streams of a path, for broken input.
    void pushRaw(const QString& path, const QByteArray& bytes);
    /// Answers requests of `method` whose path is `path` (or begins with it, where it ends in '*'), before the built-in ones.
    void on(const QByteArray& method, const QString& path, Handler handler);

    void dropStreams();
    /// New streams are answered with 503 while set.
    void setRefuseStreams(bool refuse) { m_refuseStreams = refuse; }
    /// Closes the port and all connections; start() opens the same port again.
    void stop();
    bool start();

    [[nodiscard]] int openStreams(const QString& path) const;
    [[nodiscard]] const QVector<Request>& requests() const { return m_requests; }
    [[nodiscard]] int count(const QByteArray& method, const QString& path) const;

signals:
    void requested(const QString& path);
    void streamOpened(const QString& path);

private:
    struct Connection {
        QByteArray input;
        QString streamPath;
    };
    void accept();
    void read(QTcpSocket* socket);
    void answer(QTcpSocket* socket, const Request& request);
    void openStream(QTcpSocket* socket, const QString& path);
    [[nodiscard]] Reply builtIn(const Request& request) const;
    void send(QTcpSocket* socket, const Reply& reply);
    static void sendChunk(QTcpSocket* socket, const QByteArray& bytes);

    QTcpServer m_server;
    quint16 m_port = 0;
    QHash<QTcpSocket*, Connection> m_connections;
    QVector<Request> m_requests;
    QList<QPair<QPair<QByteArray, QString>, Handler>> m_handlers;
    QByteArray m_lastSnapshot;
    bool m_refuseStreams = false;
};

/// Server-sent events of a streamed chat completion: role, one event per word of `text`, finish, usage, [DONE].
[[nodiscard]] QList<QByteArray> chatStreamChunks(const QString& text, qint64 promptTokens = 14, bool done = true);
/// The body of a chat completion that is not streamed.
[[nodiscard]] QByteArray chatBody(const QString& text, qint64 promptTokens = 14);

}  // namespace mgc::test
