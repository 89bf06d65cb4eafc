#include <QtTest/qtest.h>
#include <QSignalSpy>

#include "support/suite.h"
#include "ui/client/management_client.h"
#include "ui/fake_management_server.h"

using namespace mgc;
using ui::ManagementClient;
using Connection = ManagementClient::Connection;

namespace {

const QString metrics = QStringLiteral("/v1/metrics/stream");
const QString traffic = QStringLiteral("/v1/requests/stream");

ManagementClient::Timing quick() {
    ManagementClient::Timing timing;
    timing.firstPauseMs = 10;
    timing.longestPauseMs = 40;
    timing.trafficBatchMs = 20;
    timing.statusPollMs = 60000;
    return timing;
}

management::MetricsSnapshot snapshot(std::uint64_t sequence, std::uint64_t requests = 0, std::uint64_t revision = 1) {
    management::MetricsSnapshot made;
    made.sequence = sequence;
    made.time = "2026-01-01T10:00:00Z";
    made.requests = requests;
    made.revision = revision;
    return made;
}

management::TrafficRow row(std::uint64_t id) {
    management::TrafficRow made;
    made.id = id;
    made.status = 200;
    return made;
}

}  // namespace

class ManagementClientTest : public QObject {
    Q_OBJECT
private slots:
    void delivers();
    void asksAgainWhenTheProgramChanges();
    void reconnectsAfterADrop();
    void reconnectsAfterTheGatewayWasAway();
    void saysThatTheTokenIsWrong();
    void survivesBrokenEvents();
    void countsSilenceAsLoss();
    void fillsTheGapInTraffic();
    void noticesARestart();
    void callsBack();
    void reportsFailedCalls();
    void dropsAnswersForGoneContexts();
};

void ManagementClientTest::delivers() {
    test::FakeManagementServer server;
    server.status.revision = 7;
    server.rows = {row(1), row(2)};
    ManagementClient client(quick());
    QSignalSpy statuses(&client, &ManagementClient::statusChanged);
    QSignalSpy snapshots(&client, &ManagementClient::snapshotReceived);
    QSignalSpy rows(&client, &ManagementClient::requestsFinished);
    client.connectTo(server.url(), server.token());
    QCOMPARE(client.connection(), Connection::Connecting);
    QTRY_COMPARE(client.connection(), Connection::Connected);
    QTRY_VERIFY(client.hasStatus());
    QCOMPARE(client.status().revision, std::uint64_t{7});
    server.pushSnapshot(snapshot(1, 5));
    QTRY_COMPARE(snapshots.size(), 1);
    QCOMPARE(client.snapshot().requests, std::uint64_t{5});
    QTRY_COMPARE(rows.size(), 1);
    QCOMPARE(rows[0][0].value<QVector<management::TrafficRow>>().size(), 2);
    QTRY_COMPARE(server.openStreams(traffic), 1);
    for (std::uint64_t id = 3; id < 60; ++id) server.addRow(row(id));
    QTRY_VERIFY(rows.size() >= 2);
    int seen = 0;
    QTRY_VERIFY([&] {
        seen = 0;
        for (const auto& batch : rows) seen += static_cast<int>(batch[0].value<QVector<management::TrafficRow>>().size());
        return seen == 59;
    }());
    QVERIFY2(rows.size() < 20, "rows come in batches");
    QVERIFY(client.lastError().isEmpty());
}

void ManagementClientTest::asksAgainWhenTheProgramChanges() {
    test::FakeManagementServer server;
    ManagementClient client(quick());
    client.connectTo(server.url(), server.token());
    QTRY_VERIFY(client.hasStatus() && client.isConnected());
    QSignalSpy statuses(&client, &ManagementClient::statusChanged);
    server.pushSnapshot(snapshot(1));
    server.status.revision = 2;
    server.pushSnapshot(snapshot(2, 0, 2));
    QTRY_COMPARE(client.status().revision, std::uint64_t{2});
}

