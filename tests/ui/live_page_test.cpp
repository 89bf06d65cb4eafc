#include <QtTest/qtest.h>
#include <QAbstractButton>
#include <QComboBox>
#include <QDateTime>
#include <QElapsedTimer>
#include <QSignalSpy>

#include <ctime>

#include "support/suite.h"
#include "ui/live_stage.h"
#include "ui/pages/live/live_board.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/charts/chart_panel.h"
#include "ui/widgets/charts/chart_plot.h"

using namespace mgc;
using test::LiveScenario;
using test::LiveStage;

namespace {

/// 10:06:30 local time on a fixed day, where the pictures end.
qint64 sceneEnd() { return QDateTime(QDate(2026, 3, 10), QTime(10, 6, 30)).toMSecsSinceEpoch(); }

}  // namespace

class LivePageTest : public QObject {
    Q_OBJECT
private slots:
    void showsTheStory();
    void namesWhatIsMissing();
    void pausesAndFilters();
    void everyControlHasAName();
    void costsLittle();
};

void LivePageTest::showsTheStory() {
    LiveStage stage;
    stage.connect();
    stage.play(LiveScenario(sceneEnd()));
    // The real size of the page in a window of 1600x1000.
    int served = 0;
    stage.server.on("POST", QStringLiteral("*"), [&served](const auto&) {
        test::FakeManagementServer::Reply reply{200, test::chatBody(QStringLiteral("Hola. Bonjour. Hallo."))};
        if (++served % 4 == 0) {
            reply = {429, R"({"statusCode":429,"message":"Token limit is exceeded."})"};
            reply.headers = {{"Retry-After", QByteArray::number(4 + served % 28)}};
        }
        if (served == 57) reply = {503, R"({"statusCode":503,"message":"Service unavailable"})"};
        reply.hang = served > 170;
        return reply;
    });
    ui::LiveBoard page(stage.context(), nullptr);
    page.resize(1536, 928);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    ui::BurstPlan plan;
    plan.request.gateway = stage.server.url();
    plan.request.stream = false;
    plan.total = 240;
    plan.concurrency = 10;
    QVERIFY(stage.gateway().burst().start(plan));
    QTRY_VERIFY_WITH_TIMEOUT(served >= 170, 30000);
    for (ui::ChartPanel* panel : page.panels()) {
        QVERIFY2(panel->content()->hasData(), qPrintable(panel->title()));
        QVERIFY2(!panel->content()->summary().isEmpty(), qPrintable(panel->title()));
    }
    auto* latency = qobject_cast<ui::ChartPlot*>(page.panels()[1]->content());
    QVERIFY(latency);
    for (const auto& series : latency->frame().series) QVERIFY(series.points.size() <= 600);
    QCOMPARE(latency->axisTop(), 3000.0);
    QTest::mouseMove(latency, QPoint(latency->width() * 62 / 100, latency->height() / 2));
    page.repaint();
    LiveStage::shoot(page, QStringLiteral("live-light"));
    const auto legend = latency->legend();
    QCOMPARE(legend.size(), 3);
    QVERIFY(legend[0].value != QStringLiteral("–"));
    QVERIFY(page.panels()[1]->csv().startsWith(QLatin1String("Time,p50,p95,p99\r\n")));
    LiveStage::dress(true);
    LiveStage::shoot(page, QStringLiteral("live-dark"));
    QTest::keyClick(&page, Qt::Key_Escape);
    QVERIFY(!stage.gateway().burst().isRunning());
    LiveStage::dress(false);
    page.resize(1216, 648);
    LiveStage::shoot(page, QStringLiteral("live-1280"));
    page.setWindow(0);
    LiveStage::shoot(page, QStringLiteral("live-1m"));
    page.setWindow(3);
    LiveStage::shoot(page, QStringLiteral("live-1h"));
}

