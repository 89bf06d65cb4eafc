#include "gateway/net/server.h"

#include <QtTest/qtest.h>

#include <thread>

#include "fixture.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::test;
using namespace mgc::gateway::net;

namespace {

/// Answers by path; reads bodies whole.
Task<Result<http::Response>> answer(http::Request request, RequestInfo) {
    const std::string path = request.url.path;
    if (path == "/echo") {
        MGC_CO_TRY(co_await request.body.buffer(128u << 20));
        http::Response response = textResponse(200, std::string(request.body.view()));
        response.headers.add("X-Method", request.method);
        response.headers.add("X-Url", request.url.toText());
        co_return response;
    }
    if (path == "/pieces" || path == "/broken" || path == "/short") {
        http::Response response;
        response.headers.add("Content-Type", "text/event-stream");
        response.body = piecesBody({"data: one\n\n", "data: two\n\n", "data: three\n\n"}, path == "/broken" ? "Broken" : "");
        co_return response;
    }
    if (path == "/early") co_return textResponse(401, "no");  // without reading the body
    if (path == "/nothing") {
        http::Response response;
        response.status = 204;
        response.reason = "No Content";
        co_return response;
    }
    if (path == "/throws") throw std::runtime_error("handler");
    if (path == "/fails") co_return fail("Any", "thing");
    if (path == "/inject") {
        http::Response response = textResponse(200, "x");
        response.headers.add("X-Bad", "a\r\nSet-Cookie: evil=1");
        co_return response;
    }
    if (path == "/inject-without-body") {
        http::Response response;
        response.status = 204;
        response.headers.add("X-Bad", "a\r\nSet-Cookie: evil=1");
        co_return response;
    }
    co_return textResponse(200, "hello");
}

std::string head(const std::string& text) { return text + "\r\nHost: test\r\n"; }

}  // namespace

