#include <QtTest/qtest.h>
#include <QSignalSpy>

#include <QJsonDocument>
#include <QJsonObject>

#include "support/suite.h"
#include "ui/client/prompt_client.h"
#include "ui/fake_management_server.h"

using namespace mgc;
using test::FakeManagementServer;
using ui::PromptClient;
using ui::PromptRequest;
using ui::PromptResult;

class PromptClientTest : public QObject {
    Q_OBJECT
private slots:
    void streams();
    void answersWhole();
    void readsThrottling();
    void reportsProblems_data();
    void reportsProblems();
    void reportsNoGateway();
    void cancels();
    void writesCurl();

private:
    static PromptRequest request(const FakeManagementServer& server) {
        PromptRequest made;
        made.gateway = server.url();
        made.text = QStringLiteral("Hi");
        made.key = QStringLiteral("secret");
        return made;
    }
};

void PromptClientTest::streams() {
    FakeManagementServer server;
    server.on("POST", QStringLiteral("/inference/openai/deployments/gpt-4o-mini/chat/completions"), [](const auto&) {
        FakeManagementServer::Reply reply;
        reply.type = "text/event-stream";
        reply.headers = {{"x-request-id", "req-1"}, {"x-ratelimit-remaining-tokens", "1944"}};
        reply.chunks = test::chatStreamChunks(QStringLiteral("Hola Bonjour Hallo"));
        return reply;
    });
    PromptClient client;
    QSignalSpy first(&client, &PromptClient::firstToken);
    QSignalSpy deltas(&client, &PromptClient::delta);
    QSignalSpy failures(&client, &PromptClient::failed);
    QSignalSpy done(&client, &PromptClient::finished);
    client.send(request(server));
    QTRY_COMPARE(done.size(), 1);
    const auto result = done[0][0].value<PromptResult>();
    QCOMPARE(result.text, QStringLiteral("Hola Bonjour Hallo"));
    QCOMPARE(deltas.size(), 3);
    QCOMPARE(first.size(), 1);
    QCOMPARE(failures.size(), 0);
    QVERIFY(result.answered() && result.sawDone && result.hasUsage);
    QCOMPARE(result.promptTokens, 14);
    QCOMPARE(result.completionTokens, 3);
    QCOMPARE(result.requestId, QStringLiteral("req-1"));
    QCOMPARE(result.remainingTokens, 1944);
    QVERIFY(result.firstTokenMs > 0 && result.firstTokenMs <= result.totalMs);
    const auto& sent = server.requests().last();
    QCOMPARE(sent.headers.value("api-key"), QByteArray("secret"));
    QCOMPARE(sent.query.queryItemValue(QStringLiteral("api-version")), QStringLiteral("2024-10-21"));
    QVERIFY(QJsonDocument::fromJson(sent.body).object().value(QLatin1String("stream")).toBool());
}

void PromptClientTest::answersWhole() {
    FakeManagementServer server;
    server.on("POST", QStringLiteral("*"), [](const auto&) {
        return FakeManagementServer::Reply{200, test::chatBody(QStringLiteral("one two"))};
    });
    PromptClient client;
    QSignalSpy done(&client, &PromptClient::finished);
    auto asked = request(server);
    asked.stream = false;
    asked.deploymentInPath = false;
    asked.apiPath = QStringLiteral("inference/openai/v1");
    client.send(asked);
    QTRY_COMPARE(done.size(), 1);
    const auto result = done[0][0].value<PromptResult>();
    QCOMPARE(result.text, QStringLiteral("one two"));
    QVERIFY(result.answered());
    QCOMPARE(server.requests().last().path, QStringLiteral("/inference/openai/v1/chat/completions"));
    QCOMPARE(QJsonDocument::fromJson(server.requests().last().body).object().value(QLatin1String("model")).toString(),
             QStringLiteral("gpt-4o-mini"));
}