void ManagementClientTest::reconnectsAfterADrop() {
    test::FakeManagementServer server;
    ManagementClient client(quick());
    client.connectTo(server.url(), server.token());
    QTRY_VERIFY(client.isConnected());
    QSignalSpy changes(&client, &ManagementClient::connectionChanged);
    server.dropStreams();
    QTRY_VERIFY(changes.size() >= 2);
    QCOMPARE(changes[0][0].value<Connection>(), Connection::Lost);
    QTRY_VERIFY(client.isConnected());
    QTRY_COMPARE(server.openStreams(metrics), 1);
    QTRY_COMPARE(server.openStreams(traffic), 1);
}

void ManagementClientTest::reconnectsAfterTheGatewayWasAway() {
    test::FakeManagementServer server;
    ManagementClient client(quick());
    client.connectTo(server.url(), server.token());
    QTRY_VERIFY(client.isConnected());
    QSignalSpy failures(&client, &ManagementClient::failed);
    server.stop();
    QTRY_COMPARE(client.connection(), Connection::Lost);
    QTRY_VERIFY(client.lastError().contains(QLatin1String("Is the gateway running?")));
    QVERIFY2(failures.size() <= 3, "the same failure is not repeated");
    QVERIFY(server.start());
    QTRY_VERIFY(client.isConnected());
    QVERIFY(client.lastError().isEmpty());
}

void ManagementClientTest::saysThatTheTokenIsWrong() {
    test::FakeManagementServer server;
    ManagementClient client(quick());
    client.connectTo(server.url(), QStringLiteral("other"));
    QTRY_COMPARE(client.connection(), Connection::Lost);
    QVERIFY2(client.lastError().contains(QLatin1String("token")), qPrintable(client.lastError()));
    QVERIFY(!client.hasStatus());
}

void ManagementClientTest::survivesBrokenEvents() {
    test::FakeManagementServer server;
    ManagementClient client(quick());
    client.connectTo(server.url(), server.token());
    QTRY_COMPARE(server.openStreams(metrics), 1);
    QSignalSpy failures(&client, &ManagementClient::failed);
    QSignalSpy snapshots(&client, &ManagementClient::snapshotReceived);
    QTRY_VERIFY(client.isConnected());
    server.pushRaw(metrics, "data: {\"sequence\":\n\n");
    server.pushRaw(metrics, "data: {\"sequence\":\"one\"}\n\n");
    server.pushRaw(metrics, "data: [1]\n\n");
    server.pushRaw(metrics, "\xff\xfe garbage\n\n: comment\n\n");
    server.pushRaw(metrics, "data: {\"sequence\":3,");
    server.pushRaw(metrics, "\"unknown\":{\"a\":[]},\"requests\":9}\n\n");
    QTRY_COMPARE(snapshots.size(), 1);
    QCOMPARE(client.snapshot().requests, std::uint64_t{9});
    QCOMPARE(failures.size(), 3);
    QVERIFY(client.isConnected());
}

void ManagementClientTest::countsSilenceAsLoss() {
    test::FakeManagementServer server;
    auto timing = quick();
    timing.silenceMs = 60;
    ManagementClient client(timing);
    QSignalSpy changes(&client, &ManagementClient::connectionChanged);
    client.connectTo(server.url(), server.token());
    QTRY_VERIFY(changes.size() >= 4);  // connecting, connected, lost, connected
    QVERIFY(server.count("GET", metrics) >= 2);
}

void ManagementClientTest::fillsTheGapInTraffic() {
    test::FakeManagementServer server;
    ManagementClient client(quick());
    QSignalSpy batches(&client, &ManagementClient::requestsFinished);
    client.connectTo(server.url(), server.token());
    QTRY_COMPARE(server.openStreams(traffic), 1);
    server.addRow(row(1));
    QTRY_COMPARE(batches.size(), 1);
    server.dropStreams();
    for (std::uint64_t id = 2; id <= 1200; ++id) server.rows.push_back(row(id));
    QTRY_VERIFY([&] {
        std::uint64_t last = 0;
        for (const auto& batch : batches)
            for (const auto& r : batch[0].value<QVector<management::TrafficRow>>()) last = std::max(last, r.id);
        return last == 1200;
    }());
}

