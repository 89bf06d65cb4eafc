#include <QtTest/qtest.h>
#include <QTemporaryDir>

#include <fstream>
#include <thread>

#include "fixture.h"
#include "support/suite.h"
#include "test_certificates.h"

using namespace mgc;
using namespace mgc::test;
using namespace mgc::gateway::net;

namespace {

Task<Result<http::Response>> tell(http::Request request, RequestInfo info) {
    if (request.url.path == "/pieces") {
        http::Response response;
        response.body = piecesBody(std::vector<std::string>(100, std::string(10'000, 'p')));
        co_return response;
    }
    MGC_CO_TRY(co_await request.body.buffer(64u << 20));
    co_return textResponse(
        200, request.url.toText().substr(0, 8) + (info.connection->tls ? " tls " : " plain ") + std::string(request.body.view()));
}

struct Secure {
    QTemporaryDir folder;
    TestCertificate authority = makeAuthority();
    std::string authorityFile = folder.filePath("ca.pem").toStdString();

    Secure() { std::ofstream(authorityFile) << authority.certificatePem; }
    [[nodiscard]] ServerOptions server(const std::string& name) const {
        const auto certificate = makeCertificate(authority, name);
        ServerOptions options;
        options.tls = TlsServerOptions{certificate.certificatePem, certificate.keyPem, false};
        return options;
    }
    [[nodiscard]] ClientOptions client(bool trusted = true) const {
        ClientOptions options;
        options.tls.useSystemAuthorities = false;
        if (trusted) options.tls.extraAuthoritiesFile = authorityFile;
        return options;
    }
};

http::Request secureRequest(const Fixture& fixture, const std::string& host, const std::string& target, const std::string& body = {}) {
    auto request = requestTo(fixture.server->port(), target, body.empty() ? "GET" : "POST", body);
    request.url.scheme = "https";
    request.url.host = host;
    return request;
}

}  // namespace

class TlsTest : public QObject {
    Q_OBJECT
private slots:
    void speaksTlsOnBothSides() {
        const Secure secure;
        Fixture fixture(tell, secure.server("localhost"), secure.client());
        for (int i = 0; i < 3; ++i) {
            const auto outcome = fixture.call(secureRequest(fixture, "localhost", "/", "hello"));
            QVERIFY2(outcome.error.empty(), outcome.message.c_str());
            QCOMPARE(outcome.body, std::string("https:// tls hello"));
        }
        const std::string big(5u << 20, 'b');
        QCOMPARE(fixture.call(secureRequest(fixture, "localhost", "/", big)).body.size(), big.size() + 13);
        const auto streamed = fixture.call(secureRequest(fixture, "localhost", "/pieces"));
        QCOMPARE(streamed.body.size(), std::size_t(1'000'000));
        QVERIFY(streamed.wasStream);
        QCOMPARE(fixture.client->statistics().open, std::size_t(1));
    }
    void verifiesTheServer_data() {
        QTest::addColumn<QString>("certificateFor");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<bool>("chain");
        QTest::addColumn<bool>("name");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("right") << "localhost"
                               << "localhost" << true << true << true << true;
        QTest::newRow("right address") << "127.0.0.1"
                                       << "127.0.0.1" << true << true << true << true;
        QTest::newRow("unknown authority") << "localhost"
                                           << "localhost" << false << true << true << false;
        QTest::newRow("wrong name") << "other.test"
                                    << "localhost" << true << true << true << false;
        QTest::newRow("wrong address") << "localhost"
                                       << "127.0.0.1" << true << true << true << false;
        QTest::newRow("unknown authority, chain not checked") << "localhost"
                                                              << "localhost" << false << false << true << true;
        QTest::newRow("wrong name, chain not checked") << "other.test"
                                                       << "localhost" << false << false << true << false;
        QTest::newRow("wrong name, name not checked") << "other.test"
                                                      << "localhost" << true << true << false << true;
        QTest::newRow("unknown authority, name not checked") << "localhost"
                                                             << "localhost" << false << true << false << false;
        QTest::newRow("nothing checked") << "other.test"
                                         << "localhost" << false << false << false << true;
    }
    void verifiesTheServer() {
        QFETCH(QString, certificateFor);
        QFETCH(QString, host);
        QFETCH(bool, trusted);
        QFETCH(bool, chain);
        QFETCH(bool, name);
        QFETCH(bool, accepted);
        const Secure secure;
        Fixture fixture(tell, secure.server(certificateFor.toStdString()), secure.client(trusted));
        http::SendOptions options;
        options.verifyCertificateChain = chain;
        options.verifyCertificateName = name;
        const auto outcome = fixture.call(secureRequest(fixture, host.toStdString(), "/"), options);
        QCOMPARE(outcome.error, std::string(accepted ? "" : "BackendConnectionFailure"));
        if (!accepted) QVERIFY2(outcome.message.find("TLS handshake") != std::string::npos, outcome.message.c_str());
    }
    void survivesPlainTextAndSilence() {
        const Secure secure;
        ServerOptions options = secure.server("localhost");
        options.handshakeTimeout = std::chrono::milliseconds(100);
        Fixture fixture(tell, options, secure.client());
        auto plain = fixture.connect();
        QVERIFY(plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        plain.readAll();
        auto silent = fixture.connect();
        silent.readAll();
        QVERIFY(!plain.timedOut() && !silent.timedOut());
        QCOMPARE(fixture.call(secureRequest(fixture, "localhost", "/")).status, 200);
        // A plain server behind an https URL.
        Fixture plainServer(tell, {}, secure.client());
        QCOMPARE(plainServer.call(secureRequest(plainServer, "localhost", "/")).error, std::string("BackendConnectionFailure"));
    }
    void tunnelsThroughAProxy() {
        const Secure secure;
        Fixture fixture(tell, secure.server("localhost"), secure.client());
        RawServer proxy([&](RawSocket& socket, int) {
            const std::string head = socket.readUntil("\r\n\r\n");
            if (!head.starts_with("CONNECT localhost:" + std::to_string(fixture.server->port()) + " HTTP/1.1\r\n")) return;
            auto target = RawSocket::connectTo(fixture.server->port());
            if (!socket.send("HTTP/1.1 200 Connection established\r\n\r\n")) return;
            std::thread back([&] {
                for (std::string bytes = target.readSome(); !bytes.empty(); bytes = target.readSome())
                    if (!socket.send(bytes)) break;
                socket.shutdownWrite();
            });
            for (std::string bytes = socket.readSome(); !bytes.empty(); bytes = socket.readSome())
                if (!target.send(bytes)) break;
            target.shutdownWrite();
            back.join();
        });
        http::SendOptions options;
        options.proxyUrl = "http://127.0.0.1:" + std::to_string(proxy.port());
        const auto outcome = fixture.call(secureRequest(fixture, "localhost", "/", "through"), options);
        QVERIFY2(outcome.error.empty(), outcome.message.c_str());
        QCOMPARE(outcome.body, std::string("https:// tls through"));
        fixture.client->stop();
        fixture.server->stop(Duration::zero());
    }
    void takesTheClientsCertificate() {
        const Secure secure;
        ServerOptions options = secure.server("localhost");
        options.tls->requestClientCertificate = true;
        Fixture fixture(
            [](http::Request, RequestInfo info) -> Task<Result<http::Response>> {
                co_return textResponse(200, info.connection->clientCertificatePem);
            },
            options);
        const auto own = makeCertificate(makeAuthority(), "client.test");  // of an authority the server does not know
        for (const auto& certificate : {own, TestCertificate{}}) {
            auto socket = fixture.connect();
            TlsClientSocket client(socket.descriptor(), certificate);
            QVERIFY(client.connected());
            QVERIFY(client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
            const std::string reply = client.readAll();
            QVERIFY(client.endedCleanly());
            QCOMPARE(reply.substr(reply.find("\r\n\r\n") + 4), certificate.certificatePem);
        }
    }
    void refusesAKeyThatDoesNotFit() {
        const Secure secure;
        WorkerPool pool(1);
        FunctionHandler handler(tell);
        ServerOptions options = secure.server("localhost");
        options.tls->privateKeyPem = makeAuthority().keyPem;
        const auto server = Server::start(pool, options, handler);
        QVERIFY(!server);
        QCOMPARE(server.error().code, std::string("InvalidTlsConfiguration"));
    }
};

MGC_TEST_CLASS(TlsTest);
#include "tls_test.moc"
