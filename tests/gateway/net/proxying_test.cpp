#include <QtTest/qtest.h>

#include <array>
#include <atomic>
#include <thread>

#include "fixture.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::test;
using namespace mgc::gateway::net;

namespace {

/// A gateway in front of `upstream`, as the engine will be.
struct Gateway {
    explicit Gateway(std::uint16_t upstream, ServerOptions options = {}, ClientOptions clientOptions = {})
        : fixture(
              [this, upstream](http::Request request, RequestInfo info) {
                  return passOn(fixture.client.get(), upstream, std::move(request), std::move(info));
              },
              std::move(options), std::move(clientOptions)) {}
    Fixture fixture;
};

const std::string get = "GET / HTTP/1.1\r\nHost: gateway\r\n\r\n";

}  // namespace

class ProxyingTest : public QObject {
    Q_OBJECT
private slots:
    void passesEventsOnOneByOne() {
        Events events;
        RawServer upstream([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            if (!socket.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")) return;
            for (int i = 0; i < 5; ++i) {
                if (!events.wait("next", i + 1)) return;
                if (!socket.send("9\r\ndata: " + std::to_string(i) + "\n\n\r\n")) return;
            }
            if (!socket.send("0\r\n\r\n")) return;
            socket.readAll();
        });
        Gateway gateway(upstream.port());
        auto socket = gateway.fixture.connect();
        QVERIFY(socket.send(get));
        QVERIFY(socket.readUntil("\r\n\r\n").find("Transfer-Encoding: chunked") != std::string::npos);  // before the first event
        for (int i = 0; i < 5; ++i) {
            events.add("next");
            QCOMPARE(socket.readExactly(14), "9\r\ndata: " + std::to_string(i) + "\n\n\r\n");
        }
        QCOMPARE(socket.readExactly(5), std::string("0\r\n\r\n"));
    }
    void closesTheUpstreamWhenTheClientGoes_data() {
        QTest::addColumn<bool>("streaming");
        QTest::addColumn<bool>("reset");
        QTest::newRow("waiting for the head, end") << false << false;
        QTest::newRow("waiting for the head, reset") << false << true;
        QTest::newRow("streaming, end") << true << false;
        QTest::newRow("streaming, reset") << true << true;
    }
    void closesTheUpstreamWhenTheClientGoes() {
        QFETCH(bool, streaming);
        QFETCH(bool, reset);
        Events events;
        RawServer upstream([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            if (streaming && !socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")) return;
            events.add("asked");
            socket.readAll();
            events.add("closed");
        });
        Gateway gateway(upstream.port());
        auto socket = gateway.fixture.connect();
        QVERIFY(socket.send(get));
        QVERIFY(events.wait("asked"));
        if (streaming) socket.readUntil("abc");
        if (reset)
            socket.reset();
        else
            socket.close();
        QVERIFY(events.wait("closed"));
        // Others are not touched.
        auto other = gateway.fixture.connect();
        QVERIFY(other.send(get));
        QVERIFY(events.wait("asked", 2));
    }
    void breaksOffWhenTheUpstreamDies_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<bool>("reset");
        QTest::newRow("chunked, end") << QByteArray("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n") << false;
        QTest::newRow("chunked, reset") << QByteArray("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n") << true;
        QTest::newRow("length, end") << QByteArray("Content-Length: 10\r\n\r\nabc") << false;
        QTest::newRow("length, reset") << QByteArray("Content-Length: 10\r\n\r\nabc") << true;
        QTest::newRow("until close, reset") << QByteArray("\r\nabc") << true;
    }
    void breaksOffWhenTheUpstreamDies() {
        QFETCH(QByteArray, head);
        QFETCH(bool, reset);
        Events events;
        RawServer upstream([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            if (!socket.send("HTTP/1.1 200 OK\r\n" + head.toStdString()) || !events.wait("seen")) return;
            if (reset) socket.reset();
        });
        Gateway gateway(upstream.port());
        auto socket = gateway.fixture.connect();
        QVERIFY(socket.send(get));
        socket.readUntil("abc");
        events.add("seen");
        const std::string rest = socket.readAll();
        QVERIFY(rest.find("0\r\n\r\n") == std::string::npos);
        QVERIFY(!socket.timedOut());
        auto other = gateway.fixture.connect();
        QVERIFY(other.send(get));
        QCOMPARE(other.readUntil("\r\n").substr(0, 12), std::string("HTTP/1.1 200"));
    }
    void answersWhenTheUpstreamRefuses() {
        Gateway gateway(unusedPort());
        auto socket = gateway.fixture.connect();
        for (int i = 0; i < 3; ++i) {
            QVERIFY(socket.send(get));
            const auto reply = socket.readReply();
            QCOMPARE(reply.status, 502);
            QCOMPARE(reply.body, std::string("BackendConnectionFailure"));
        }
    }
    void passesBigBodiesThrough_data() {
        QTest::addColumn<bool>("chunked");
        QTest::newRow("length") << false;
        QTest::newRow("chunked") << true;
    }
    void passesBigBodiesThrough() {
        QFETCH(bool, chunked);
        Fixture origin([](http::Request request, RequestInfo) -> Task<Result<http::Response>> {
            // Echoes while it arrives.
            http::Response response;
            response.body = std::move(request.body);
            co_return response;
        });
        Gateway gateway(origin.server->port());
        auto socket = gateway.fixture.connect();
        std::string big(64u << 20, 'x');
        for (std::size_t i = 0; i < big.size(); i += 1000) big[i] = static_cast<char>('a' + (i / 1000) % 26);
        std::thread sender([&] {
            if (!chunked) {
                static_cast<void>(socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(big.size()) + "\r\n\r\n"));
                static_cast<void>(socket.send(big));
                return;
            }
            static_cast<void>(socket.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
            const std::size_t piece = 1u << 20;
            for (std::size_t at = 0; at < big.size(); at += piece) {
                static_cast<void>(socket.send("100000\r\n"));
                static_cast<void>(socket.send(std::string_view(big).substr(at, piece)));
                static_cast<void>(socket.send("\r\n"));
            }
            static_cast<void>(socket.send("0\r\n\r\n"));
        });
        const auto reply = socket.readReply();
        sender.join();
        QVERIFY(reply.complete);
        QVERIFY(reply.body == big);
    }
    void holdsBackWhenTheClientIsSlow() {
        std::atomic<std::size_t> sent{0};
        Events events;
        RawServer upstream([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            const std::string piece(1u << 20, 'x');
            if (!socket.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(64u << 20) + "\r\n\r\n")) return;
            for (int i = 0; i < 64 && socket.send(piece); ++i) sent += piece.size();
            events.add("sent");
        });
        Gateway gateway(upstream.port());
        auto socket = RawSocket::connectTo(gateway.fixture.server->port(), 4096);
        QVERIFY(socket.send(get));
        socket.readUntil("\r\n\r\n");
        // A second connection's answers show that the loops went on meanwhile; the slow one's upstream must be stuck by then.
        for (int i = 0; i < 50; ++i) {
            auto other = gateway.fixture.connect();
            QVERIFY(other.send("BAD\r\n\r\n"));
            QCOMPARE(other.readReply().status, 400);
        }
        QCOMPARE(events.count("sent"), 0);
        QVERIFY2(sent < (48u << 20), std::to_string(sent).c_str());
        QCOMPARE(socket.readExactly(64u << 20).size(), std::size_t(64u << 20));
    }
    void serves512StreamsAtOnce() {
        constexpr int count = 512;
        Events events;
        std::atomic<int> started{0};
        Fixture origin([&](http::Request request, RequestInfo) -> Task<Result<http::Response>> {
            std::vector<std::string> pieces;
            for (int i = 0; i < 20; ++i) pieces.push_back("data: " + request.url.path + ' ' + std::to_string(i) + "\n\n");
            pieces.emplace_back("data: [DONE]\n\n");
            ++started;
            http::Response response;
            response.body = piecesBody(std::move(pieces));
            co_return response;
        });
        Gateway gateway(origin.server->port());
        std::vector<RawSocket> sockets;
        for (int i = 0; i < count; ++i) {
            sockets.push_back(gateway.fixture.connect());
            QVERIFY(sockets.back().send("GET /stream" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
        }
        for (int i = 0; i < count; ++i) {
            const auto reply = sockets[static_cast<std::size_t>(i)].readReply();
            std::string expected;
            for (int j = 0; j < 20; ++j) expected += "data: /stream" + std::to_string(i) + ' ' + std::to_string(j) + "\n\n";
            expected += "data: [DONE]\n\n";
            QVERIFY(reply.complete);
            QCOMPARE(reply.body, expected);
        }
        QCOMPARE(started.load(), count);
    }
    void drainsBeforeItStops() {
        Events events;
        RawServer upstream([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            events.add("asked");
            if (!events.wait("answer")) return;
            static_cast<void>(socket.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone"));
            socket.readAll();
        });
        Gateway gateway(upstream.port());
        auto idle = gateway.fixture.connect();
        auto busy = gateway.fixture.connect();
        QVERIFY(busy.send(get));
        QVERIFY(events.wait("asked"));
        std::thread stopping([&] { gateway.fixture.server->stop(std::chrono::seconds(20)); });
        QCOMPARE(idle.readAll(), std::string());  // closed at once
        events.add("answer");
        const auto reply = busy.readReply();
        QCOMPARE(reply.body, std::string("done"));
        QVERIFY(reply.head.find("Connection: close") != std::string::npos);
        stopping.join();
        QCOMPARE(gateway.fixture.server->connectionCount(), std::size_t(0));
    }
    void breaksOffWhatDoesNotEnd() {
        Events events;
        RawServer upstream([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            events.add("asked");
            socket.readAll();
            events.add("closed");
        });
        Gateway gateway(upstream.port());
        auto busy = gateway.fixture.connect();
        QVERIFY(busy.send(get));
        QVERIFY(events.wait("asked"));
        gateway.fixture.server->stop(std::chrono::milliseconds(10));
        QVERIFY(events.wait("closed"));
        QCOMPARE(gateway.fixture.server->connectionCount(), std::size_t(0));
    }
    void handsTheConnectionOverForAnUpgrade() {
        auto echo = [](std::shared_ptr<Stream> stream, std::string early) -> Task<void> {
            const std::array<std::string_view, 2> pieces{"early:", early};
            WriteAwaiter writing(*stream, pieces);
            const auto error = co_await writing;
            if (error) co_return;
        };
        Fixture fixture([echo](http::Request, RequestInfo info) -> Task<Result<http::Response>> {
            if (!info.upgrade) co_return textResponse(426, "upgrade");
            info.upgrade->takeOver = echo;
            http::Response response;
            response.status = 101;
            response.reason = "Switching Protocols";
            response.headers.add("Upgrade", "test");
            co_return response;
        });
        auto socket = fixture.connect();
        QVERIFY(socket.send(get));
        QCOMPARE(socket.readReply().status, 426);
        QVERIFY(socket.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\nbytes"));
        const std::string head = socket.readUntil("\r\n\r\n");
        QVERIFY(head.starts_with("HTTP/1.1 101 "));
        QVERIFY(head.find("Upgrade: test\r\n") != std::string::npos && head.find("Connection: Upgrade\r\n") != std::string::npos);
        QCOMPARE(socket.readAll(), std::string("early:bytes"));
    }
};

MGC_TEST_CLASS(ProxyingTest);
#include "proxying_test.moc"