void LivePageTest::namesWhatIsMissing() {
    LiveStage stage;
    ui::LiveBoard page(stage.context(), nullptr);
    page.resize(1536, 928);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    LiveStage::shoot(page, QStringLiteral("live-detached"));
    stage.connect();
    management::MetricsSnapshot idle;
    idle.sequence = 1;
    idle.time = QDateTime::fromMSecsSinceEpoch(sceneEnd(), Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
    stage.server.pushSnapshot(idle);
    QTRY_COMPARE(stage.gateway().history().size(), 1);
    QVERIFY(!page.panels()[5]->content()->hasData());
    LiveStage::shoot(page, QStringLiteral("live-empty"));
}

void LivePageTest::pausesAndFilters() {
    LiveStage stage;
    stage.connect();
    LiveScenario scenario(sceneEnd());
    const auto last = scenario.snapshots.takeLast();
    stage.load(scenario);
    stage.addTraffic(test::trafficRows(364, sceneEnd()));
    ui::LiveBoard page(stage.context(), nullptr);
    page.resize(1216, 648);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    auto* requests = qobject_cast<ui::ChartPlot*>(page.panels()[0]->content());
    QTest::keyClick(&page, Qt::Key_Space);
    QVERIFY(page.isPaused());
    const double edge = requests->frame().toMs;
    auto later = last;
    later.time = QDateTime::fromMSecsSinceEpoch(sceneEnd() + 20000, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
    stage.server.pushSnapshot(later);
    QTRY_COMPARE(stage.gateway().history().size(), static_cast<int>(scenario.snapshots.size()) + 1);
    QCOMPARE(requests->frame().toMs, edge);
    QTest::keyClick(&page, Qt::Key_Space);
    QVERIFY(requests->frame().toMs > edge);

    QComboBox* key = nullptr;
    for (QComboBox* box : page.findChildren<QComboBox*>())
        if (box->accessibleName().contains(QLatin1String("subscription"))) key = box;
    QVERIFY(key);
    key->setCurrentIndex(key->findText(QStringLiteral("ana-dev")));
    double sum = 0;
    for (const auto& series : requests->frame().series)
        for (const QPointF& bar : series.points) sum += bar.y() * requests->frame().bucketMs / 1000;
    int expected = 0;
    for (const auto& row : test::trafficRows(364, sceneEnd())) expected += row.subscriptionId == "ana-dev" ? 1 : 0;
    QCOMPARE(qRound(sum), expected);
    LiveStage::shoot(page, QStringLiteral("live-filtered"));
}

void LivePageTest::everyControlHasAName() {
    LiveStage stage;
    ui::LiveBoard page(stage.context(), nullptr);
    page.show();
    for (QWidget* widget : page.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->isHidden()) continue;
        auto* button = qobject_cast<QAbstractButton*>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(named, qPrintable(QStringLiteral("%1 in %2")
                                       .arg(QLatin1String(widget->metaObject()->className()),
                                            QLatin1String(widget->parentWidget()->metaObject()->className()))));
    }
}

void LivePageTest::costsLittle() {
    LiveStage stage;
    stage.connect();
    const LiveScenario scenario(sceneEnd());
    stage.load(scenario);
    ui::LiveBoard page(stage.context(), nullptr);
    page.resize(1536, 928);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    // Twenty seconds of updates as fast as they can be drawn; CPU per update times four is the load of a running page.
    constexpr int updates = 80;
    const LiveScenario next(sceneEnd() + 20000, 320);
    const std::clock_t before = std::clock();
    for (int i = 0; i < updates; ++i) {
        auto snapshot = next.snapshots[next.snapshots.size() - updates + i];
        snapshot.sequence += 1000;
        stage.gateway().history().add(snapshot);
        emit stage.gateway().snapshotReceived();
        page.repaint();
        QCoreApplication::processEvents();
    }
    const double milliseconds = 1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / updates;
    qInfo("one update of twelve panels: %.1f ms of CPU, %.0f %% of a core at 4 per second", milliseconds, milliseconds * 4 / 10);
#ifdef NDEBUG
    QVERIFY2(milliseconds < 62.5, "more than a quarter of a core");
#endif
}

MGC_TEST_CLASS(LivePageTest);
#include "live_page_test.moc"