void ManagementClientTest::noticesARestart() {
    test::FakeManagementServer server;
    ManagementClient client(quick());
    client.connectTo(server.url(), server.token());
    QTRY_COMPARE(server.openStreams(metrics), 1);
    QSignalSpy restarts(&client, &ManagementClient::engineRestarted);
    QSignalSpy snapshots(&client, &ManagementClient::snapshotReceived);
    server.pushSnapshot(snapshot(100, 50));
    server.pushSnapshot(snapshot(101, 51));
    QTRY_COMPARE(snapshots.size(), 2);
    server.pushSnapshot(snapshot(1, 51));  // a new stream counts from 1, the engine is the same
    QTRY_COMPARE(snapshots.size(), 3);
    QCOMPARE(restarts.size(), 0);
    server.pushSnapshot(snapshot(1, 0));
    QTRY_COMPARE(restarts.size(), 1);
}

void ManagementClientTest::callsBack() {
    test::FakeManagementServer server;
    management::RequestDetail detail;
    detail.row = row(4);
    detail.request.body = "hello";
    server.details.insert(4, detail);
    server.traces.insert(4, R"({"traceId":"t","traceEntries":{"inbound":[]}})");
    ManagementClient client(quick());
    client.connectTo(server.url(), server.token());
    std::string body;
    QJsonObject trace, simulator, state;
    quint64 replayed = 0;
    bool reset = false;
    client.fetchDetail(4, this,
                       [&](Result<management::RequestDetail> answer) { body = answer ? answer->request.body : answer.error().message; });
    client.fetchTrace(4, this, [&](Result<QJsonObject> answer) { trace = answer.value_or(QJsonObject()); });
    client.replay(4, this, [&](Result<quint64> answer) { replayed = answer.value_or(0); });
    client.putSimulator({{QStringLiteral("seed"), 7}}, this,
                        [&](Result<QJsonObject> answer) { simulator = answer.value_or(QJsonObject()); });
    client.resetState(this, [&](Result<QJsonObject> answer) { reset = answer.has_value(); });
    QTRY_COMPARE(body, std::string("hello"));
    QTRY_COMPARE(trace.value(QLatin1String("traceId")).toString(), QStringLiteral("t"));
    QTRY_COMPARE(replayed, quint64{1004});
    QTRY_COMPARE(simulator.value(QLatin1String("seed")).toInt(), 7);
    QTRY_VERIFY(reset);
}

void ManagementClientTest::reportsFailedCalls() {
    test::FakeManagementServer server;
    server.on("GET", QStringLiteral("/v1/requests/5"), [](const auto&) { return test::FakeManagementServer::Reply{200, "not json"}; });
    server.on("GET", QStringLiteral("/v1/requests/6"), [](const auto&) {
        test::FakeManagementServer::Reply reply;
        reply.hang = true;
        return reply;
    });
    auto timing = quick();
    timing.callTimeoutMs = 50;
    ManagementClient client(timing);
    client.connectTo(server.url(), server.token());
    QStringList words;
    const auto note = [&](Result<management::RequestDetail> answer) {
        words << (answer ? QStringLiteral("fine") : QString::fromStdString(answer.error().fullMessage()));
    };
    client.fetchDetail(5, this, note);
    QTRY_COMPARE(words.size(), 1);
    QVERIFY2(words[0].contains(QLatin1String("not JSON")), qPrintable(words[0]));
    client.fetchDetail(99, this, note);
    QTRY_COMPARE(words.size(), 2);
    QVERIFY2(words[1].contains(QLatin1String("does not know")), qPrintable(words[1]));
    client.fetchDetail(6, this, note);
    QTRY_COMPARE(words.size(), 3);
    QVERIFY(words[2] != QLatin1String("fine"));
}

void ManagementClientTest::dropsAnswersForGoneContexts() {
    test::FakeManagementServer server;
    ManagementClient client(quick());
    client.connectTo(server.url(), server.token());
    auto context = std::make_unique<QObject>();
    bool called = false;
    client.fetchState(context.get(), [&](Result<QJsonObject>) { called = true; });
    context.reset();
    bool second = false;
    client.fetchState(this, [&](Result<QJsonObject>) { second = true; });
    QTRY_VERIFY(second);
    QVERIFY(!called);
}

MGC_TEST_CLASS(ManagementClientTest);
#include "client_management_test.moc"