void PromptClientTest::readsThrottling() {
    FakeManagementServer server;
    server.on("POST", QStringLiteral("*"), [](const auto&) {
        FakeManagementServer::Reply reply{429, R"({ "statusCode": 429, "message": "Token limit is exceeded. Try again in 23 seconds." })"};
        reply.headers = {{"Retry-After", "23"}};
        return reply;
    });
    PromptClient client;
    QSignalSpy done(&client, &PromptClient::finished);
    client.send(request(server));
    QTRY_COMPARE(done.size(), 1);
    const auto result = done[0][0].value<PromptResult>();
    QVERIFY(result.throttled());
    QCOMPARE(result.retryAfterSeconds, 23);
    QCOMPARE(result.error, QStringLiteral("Token limit is exceeded. Try again in 23 seconds."));
}

void PromptClientTest::reportsProblems_data() {
    QTest::addColumn<QList<QByteArray>>("chunks");
    QTest::addColumn<bool>("cutOff");
    QTest::addColumn<QString>("words");
    auto noDone = test::chatStreamChunks(QStringLiteral("a b"), 14, false);
    QTest::newRow("no done") << noDone << false << "without [DONE]";
    QTest::newRow("cut off") << noDone.mid(0, 2) << true << "broke off";
    QTest::newRow("not json") << QList<QByteArray>{"data: {\n\n", "data: [DONE]\n\n"} << false << "not JSON";
    QTest::newRow("error event") << QList<QByteArray>{"data: {\"error\":{\"message\":\"overloaded\"}}\n\n"} << false << "overloaded";
}

void PromptClientTest::reportsProblems() {
    QFETCH(QList<QByteArray>, chunks);
    QFETCH(bool, cutOff);
    QFETCH(QString, words);
    FakeManagementServer server;
    server.on("POST", QStringLiteral("*"), [&](const auto&) {
        FakeManagementServer::Reply reply;
        reply.type = "text/event-stream";
        reply.chunks = chunks;
        reply.cutOff = cutOff;
        return reply;
    });
    PromptClient client;
    QSignalSpy done(&client, &PromptClient::finished);
    client.send(request(server));
    QTRY_COMPARE(done.size(), 1);
    const auto result = done[0][0].value<PromptResult>();
    QVERIFY2(result.error.contains(words), qPrintable(result.error));
    QVERIFY(!result.answered());
}

void PromptClientTest::reportsNoGateway() {
    FakeManagementServer server;
    server.stop();
    PromptClient client;
    QSignalSpy done(&client, &PromptClient::finished);
    client.send(request(server));
    QTRY_COMPARE(done.size(), 1);
    const auto result = done[0][0].value<PromptResult>();
    QCOMPARE(result.status, 0);
    QVERIFY2(result.error.contains(QLatin1String("Nothing answers")), qPrintable(result.error));
}

void PromptClientTest::cancels() {
    FakeManagementServer server;
    server.on("POST", QStringLiteral("*"), [](const auto&) {
        FakeManagementServer::Reply reply;
        reply.hang = true;
        return reply;
    });
    PromptClient client;
    QSignalSpy done(&client, &PromptClient::finished);
    QSignalSpy asked(&server, &FakeManagementServer::requested);
    client.send(request(server));
    QVERIFY(asked.wait());
    QVERIFY(client.isBusy());
    client.cancel();
    QCOMPARE(done.size(), 1);
    QVERIFY(done[0][0].value<PromptResult>().cancelled);
    QVERIFY(!client.isBusy());
    client.cancel();
    QCOMPARE(done.size(), 1);
}

void PromptClientTest::writesCurl() {
    PromptRequest asked;
    asked.gateway = QUrl(QStringLiteral("http://127.0.0.1:8080"));
    asked.text = QStringLiteral("it's");
    asked.key = QStringLiteral("secret");
    asked.stream = false;
    const QString line = asked.toCurl();
    QVERIFY(line.startsWith(QLatin1String(
        "curl -sS 'http://127.0.0.1:8080/inference/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-10-21'")));
    QVERIFY(line.contains(QLatin1String("\"api-key: $API_KEY\"")));
    QVERIFY(!line.contains(QLatin1String("secret")));
    QVERIFY(line.contains(QLatin1String("it'\\''s")));
}

MGC_TEST_CLASS(PromptClientTest);
#include "client_prompt_test.moc"
