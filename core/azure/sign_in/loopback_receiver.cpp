#include "azure/sign_in/loopback_receiver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <optional>

#include "http/url.h"

namespace mgc::azure {

namespace {

constexpr qint64 maximumRequest = 64 << 10;

using Parameters = std::vector<std::pair<std::string, std::string>>;

std::string valueOf(const Parameters& parameters, std::string_view name) {
    for (const auto& [key, value] : parameters)
        if (key == name) return value;
    return {};
}

}  // namespace

struct LoopbackReceiver::Impl {
    QTcpServer v4, v6;
    std::string state;
    std::optional<Parameters> received;

    void accept(QTcpServer& server) {
        while (QTcpSocket* socket = server.nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
        }
    }

    static void answer(QTcpSocket& socket, const char* status, const char* text) {
        const QByteArray page =
            QByteArray(
                "<!doctype html><meta charset=utf-8><title>Model Gateway Console</title><p style=\"font:16px sans-serif;margin:3em\">") +
            text;
        socket.write(QByteArray("HTTP/1.1 ") + status +
                     "\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: " +
                     QByteArray::number(page.size()) + "\r\n\r\n" + page);
        socket.disconnectFromHost();
    }

    void read(QTcpSocket& socket) {
        if (socket.bytesAvailable() > maximumRequest) return answer(socket, "413 Content Too Large", "Too large.");
        const QByteArray bytes = socket.peek(maximumRequest);
        const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
        if (headEnd < 0) return;
        const QByteArray head = bytes.left(headEnd).toLower();
        qsizetype length = 0;
        if (const qsizetype at = head.indexOf("\r\ncontent-length:"); at >= 0)
            length =
                head.mid(at + 17, head.indexOf("\r\n", at + 2) < 0 ? -1 : head.indexOf("\r\n", at + 2) - at - 17).trimmed().toLongLong();
        if (bytes.size() < headEnd + 4 + length) return;
        socket.readAll();
        const QList<QByteArray> line = bytes.left(bytes.indexOf("\r\n")).split(' ');
        if (line.size() < 2) return answer(socket, "400 Bad Request", "Not understood.");
        const std::string target = line[1].toStdString();
        Parameters parameters;
        if (line[0] == "POST") {
            parameters = http::parseQuery(bytes.mid(headEnd + 4, length).toStdString());
        } else if (line[0] == "GET") {
            if (target.find('?') == std::string::npos) return answer(socket, "404 Not Found", "Nothing here.");  // favicon and the like
            parameters = http::parseQuery(target.substr(target.find('?') + 1));
        } else {
            return answer(socket, "405 Method Not Allowed", "Not allowed.");
        }
        if (valueOf(parameters, "state") != state || (valueOf(parameters, "code").empty() && valueOf(parameters, "error").empty()))
            return answer(socket, "400 Bad Request", "This is not the answer of the sign-in that is under way.");
        const bool failed = !valueOf(parameters, "error").empty();
        if (!received) received = std::move(parameters);
        answer(socket, "200 OK",
               failed ? "The sign-in did not succeed. You can close this page; the console says why."
                      : "You are signed in. You can close this page.");
    }
};

LoopbackReceiver::LoopbackReceiver(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
LoopbackReceiver::~LoopbackReceiver() = default;

Result<std::unique_ptr<LoopbackReceiver>> LoopbackReceiver::listen(std::string state) {
    auto impl = std::make_unique<Impl>();
    impl->state = std::move(state);
    if (!impl->v4.listen(QHostAddress::LocalHost, 0))
        return fail("LoopbackFailed", "No port can be opened on loopback: " + impl->v4.errorString().toStdString());
    impl->v6.listen(QHostAddress::LocalHostIPv6,
                    impl->v4.serverPort());  // browsers may take localhost for ::1; where there is no IPv6, v4 does
    Impl* const raw = impl.get();
    QObject::connect(&impl->v4, &QTcpServer::newConnection, &impl->v4, [raw] { raw->accept(raw->v4); });
    QObject::connect(&impl->v6, &QTcpServer::newConnection, &impl->v6, [raw] { raw->accept(raw->v6); });
    return std::unique_ptr<LoopbackReceiver>(new LoopbackReceiver(std::move(impl)));
}

std::string LoopbackReceiver::redirectUri() const { return "http://localhost:" + std::to_string(m_impl->v4.serverPort()); }

Result<std::vector<std::pair<std::string, std::string>>> LoopbackReceiver::wait(Transport& transport, std::chrono::seconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!m_impl->received) {
        if (std::chrono::steady_clock::now() > end)
            return fail("Timeout", "Nobody signed in within " + std::to_string(limit.count() / 60) + " minutes.");
        MGC_TRY(transport.wait(std::chrono::milliseconds(40)));  // runs the event loop
    }
    MGC_TRY(transport.wait(std::chrono::milliseconds(200)));  // lets the closing page go out
    return *m_impl->received;
}

}  // namespace mgc::azure