class ServerTest : public QObject {
    Q_OBJECT
private slots:
    void answersAndKeepsTheConnection() {
        Fixture fixture(answer);
        auto socket = fixture.connect();
        for (int i = 0; i < 3; ++i) {
            QVERIFY(socket.send(head("GET /any?x=1 HTTP/1.1") + "\r\n"));
            const auto reply = socket.readReply();
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply.body, std::string("hello"));
            QVERIFY(reply.head.find("Connection:") == std::string::npos);
            QVERIFY(reply.head.find("Date: ") != std::string::npos);
        }
    }
    void answersPipelinedRequestsInOrder() {
        Fixture fixture(answer);
        auto socket = fixture.connect();
        std::string all;
        for (int i = 0; i < 50; ++i) {
            const std::string body = "body " + std::to_string(i);
            all += head("POST /echo HTTP/1.1") + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        }
        QVERIFY(socket.send(all));
        for (int i = 0; i < 50; ++i) QCOMPARE(socket.readReply().body, "body " + std::to_string(i));
    }
    void servesPipeliningClientsThatReadLate() {
        // Answers of one round are sent together; what the sockets do not take at once must follow, whole and in order.
        Fixture fixture(answer, {}, {}, 1);
        constexpr int clients = 4, requests = 400;
        std::vector<RawSocket> sockets;
        for (int i = 0; i < clients; ++i) sockets.push_back(RawSocket::connectTo(fixture.server->port(), 4096));
        const std::string body(6000, 'x');
        std::vector<std::thread> senders;
        for (int client = 0; client < clients; ++client)
            senders.emplace_back([&, client] {
                for (int i = 0; i < requests; ++i) {
                    const std::string text = std::to_string(client) + '-' + std::to_string(i) + body;
                    (void)sockets[static_cast<std::size_t>(client)].send(head("POST /echo HTTP/1.1") + "Content-Length: " +
                                                                         std::to_string(text.size()) + "\r\n\r\n" + text);
                }
            });
        for (int client = 0; client < clients; ++client)
            for (int i = 0; i < requests; ++i) {
                const auto reply = sockets[static_cast<std::size_t>(client)].readReply();
                if (!reply.complete || reply.body != std::to_string(client) + '-' + std::to_string(i) + body) {
                    for (auto& sender : senders) sender.join();
                    QFAIL(("client " + std::to_string(client) + " request " + std::to_string(i)).c_str());
                }
            }
        for (auto& sender : senders) sender.join();
    }
    void readsHeadsAndBodiesThatComeByteByByte() {
        Fixture fixture(answer);
        auto socket = fixture.connect();
        const std::string all = head("POST /echo HTTP/1.1") +
                                "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: x\r\n\r\n" +
                                head("GET / HTTP/1.1") + "\r\n";
        for (const char c : all) QVERIFY(socket.send(std::string_view(&c, 1)));
        QCOMPARE(socket.readReply().body, std::string("abc0123456789"));
        QCOMPARE(socket.readReply().body, std::string("hello"));
    }
    void givesTheAbsoluteUrl_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("url");
        QTest::newRow("origin") << "GET /echo?a=%20b HTTP/1.1"
                                << "Example.com:8080"
                                << "http://example.com:8080/echo?a=%20b";
        QTest::newRow("absolute") << "GET http://other.test/echo HTTP/1.1"
                                  << "example.com"
                                  << "http://other.test/echo";
        QTest::newRow("fragment") << "GET /echo?q#part HTTP/1.1"
                                  << "h"
                                  << "http://h/echo?q";
        QTest::newRow("address") << "GET /echo HTTP/1.1"
                                 << "[::1]:81"
                                 << "http://[::1]:81/echo";
    }
    void givesTheAbsoluteUrl() {
        QFETCH(QString, line);
        QFETCH(QString, host);
        QFETCH(QString, url);
        Fixture fixture(answer);
        auto socket = fixture.connect();
        QVERIFY(socket.send(line.toStdString() + "\r\nHost: " + host.toStdString() + "\r\n\r\n"));
        const auto reply = socket.readReply();
        QVERIFY2(reply.head.find("X-Url: " + url.toStdString() + "\r\n") != std::string::npos, reply.head.c_str());
    }
    void honoursOldClients() {
        Fixture fixture(answer);
        auto once = fixture.connect();
        QVERIFY(once.send("GET / HTTP/1.0\r\n\r\n"));
        QVERIFY(once.readAll().ends_with("hello"));
        auto kept = fixture.connect();
        for (int i = 0; i < 2; ++i) {
            QVERIFY(kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
            const auto reply = kept.readReply();
            QVERIFY(reply.head.find("Connection: keep-alive") != std::string::npos);
        }
        auto streamed = fixture.connect();
        QVERIFY(streamed.send("GET /pieces HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
        const std::string all = streamed.readAll();
        QVERIFY(all.find("Transfer-Encoding") == std::string::npos);
        QVERIFY(all.ends_with("data: one\n\ndata: two\n\ndata: three\n\n"));
    }
    void answersHeadWithoutABody() {
        Fixture fixture(answer);
        auto socket = fixture.connect();
        QVERIFY(socket.send(head("HEAD / HTTP/1.1") + "\r\n" + head("GET /nothing HTTP/1.1") + "\r\n" + head("GET / HTTP/1.1") + "\r\n"));
        const auto first = socket.readReply(true);
        QVERIFY(first.head.find("Content-Length: 5\r\n") != std::string::npos);
        const auto second = socket.readReply();
        QCOMPARE(second.status, 204);
        QVERIFY(second.head.find("Content-Length") == std::string::npos);
        QCOMPARE(socket.readReply().body, std::string("hello"));
    }
    void streamsPieceByPiece() {
        Fixture fixture(answer);
        auto socket = fixture.connect();
        QVERIFY(socket.send(head("GET /pieces HTTP/1.1") + "\r\n" + head("GET / HTTP/1.1") + "\r\n"));
        const auto reply = socket.readReply();
        QVERIFY(reply.complete);
        QCOMPARE(reply.body, std::string("data: one\n\ndata: two\n\ndata: three\n\n"));
        QCOMPARE(socket.readReply().body, std::string("hello"));
    }
    void neverEndsABrokenStreamCleanly() {
        Fixture fixture(answer);
        auto socket = fixture.connect();
        QVERIFY(socket.send(head("GET /broken HTTP/1.1") + "\r\n"));
        QVERIFY(!socket.readReply().complete);
        auto old = fixture.connect();
        QVERIFY(old.send("GET /broken HTTP/1.0\r\n\r\n"));
        old.readAll();
        QVERIFY(old.wasReset());
    }
    void saysContinueWhenTheBodyIsWanted() {
        Fixture fixture(answer);
        auto socket = fixture.connect();
        QVERIFY(socket.send(head("POST /echo HTTP/1.1") + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
        QCOMPARE(socket.readUntil("\r\n\r\n"), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
        QVERIFY(socket.send("abc"));
        QCOMPARE(socket.readReply().body, std::string("abc"));
        QVERIFY(socket.send(head("POST /echo HTTP/1.1") + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"));
        QCOMPARE(socket.readUntil("\r\n\r\n"), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
        QVERIFY(socket.send("3\r\nabc\r\n0\r\n\r\n"));
        QCOMPARE(socket.readReply().body, std::string("abc"));
        // Refused without reading: no 100, and the connection ends because the body may or may not follow.
        QVERIFY(socket.send(head("POST /early HTTP/1.1") + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"));
        const auto reply = socket.readReply();
        QCOMPARE(reply.status, 401);
        QVERIFY(reply.head.find("Connection: close") != std::string::npos);
    }
    void readsOverAnUnwantedBody() {
        Fixture fixture(answer);
        auto socket = fixture.connect();
        QVERIFY(socket.send(head("POST /early HTTP/1.1") + "Transfer-Encoding: chunked\r\n\r\n"));
        QCOMPARE(socket.readReply().status, 401);
        QVERIFY(socket.send("5\r\nabcde\r\n0\r\n\r\n" + head("GET / HTTP/1.1") + "\r\n"));
        QCOMPARE(socket.readReply().body, std::string("hello"));
    }
    void takesBigBodiesBothWays() {
        Fixture fixture(answer);
        auto socket = fixture.connect();
        std::string big(64u << 20, 'x');
        for (std::size_t i = 0; i < big.size(); i += 4096) big[i] = static_cast<char>('a' + (i / 4096) % 26);
        std::thread sender([&] {
            std::string all = head("POST /echo HTTP/1.1") + "Content-Length: " + std::to_string(big.size()) + "\r\n\r\n" + big;
            if (!socket.send(all)) qWarning("not all was sent");
        });
        const auto reply = socket.readReply();
        sender.join();
        QCOMPARE(reply.body.size(), big.size());
        QVERIFY(reply.body == big);
    }
    void refusesBodiesBeyondTheLimit() {
        ServerOptions options;
        options.bodyLimit = 1000;
        Fixture fixture(answer, options);
        auto announced = fixture.connect();
        QVERIFY(announced.send(head("POST /echo HTTP/1.1") + "Content-Length: 1001\r\n\r\n"));
        QCOMPARE(announced.readReply().status, 413);
        auto chunked = fixture.connect();
        QVERIFY(chunked.send(head("POST /echo HTTP/1.1") + "Transfer-Encoding: chunked\r\n\r\n"));
        for (int i = 0; i < 11; ++i) QVERIFY(chunked.send("64\r\n" + std::string(100, 'x') + "\r\n"));
        const auto reply = chunked.readReply();
        QCOMPARE(reply.status, 413);
        QCOMPARE(reply.body, std::string("{ \"statusCode\": 413, \"message\": \"Payload Too Large\" }"));
        auto exact = fixture.connect();
        QVERIFY(exact.send(head("POST /echo HTTP/1.1") + "Content-Length: 1000\r\n\r\n" + std::string(1000, 'y')));
        QCOMPARE(exact.readReply().body.size(), std::size_t(1000));
    }
    void livesOnAfterAHandlersFault() {
        Fixture fixture(answer);
        auto socket = fixture.connect();
        for (const char* path : {"/throws", "/fails", "/inject", "/inject-without-body"}) {
            QVERIFY(socket.send(head(std::string("GET ") + path + " HTTP/1.1") + "\r\n"));
            const auto reply = socket.readReply();
            QCOMPARE(reply.status, 500);
            QVERIFY(reply.head.find("evil") == std::string::npos);
            QCOMPARE(reply.body, std::string("{ \"statusCode\": 500, \"message\": \"Internal Server Error\" }"));
        }
        QVERIFY(socket.send(head("GET / HTTP/1.1") + "\r\n"));
        QCOMPARE(socket.readReply().body, std::string("hello"));
    }
    void refusesWhatNginxRefuses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const QByteArray& bytes, int status) { QTest::newRow(name) << bytes << status; };
        const QByteArray get = "GET / HTTP/1.1\r\nHost: a\r\n";
        const QByteArray post = "POST /echo HTTP/1.1\r\nHost: a\r\n";
        row("no method", " / HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("lower-case method", "get / HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("TLS to a plain port", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400);
        row("no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("relative target", "GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("blank in target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("control in target", QByteArray("GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
        row("bad escape", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("NUL escape", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("above the root", "GET /../etc HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("above the root, escaped", "GET /a/%2e%2e/%2e%2e/b HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("HTTP/2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505);
        row("HTTP/0.9", "GET /\r\n\r\n", 400);
        row("not HTTP", "GET / FTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("text behind the version", "GET / HTTP/1.1x\r\nHost: a\r\n\r\n", 400);
        row("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 405);
        row("TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405);
        row("no Host", "GET / HTTP/1.1\r\n\r\n", 400);
        row("two Hosts", get + "Host: b\r\n\r\n", 400);
        row("empty Host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", 400);
        row("bad Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400);
        row("bad port", "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", 400);
        row("blank before the colon", get + "A : b\r\n\r\n", 400);
        row("blank in a name", get + "A b: c\r\n\r\n", 400);
        row("no name", get + ": b\r\n\r\n", 400);
        row("no colon", get + "Ab\r\n\r\n", 400);
        row("folded line", get + "A: b\r\n c\r\n\r\n", 400);
        row("folded first line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400);
        row("bare CR", get + "A: b\rc\r\n\r\n", 400);
        row("CR CR LF", get + "A: b\r\r\n\r\n", 400);
        row("NUL in a value", get + QByteArray("A: b\0c\r\n\r\n", 10), 400);
        row("control in a value", get + "A: b\x01\r\n\r\n", 400);
        row("DEL in a value", get + "A: b\x7f\r\n\r\n", 400);
        row("control in a name", get + "A\x01: b\r\n\r\n", 400);
        row("Latin-1 in a name", get + "A\xe4: b\r\n\r\n", 400);
        row("repeated Content-Length", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400);
        row("conflicting Content-Length", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400);
        row("list in Content-Length", post + "Content-Length: 3, 3\r\n\r\nabc", 400);
        row("negative Content-Length", post + "Content-Length: -3\r\n\r\nabc", 400);
        row("signed Content-Length", post + "Content-Length: +3\r\n\r\nabc", 400);
        row("hexadecimal Content-Length", post + "Content-Length: 0x3\r\n\r\nabc", 400);
        row("empty Content-Length", post + "Content-Length:\r\n\r\n", 400);
        row("huge Content-Length", post + "Content-Length: 99999999999999999999\r\n\r\n", 400);
        row("Content-Length with Transfer-Encoding", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
        row("Transfer-Encoding with Content-Length", post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400);
        row("unknown Transfer-Encoding", post + "Transfer-Encoding: gzip\r\n\r\n", 501);
        row("identity", post + "Transfer-Encoding: identity\r\n\r\n", 501);
        row("chunked among others", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501);
        row("obscured chunked",
            post +
                "Transfer-Encoding: \x0b"
                "chunked\r\n\r\n",
            400);
        row("chunked twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
        row("chunked in HTTP/1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
        row("bad chunk size", post + "Transfer-Encoding: chunked\r\n\r\nx\r\n", 400);
        row("signed chunk size", post + "Transfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n0\r\n\r\n", 400);
        row("chunk longer than said", post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", 400);
        row("bare LF in chunks", post + "Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n", 400);
        row("huge chunk size", post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", 400);
        row("unknown expectation", post + "Expect: tea\r\nContent-Length: 3\r\n\r\nabc", 417);
        row("long target", "GET /" + QByteArray(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414);
        row("long target without end", "GET /" + QByteArray(40000, 'a'), 414);
        row("large head", get + "A: " + QByteArray(40000, 'a') + "\r\n\r\n", 431);
        row("large head without end", get + "A: " + QByteArray(400000, 'a'), 431);
        row("many fields", get + QByteArray("A: b\r\n").repeated(300) + "\r\n", 431);
    }
    void refusesWhatNginxRefuses() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        static Fixture fixture(answer);
        auto socket = fixture.connect();
        // The server may have refused and closed before all is sent.
        static_cast<void>(socket.send(bytes.toStdString()));
        const auto reply = socket.readReply();
        QCOMPARE(reply.status, status);
        QVERIFY(reply.head.find("Connection: close") != std::string::npos);
        socket.shutdownWrite();
        QCOMPARE(socket.readAll(), std::string());
    }
    void acceptsWhatIsUnusualButRight_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty lines first") << QByteArray("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
        QTest::newRow("LF alone") << QByteArray("GET / HTTP/1.1\nHost: a\n\n");
        QTest::newRow("tab around a value") << QByteArray("GET / HTTP/1.1\r\nHost:\ta \t\r\n\r\n");
        QTest::newRow("no blank before a value") << QByteArray("GET / HTTP/1.1\r\nHost:a\r\nX:\r\n\r\n");
        QTest::newRow("UTF-8 in a value") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nX: \xc3\xa4\r\n\r\n");
        QTest::newRow("UTF-8 in the target") << QByteArray("GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n");
        QTest::newRow("HTTP/1.2") << QByteArray("GET / HTTP/1.2\r\nHost: a\r\n\r\n");
        QTest::newRow("own method") << QByteArray("MY-METHOD / HTTP/1.1\r\nHost: a\r\n\r\n");
        QTest::newRow("dots inside") << QByteArray("GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n");
        QTest::newRow("underscore") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nX_y: z\r\n\r\n");
        QTest::newRow("30 KiB head") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(30000, 'x') + "\r\n\r\n");
    }
    void acceptsWhatIsUnusualButRight() {
        QFETCH(QByteArray, bytes);
        static Fixture fixture(answer);
        auto socket = fixture.connect();
        QVERIFY(socket.send(bytes.toStdString()));
        QCOMPARE(socket.readReply().status, 200);
    }
    void closesSlowAndIdleClients() {
        ServerOptions options;
        options.idleTimeout = std::chrono::milliseconds(100);
        options.headTimeout = std::chrono::milliseconds(100);
        options.bodyTimeout = std::chrono::milliseconds(100);
        Fixture fixture(answer, options);
        auto idle = fixture.connect();
        auto slowHead = fixture.connect();
        auto slowBody = fixture.connect();
        QVERIFY(slowHead.send("GET / HT"));
        QVERIFY(slowBody.send(head("POST /echo HTTP/1.1") + "Transfer-Encoding: chunked\r\n\r\n3\r\nab"));
        QCOMPARE(idle.readAll(), std::string());
        QCOMPARE(slowHead.readAll(), std::string());
        slowBody.readAll();
        QVERIFY(!idle.timedOut() && !slowHead.timedOut() && !slowBody.timedOut());
    }
    void boundsItsConnections() {
        ServerOptions options;
        options.maximumConnections = 2;
        Fixture fixture(answer, options);
        auto first = fixture.connect();
        auto second = fixture.connect();
        QVERIFY(first.send(head("GET / HTTP/1.1") + "\r\n") && second.send(head("GET / HTTP/1.1") + "\r\n"));
        QCOMPARE(first.readReply().status, 200);
        QCOMPARE(second.readReply().status, 200);
        auto third = fixture.connect();
        QCOMPARE(third.readReply().status, 503);
    }
    void reportsATakenPort() {
        Fixture fixture(answer);
        ServerOptions options;
        options.port = fixture.server->port();
        const auto second = Server::start(fixture.pool, options, fixture.handler);
        QVERIFY(!second);
        QCOMPARE(second.error().code, std::string("ListenFailed"));
    }
};

MGC_TEST_CLASS(ServerTest);
#include "server_test.moc"
