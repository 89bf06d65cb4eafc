#include "gateway/net/client.h"

#include <QtTest/qtest.h>

#include <array>
#include <future>
#include <thread>

#include "fixture.h"
#include "gateway/net/head_writer.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::test;
using namespace mgc::gateway::net;

namespace {

Task<Result<http::Response>> nothing(http::Request, RequestInfo) { co_return textResponse(200, ""); }

/// Answers every request on a connection with the same bytes.
RawServer answering(std::string bytes) {
    return RawServer([bytes](RawSocket& socket, int) {
        while (socket.readUntil("\r\n\r\n").ends_with("\r\n\r\n"))
            if (!socket.send(bytes)) return;
    });
}

}  // namespace

class ClientTest : public QObject {
    Q_OBJECT
private slots:
    void readsEveryFraming_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char* name, const QByteArray& bytes, int status, const QByteArray& body, const QString& method = "GET") {
            QTest::newRow(name) << bytes << method << status << body;
        };
        row("length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello");
        row("length twice the same", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 200, "hello");
        row("chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;a=b\r\nlo\r\n0\r\nX: y\r\n\r\n", 200, "hello");
        row("no reason", "HTTP/1.1 429\r\nContent-Length: 0\r\n\r\n", 429, "");
        row("LF alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", 200, "hi");
        row("100 first",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", 200,
            "hi");
        row("204", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204, "");
        row("304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, "");
        row("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 200, "", "HEAD");
    }
    void readsEveryFraming() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, method);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const auto upstream = answering(bytes.toStdString());
        Fixture fixture(nothing);
        for (int i = 0; i < 3; ++i) {
            const auto outcome = fixture.call(requestTo(upstream.port(), "/", method.toStdString()));
            QVERIFY2(outcome.message.empty(), outcome.message.c_str());
            QCOMPARE(outcome.status, status);
            QCOMPARE(outcome.body, body.toStdString());
            QCOMPARE(outcome.bodyError, std::string());
        }
        QCOMPARE(upstream.connections(), 1);  // kept
    }
    void readsABodyThatEndsWithTheConnection() {
        RawServer upstream([](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            static_cast<void>(socket.send("HTTP/1.0 200 OK\r\n\r\nall"));
            static_cast<void>(socket.send(" of it"));
            socket.shutdownWrite();
            socket.readAll();
        });
        Fixture fixture(nothing);
        const auto outcome = fixture.call(requestTo(upstream.port(), "/"));
        QCOMPARE(outcome.body, std::string("all of it"));
        QVERIFY(outcome.wasStream);
        QCOMPARE(outcome.bodyError, std::string());
    }
    void refusesWhatIsNotHttp_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const QByteArray& bytes, const char* error = "BackendProtocolError") {
            QTest::newRow(name) << bytes << error;
        };
        row("garbage", "SSH-2.0-OpenSSH_9.2\r\n");
        row("binary", QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7));
        row("status of two digits", "HTTP/1.1 20 OK\r\n\r\n");
        row("HTTP/2", "HTTP/2 200 OK\r\n\r\n");
        row("bad field", "HTTP/1.1 200 OK\r\nA B: c\r\n\r\n");
        row("folded", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n");
        row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab");
        row("bad length", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n");
        row("length and chunked", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("unknown coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n");
        row("bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        row("large head", "HTTP/1.1 200 OK\r\nA: " + QByteArray(100000, 'a') + "\r\n\r\n");
        row("switching", "HTTP/1.1 101 Switching Protocols\r\n\r\n");
        row("nothing", "", "BackendConnectionFailure");
        row("half a head", "HTTP/1.1 200 OK\r\nConte", "BackendConnectionFailure");
    }
    void refusesWhatIsNotHttp() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, error);
        RawServer upstream([bytes](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            static_cast<void>(socket.send(bytes.toStdString()));
            socket.shutdownWrite();
            socket.readAll();
        });
        Fixture fixture(nothing);
        const auto outcome = fixture.call(requestTo(upstream.port(), "/"));
        QCOMPARE(outcome.error, error.toStdString());
        QCOMPARE(fixture.client->statistics().open, std::size_t(0));
    }
    void tellsABrokenBody_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("reset");
        QTest::newRow("length, ended") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello") << false;
        QTest::newRow("chunked, ended") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n") << false;
        QTest::newRow("chunked, ended in the last line")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n") << false;
        QTest::newRow("length, reset") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello") << true;
        QTest::newRow("until close, reset") << QByteArray("HTTP/1.1 200 OK\r\n\r\nhello") << true;
    }
    void tellsABrokenBody() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, reset);
        Events events;
        RawServer upstream([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            static_cast<void>(socket.send(bytes.toStdString()));
            if (reset && !events.wait("read")) return;
            if (reset) socket.reset();
        });
        Task<Result<http::Response>> (*unused)(http::Request, RequestInfo) = nothing;
        Fixture fixture(unused);
        std::promise<std::string> done;
        auto read = [](Client* client, http::Request request, Events* told) -> Task<std::string> {
            http::SendOptions options;
            auto response = co_await client->send(std::move(request), std::move(options));
            if (!response) co_return response.error().code;
            while (true) {
                auto piece = co_await response->body.next();
                if (!piece) co_return piece.error().code;
                if (!*piece) co_return std::string("complete");
                told->add("read");
            }
        };
        fixture.pool.loop(0).post([&] {
            startTask(read(fixture.client.get(), requestTo(upstream.port(), "/"), &events),
                      [&](std::string code) { done.set_value(std::move(code)); });
        });
        QCOMPARE(done.get_future().get(), std::string("BackendConnectionFailure"));
    }
    void sendsWhatTheRequestSays() {
        std::promise<std::string> seen;
        RawServer upstream([&](RawSocket& socket, int) {
            std::string text = socket.readUntil("\r\n\r\n");
            text += socket.readExactly(5);
            static_cast<void>(
                socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: "
                            "timeout=5\r\nX-Kept: 2\r\n\r\n"));
            seen.set_value(text);
            socket.readAll();
        });
        Fixture fixture(nothing);
        auto request = requestTo(upstream.port(), "/a?b=%20c", "POST", "hello");
        request.headers.add("X-One", "1");
        request.headers.add("Connection", "keep-alive, X-Named");
        request.headers.add("X-Named", "gone");
        request.headers.add("Transfer-Encoding", "chunked");
        request.headers.add("Content-Length", "77");
        request.headers.add("Expect", "100-continue");
        request.headers.add("Upgrade", "h2c");
        const auto outcome = fixture.call(std::move(request));
        QCOMPARE(outcome.status, 200);
        QCOMPARE(seen.get_future().get(), "POST /a?b=%20c HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(upstream.port()) +
                                              "\r\nX-One: 1\r\nContent-Length: 5\r\n\r\nhello");
        QVERIFY(outcome.headers.contains("X-Kept"));
        QVERIFY(!outcome.headers.contains("X-Hop") && !outcome.headers.contains("Keep-Alive") && !outcome.headers.contains("Connection"));
        QCOMPARE(fixture.client->statistics().open, std::size_t(0));
    }
    void refusesFieldsThatWouldSplitTheRequest() {
        const auto upstream = answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Fixture fixture(nothing);
        auto request = requestTo(upstream.port(), "/");
        request.headers.add("X", "a\r\nHost: evil");
        QCOMPARE(fixture.call(std::move(request)).error, std::string("InvalidHeader"));
        request = requestTo(upstream.port(), "/");
        request.url.path = "/ HTTP/1.1\r\nX: y";
        QCOMPARE(fixture.call(std::move(request)).error, std::string("InvalidUrl"));
    }
    void refusesEveryControlCharacterOfAUrlWhereverItStands() {
        const std::string path = "/seventeen-letters";
        for (std::size_t at = 1; at < path.size(); ++at)
            for (int character = 0; character < 256; ++character) {
                http::Request request;
                request.method = "GET";
                request.url.host = "backend";
                request.url.path = path;
                request.url.path[at] = static_cast<char>(character);
                std::string out;
                const bool written = writeRequestHead(out, request, {}, false, {}, false).has_value();
                QCOMPARE(written, character > 0x20 && character != 0x7f);
                QCOMPARE(out.empty(), !written);
            }
    }
    void streamsARequestBody() {
        std::promise<std::string> seen;
        RawServer upstream([&](RawSocket& socket, int) {
            seen.set_value(socket.readUntil("0\r\n\r\n"));
            static_cast<void>(socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
            socket.readAll();
        });
        Fixture fixture(nothing);
        auto request = requestTo(upstream.port(), "/", "POST");
        request.body = piecesBody({"one", "two"});
        QCOMPARE(fixture.call(std::move(request)).body, std::string("ok"));
        QVERIFY(seen.get_future().get().ends_with("Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"));
        QCOMPARE(fixture.client->statistics().idle, std::size_t(1));
    }
    void takesAnAnswerBeforeTheBodyIsSent() {
        Events events;
        RawServer upstream([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            static_cast<void>(socket.send("HTTP/1.1 413 Payload Too Large\r\nContent-Length: 2\r\n\r\nno"));
            static_cast<void>(events.wait("answered"));
        });
        Fixture fixture(nothing);
        auto request = requestTo(upstream.port(), "/", "POST");
        request.body = piecesBody(std::vector<std::string>(2000, std::string(64 * 1024, 'x')));
        const auto outcome = fixture.call(std::move(request));
        events.add("answered");
        QCOMPARE(outcome.status, 413);
        QCOMPARE(fixture.client->statistics().open, std::size_t(0));
    }
    void failsWhenTheRequestBodyFails() {
        const auto upstream = answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Fixture fixture(nothing);
        auto request = requestTo(upstream.port(), "/", "POST");
        request.body = piecesBody({}, "ClientGone");
        QCOMPARE(fixture.call(std::move(request)).error, std::string("ClientGone"));
    }
    void replacesAConnectionThatTheBackendClosed() {
        Events events;
        RawServer upstream([&](RawSocket& socket, int number) {
            // The first connection answers once, then takes a second request and closes without a byte.
            socket.readUntil("hello");
            if (!socket.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + std::to_string(number))) return;
            socket.readUntil("hello");
            events.add("second");
        });
        Fixture fixture(nothing);
        QCOMPARE(fixture.call(requestTo(upstream.port(), "/", "POST", "hello")).body, std::string("0"));
        const auto again = fixture.call(requestTo(upstream.port(), "/", "POST", "hello"));
        QCOMPARE(again.body, std::string("1"));
        QCOMPARE(events.count("second"), 1);
    }
    void doesNotRepeatWhatCannotBeRepeated() {
        RawServer upstream([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            if (!socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) return;
            socket.readUntil("end");
        });
        Fixture fixture(nothing);
        QCOMPARE(fixture.call(requestTo(upstream.port(), "/")).status, 200);
        auto request = requestTo(upstream.port(), "/", "POST");
        request.body = piecesBody({"end"});
        QCOMPARE(fixture.call(std::move(request)).error, std::string("BackendConnectionFailure"));
        // Nor one on a new connection.
        RawServer silent([&](RawSocket& socket, int) { socket.readUntil("\r\n\r\n"); });
        QCOMPARE(fixture.call(requestTo(silent.port(), "/")).error, std::string("BackendConnectionFailure"));
        QCOMPARE(silent.connections(), 1);
    }
    void tellsARefusedConnection() {
        Fixture fixture(nothing);
        const auto outcome = fixture.call(requestTo(unusedPort(), "/"));
        QCOMPARE(outcome.error, std::string("BackendConnectionFailure"));
        QVERIFY2(outcome.message.find("refused") != std::string::npos, outcome.message.c_str());
        auto request = requestTo(80, "/");
        request.url.host = "no-such-host.invalid";
        QCOMPARE(fixture.call(std::move(request)).error, std::string("BackendConnectionFailure"));
    }
    void timesOut() {
        RawServer silent([](RawSocket& socket, int) { socket.readAll(); });
        RawServer stuck([](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            static_cast<void>(socket.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"));
            socket.readAll();
        });
        ClientOptions options;
        options.idleTimeout = std::chrono::milliseconds(50);
        Fixture fixture(nothing, {}, options);
        http::SendOptions send;
        send.headerTimeout = std::chrono::milliseconds(50);
        QCOMPARE(fixture.call(requestTo(silent.port(), "/"), send).error, std::string("Timeout"));
        const auto outcome = fixture.call(requestTo(stuck.port(), "/"));
        QCOMPARE(outcome.body, std::string("hello"));
        QCOMPARE(outcome.bodyError, std::string("Timeout"));
        QCOMPARE(fixture.client->statistics().open, std::size_t(0));
    }
    void isCancelled() {
        Events events;
        RawServer silent([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            events.add("asked");
            socket.readAll();
            events.add("closed");
        });
        Fixture fixture(nothing);
        http::SendOptions send;
        send.cancellation = std::make_shared<Cancellation>();
        std::thread canceller([&] {
            QVERIFY(events.wait("asked"));
            WorkerPool::runOn(fixture.pool.loop(0), [&] { send.cancellation->cancel(); });
        });
        QCOMPARE(fixture.call(requestTo(silent.port(), "/"), send).error, std::string("Cancelled"));
        canceller.join();
        QVERIFY(events.wait("closed"));
        QCOMPARE(fixture.call(requestTo(silent.port(), "/"), send).error, std::string("Cancelled"));  // cancelled before it began
    }
    void boundsConnectionsAndQueue() {
        Events events;
        RawServer upstream([&](RawSocket& socket, int) {
            while (socket.readUntil("\r\n\r\n").ends_with("\r\n\r\n")) {
                events.add("asked");
                if (!events.wait("go")) return;
                if (!socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) return;
            }
        });
        ClientOptions options;
        options.maximumConnectionsPerOrigin = 1;
        options.maximumQueuePerOrigin = 1;
        Fixture fixture(nothing, {}, options, 1);
        std::vector<std::thread> calls;
        std::array<Fixture::Outcome, 2> outcomes;
        calls.emplace_back([&] { outcomes[0] = fixture.call(requestTo(upstream.port(), "/")); });
        QVERIFY(events.wait("asked"));
        calls.emplace_back([&] { outcomes[1] = fixture.call(requestTo(upstream.port(), "/")); });
        while (fixture.client->statistics().waiting == 0) std::this_thread::yield();
        const auto third = fixture.call(requestTo(upstream.port(), "/"));
        QCOMPARE(third.error, std::string("BackendConnectionFailure"));
        events.add("go");
        for (auto& call : calls) call.join();
        QCOMPARE(outcomes[0].body, std::string("ok"));
        QCOMPARE(outcomes[1].body, std::string("ok"));
        QCOMPARE(upstream.connections(), 1);
    }
    void waitsNoLongerThanTheQueueTimeout() {
        RawServer silent([](RawSocket& socket, int) { socket.readAll(); });
        ClientOptions options;
        options.maximumConnectionsPerOrigin = 1;
        options.queueTimeout = std::chrono::milliseconds(50);
        Fixture fixture(nothing, {}, options, 1);
        http::SendOptions send;
        send.cancellation = std::make_shared<Cancellation>();
        std::thread first([&] { QCOMPARE(fixture.call(requestTo(silent.port(), "/"), send).error, std::string("Cancelled")); });
        while (fixture.client->statistics().open == 0) std::this_thread::yield();
        QCOMPARE(fixture.call(requestTo(silent.port(), "/")).error, std::string("BackendConnectionFailure"));
        WorkerPool::runOn(fixture.pool.loop(0), [&] { send.cancellation->cancel(); });
        first.join();
    }
    void goesThroughAProxy() {
        std::promise<std::string> seen;
        RawServer proxy([&](RawSocket& socket, int) {
            seen.set_value(socket.readUntil("\r\n\r\n"));
            static_cast<void>(socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
            socket.readAll();
        });
        Fixture fixture(nothing);
        http::SendOptions send;
        send.proxyUrl = "http://user:p%40ss@127.0.0.1:" + std::to_string(proxy.port());
        auto request = requestTo(80, "/path?q");
        request.url.host = "backend.invalid";
        QCOMPARE(fixture.call(std::move(request), send).body, std::string("ok"));
        const std::string head = seen.get_future().get();
        QVERIFY(head.starts_with("GET http://backend.invalid/path?q HTTP/1.1\r\nHost: backend.invalid\r\n"));
        QVERIFY(head.find("Proxy-Authorization: Basic dXNlcjpwQHNz\r\n") != std::string::npos);
        RawServer refusing([&](RawSocket& socket, int) {
            socket.readUntil("\r\n\r\n");
            static_cast<void>(socket.send("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"));
            socket.readAll();
        });
        send.proxyUrl = "http://127.0.0.1:" + std::to_string(refusing.port());
        request = requestTo(443, "/");
        request.url.scheme = "https";
        const auto refused = fixture.call(std::move(request), send);
        QCOMPARE(refused.error, std::string("BackendConnectionFailure"));
        QVERIFY(refused.message.find("407") != std::string::npos);
    }
    void dropsIdleConnectionsThatSpeakOrEnd() {
        Events events;
        RawServer upstream([&](RawSocket& socket, int number) {
            socket.readUntil("\r\n\r\n");
            if (!socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) return;
            if (!events.wait("idle", number + 1)) return;
            if (number == 0)
                static_cast<void>(socket.send("surprise"));
            else
                socket.shutdownWrite();
            socket.readAll();
            events.add("gone");
        });
        Fixture fixture(nothing, {}, {}, 1);
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(fixture.call(requestTo(upstream.port(), "/")).status, 200);
            events.add("idle");
            QVERIFY(events.wait("gone", i + 1));
            QCOMPARE(fixture.client->statistics().open, std::size_t(0));
        }
    }
};

MGC_TEST_CLASS(ClientTest);
#include "client_test.moc"
