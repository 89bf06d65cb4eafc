#include <QtTest/qtest.h>
#include <QSignalSpy>

#include <cmath>

#include "support/suite.h"
#include "ui/client/burst_runner.h"
#include "ui/fake_management_server.h"

using namespace mgc;
using test::FakeManagementServer;
using ui::BurstPlan;
using ui::BurstProgress;
using ui::BurstRunner;

class BurstTest : public QObject {
    Q_OBJECT
private slots:
    void paces();
    void sharesCallersEvenly();
    void countsAnswersAndThrottles();
    void stopsOnTheFirstError();
    void stopsWhenAsked();
};

void BurstTest::paces() {
    BurstPlan plan;
    plan.pace = BurstPlan::Pace::Rate;
    plan.perSecond = 10;
    plan.total = 600;
    QCOMPARE(plan.dueSeconds(0), 0.0);
    QCOMPARE(plan.dueSeconds(100), 10.0);
    plan.rampSeconds = 10;  // 50 requests in the ramp, then 10 a second
    QVERIFY(std::abs(plan.dueSeconds(50) - 10) < 1e-9);
    QVERIFY(std::abs(plan.dueSeconds(150) - 20) < 1e-9);
    for (int i = 1; i < 600; ++i) QVERIFY(plan.dueSeconds(i) > plan.dueSeconds(i - 1));
    plan.pace = BurstPlan::Pace::Concurrency;
    plan.concurrency = 40;
    QCOMPARE(plan.allowedInFlight(0), 1);
    QCOMPARE(plan.allowedInFlight(5), 20);
    QCOMPARE(plan.allowedInFlight(60), 40);
    plan.concurrency = 5000;
    QCOMPARE(plan.allowedInFlight(60), BurstPlan::maxInFlight);
}

void BurstTest::sharesCallersEvenly() {
    BurstPlan plan;
    plan.total = 100;
    plan.callers = {{QStringLiteral("a"), QStringLiteral("ka"), 60},
                    {QStringLiteral("b"), QStringLiteral("kb"), 30},
                    {QStringLiteral("c"), QString(), 10},
                    {QStringLiteral("off"), QString(), 0}};
    const auto sequence = plan.callerSequence();
    QCOMPARE(sequence.size(), 100);
    QCOMPARE(sequence.count(0), 60);
    QCOMPARE(sequence.count(1), 30);
    QCOMPARE(sequence.count(2), 10);
    QCOMPARE(sequence.mid(0, 10).count(0), 6);
    QCOMPARE(plan.requestAt(0, 1).key, QStringLiteral("kb"));
}

void BurstTest::countsAnswersAndThrottles() {
    FakeManagementServer server;
    int served = 0;
    server.on("POST", QStringLiteral("*"), [&](const auto&) {
        FakeManagementServer::Reply reply{200, test::chatBody(QStringLiteral("a b"))};
        if (++served > 35) {
            reply = {429, R"({"statusCode":429,"message":"Token limit is exceeded."})"};
            reply.headers = {{"Retry-After", QByteArray::number(served)}};
        }
        return reply;
    });
    BurstPlan plan;
    plan.request.gateway = server.url();
    plan.request.stream = false;
    plan.total = 50;
    plan.concurrency = 20;
    plan.prompts = {QStringLiteral("one"), QStringLiteral("two")};
    BurstRunner runner;
    QSignalSpy done(&runner, &BurstRunner::finished);
    QVERIFY(runner.start(plan));
    QVERIFY(!runner.start(plan));
    QTRY_COMPARE(done.size(), 1);
    const auto summary = done[0][0].value<BurstProgress>();
    QCOMPARE(summary.sent, 50);
    QCOMPARE(summary.answered, 35);
    QCOMPARE(summary.throttled, 15);
    QCOMPARE(summary.failed, 0);
    QCOMPARE(summary.retryAfterMin, 36);
    QCOMPARE(summary.retryAfterMax, 50);
    QCOMPARE(summary.tokens, 35 * 16);
    QVERIFY(summary.firstThrottledAt > 0);
    QVERIFY(summary.worstP95Ms > 0);
    QVERIFY(!summary.running && !summary.stopped);
    QCOMPARE(server.requests().size(), 50);
    QCOMPARE(runner.nextNumber(), 2);
}

void BurstTest::stopsOnTheFirstError() {
    FakeManagementServer server;
    int served = 0;
    server.on("POST", QStringLiteral("*"), [&](const auto&) {
        return ++served == 5 ? FakeManagementServer::Reply{500, R"({"statusCode":500,"message":"Internal server error"})"}
                             : FakeManagementServer::Reply{200, test::chatBody(QStringLiteral("a"))};
    });
    BurstPlan plan;
    plan.request.gateway = server.url();
    plan.request.stream = false;
    plan.total = 1000;
    plan.concurrency = 1;
    plan.stopOnFirstError = true;
    BurstRunner runner;
    QSignalSpy done(&runner, &BurstRunner::finished);
    runner.start(plan);
    QTRY_COMPARE(done.size(), 1);
    const auto summary = done[0][0].value<BurstProgress>();
    QVERIFY(summary.stopped);
    QCOMPARE(summary.answered, 4);
    QCOMPARE(summary.failed, 1);
    QVERIFY2(summary.firstError.contains(QLatin1String("500")), qPrintable(summary.firstError));
}

void BurstTest::stopsWhenAsked() {
    FakeManagementServer server;
    server.on("POST", QStringLiteral("*"), [](const auto&) {
        FakeManagementServer::Reply reply;
        reply.hang = true;
        return reply;
    });
    BurstPlan plan;
    plan.request.gateway = server.url();
    plan.total = 30;
    plan.concurrency = 8;
    BurstRunner runner;
    QSignalSpy done(&runner, &BurstRunner::finished);
    runner.start(plan);
    QTRY_COMPARE(server.requests().size(), 8);
    runner.stop();
    QCOMPARE(done.size(), 1);
    const auto summary = done[0][0].value<BurstProgress>();
    QVERIFY(summary.stopped);
    QCOMPARE(summary.answered + summary.throttled + summary.failed, 0);
    QCOMPARE(summary.sent, 0);
}

MGC_TEST_CLASS(BurstTest);
#include "client_burst_test.moc"
