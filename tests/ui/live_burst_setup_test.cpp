#include <QtTest/qtest.h>
#include <QDateTime>
#include <QSpinBox>

#include "support/suite.h"
#include "ui/live_stage.h"
#include "ui/pages/live/burst_estimate.h"
#include "ui/pages/live/burst_setup.h"
#include "ui/session/gateway_session.h"

using namespace mgc;
using test::LiveStage;
using ui::BurstExpectation;
using ui::BurstPlan;

class BurstSetupTest : public QObject {
    Q_OBJECT
private slots:
    void estimatesTheLimit();
    void estimatesPerCaller();
    void estimatesWithoutLimit();
    void showsAndStarts();
};

void BurstSetupTest::estimatesTheLimit() {
    BurstPlan plan;
    plan.total = 50;
    plan.concurrency = 50;
    BurstExpectation expectation;
    expectation.tokensPerRequest = 56;
    expectation.tokensPerMinute = 2000;
    const auto estimate = ui::estimateBurst(plan, expectation);
    QCOMPARE(estimate.answered, 35);
    QCOMPARE(estimate.throttled, 15);
    QCOMPARE(estimate.limitAfter, 35);
    // Over two minutes the first minute's tokens come back.
    plan.pace = BurstPlan::Pace::Rate;
    plan.perSecond = 1;
    plan.total = 120;
    QCOMPARE(ui::estimateBurst(plan, expectation).answered, 70);
}

void BurstSetupTest::estimatesPerCaller() {
    BurstPlan plan;
    plan.total = 100;
    plan.concurrency = 90;
    plan.callers = {{QStringLiteral("big"), {}, 90}, {QStringLiteral("small"), {}, 10}};
    BurstExpectation expectation;
    expectation.tokensPerRequest = 100;
    expectation.tokensPerMinute = 2000;
    const auto estimate = ui::estimateBurst(plan, expectation);
    QCOMPARE(estimate.busiest, QStringLiteral("big"));
    QCOMPARE(estimate.limitAfter, 20);
    QCOMPARE(estimate.answered, 30);
    expectation.limitPerCaller = false;
    QCOMPARE(ui::estimateBurst(plan, expectation).answered, 20);
}

void BurstSetupTest::estimatesWithoutLimit() {
    BurstPlan plan;
    plan.total = 100000;
    plan.pace = BurstPlan::Pace::Rate;
    plan.perSecond = 1000;
    const auto estimate = ui::estimateBurst(plan, {});
    QCOMPARE(estimate.answered, 100000);
    QCOMPARE(estimate.limitAfter, 0);
    QVERIFY(estimate.seconds > 99 && estimate.seconds < 101);
}

void BurstSetupTest::showsAndStarts() {
    LiveStage stage;
    stage.server.on("POST", QStringLiteral("*"), [](const auto&) {
        return test::FakeManagementServer::Reply{200, test::chatBody(QStringLiteral("a"))};
    });
    stage.connect();
    stage.play(test::LiveScenario(QDateTime(QDate(2026, 3, 10), QTime(10, 6, 30)).toMSecsSinceEpoch(), 8));
    ui::BurstSetup dialog(stage.context(), nullptr);
    dialog.setTotal(600);
    dialog.setRate(10, 10);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    LiveStage::shoot(dialog, QStringLiteral("burst-light"));
    LiveStage::dress(true);
    LiveStage::shoot(dialog, QStringLiteral("burst-dark"));
    LiveStage::dress(false);
    QCOMPARE(dialog.plan().pace, BurstPlan::Pace::Rate);
    QCOMPARE(dialog.plan().callers.size(), 1);
    dialog.setRate(1000, 0);
    dialog.setTotal(20);
    QTest::keyClick(&dialog, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!dialog.isVisible());
    QTRY_COMPARE(stage.gateway().burst().progress().answered, 20);
}

MGC_TEST_CLASS(BurstSetupTest);
#include "live_burst_setup_test.moc"
