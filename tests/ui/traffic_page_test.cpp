#include <QtTest/qtest.h>
#include <QAbstractButton>
#include <QClipboard>
#include <QDateTime>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QTemporaryDir>

#include "support/suite.h"
#include "ui/live_stage.h"
#include "ui/models/traffic_model.h"
#include "ui/pages/traffic/detail_pane.h"
#include "ui/pages/traffic/filter_field.h"
#include "ui/pages/traffic/har_export.h"
#include "ui/pages/traffic/json_text.h"
#include "ui/pages/traffic/stream_faults.h"
#include "ui/pages/traffic/traffic_board.h"
#include "ui/pages/traffic/traffic_table.h"
#include "ui/pages/traffic/why.h"
#include "ui/session/gateway_session.h"

using namespace mgc;
using test::LiveStage;

namespace {

qint64 sceneEnd() { return QDateTime(QDate(2026, 3, 10), QTime(10, 2, 7, 408)).toMSecsSinceEpoch(); }

const char* azureTrace = R"({"traceId":"f0c1","traceEntries":{"inbound":[
{"source":"api-inspector","timestamp":"2026-03-10T09:02:06.6Z","elapsed":"00:00:00.0002","data":{"request":{"method":"POST","url":"/inference/openai/x","headers":[{"name":"Host","value":"127.0.0.1:8080"}]}}},
{"source":"llm-token-limit","timestamp":"2026-03-10T09:02:06.6Z","elapsed":"00:00:00.0007","data":"Token limit is exceeded."}],
"outbound":[{"source":"transfer-response","timestamp":"2026-03-10T09:02:06.6Z","elapsed":"00:00:00.0009","data":{"message":"Response has been sent to the caller in full"}}]}})";

}  // namespace

class TrafficPageTest : public QObject {
    Q_OBJECT
private slots:
    void showsListAndDetails();
    void filtersWithChips();
    void offersOnlyTabsWithData();
    void answersKeys();
    void holdsAndClears();
    void exportsHar();
    void startsEmpty();
    void explains_data();
    void explains();
    void findsStreamFaults();
    void everyControlHasAName();
};

void TrafficPageTest::showsListAndDetails() {
    LiveStage stage;
    stage.connect();
    stage.play(test::LiveScenario(sceneEnd(), 4));
    stage.addTraffic(test::trafficRows(364, sceneEnd()));
    stage.server.traces.insert(358, azureTrace);
    ui::TrafficBoard page(stage.context(), nullptr);
    page.resize(1536, 928);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    page.setFilter(QStringLiteral("api:inference-api tokens:>10"));
    page.setFilter(QString());
    page.select(358);
    QTRY_VERIFY(page.detail().detail() && !page.detail().detail()->steps.empty());
    QVERIFY(page.detail().tabs().contains(QStringLiteral("policies")));
    QTest::qWait(300);  // counts are renewed four times a second
    LiveStage::shoot(page, QStringLiteral("traffic-light"));
    LiveStage::dress(true);
    LiveStage::shoot(page, QStringLiteral("traffic-dark"));
    LiveStage::dress(false);
    page.detail().chooseTab(QStringLiteral("trace"));
    QTRY_VERIFY(stage.server.count("GET", QStringLiteral("/v1/requests/358/trace")) > 0);
    QTest::qWait(100);
    LiveStage::shoot(page, QStringLiteral("traffic-trace"));
    page.select(353);
    QTRY_VERIFY(page.detail().detail()->row.id == 353 && !page.detail().detail()->chunks.empty());
    for (const char* tab : {"overview", "request", "response", "stream", "timing", "tokens", "raw"}) {
        page.detail().chooseTab(QLatin1String(tab));
        LiveStage::shoot(page, QStringLiteral("traffic-") + QLatin1String(tab));
    }
    page.resize(1216, 648);
    page.showThrottled();
    QTRY_COMPARE(page.detail().detail()->row.status, 429);
    // Every column has its place in a small window; a smaller one scrolls.
    QTRY_COMPARE(page.findChild<ui::TrafficTable*>()->horizontalScrollBar()->maximum(), 0);
    LiveStage::shoot(page, QStringLiteral("traffic-1280"));
}

void TrafficPageTest::filtersWithChips() {
    LiveStage stage;
    stage.connect();
    stage.addTraffic(test::trafficRows(26, sceneEnd()));
    ui::TrafficBoard page(stage.context(), nullptr);
    page.show();
    auto* field = page.findChild<ui::FilterField*>();
    QVERIFY(field);
    QTest::keyClicks(field, QStringLiteral("status:429 "));
    QVERIFY(field->text().isEmpty());
    QCOMPARE(field->filterText(), QStringLiteral("status:429"));
    QCOMPARE(page.rows().rowCount(), 8);
    QTest::keyClicks(field, QStringLiteral("model:nothing"));
    QCOMPARE(page.rows().rowCount(), 0);
    for (int i = 0; i < 13; ++i) QTest::keyClick(field, Qt::Key_Backspace);
    QCOMPARE(page.rows().rowCount(), 8);
    QTest::keyClick(field, Qt::Key_Backspace);  // the chip becomes text again
    QCOMPARE(field->text(), QStringLiteral("status:429"));
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(page.rows().rowCount(), 26);
    QTest::keyClicks(field, QStringLiteral("stat:4 "));
    QVERIFY(!field->toolTip().isEmpty());
    QCOMPARE(field->property("edge").toString(), QStringLiteral("error"));
}

void TrafficPageTest::offersOnlyTabsWithData() {
    LiveStage stage;
    stage.connect();
    stage.addTraffic(test::trafficRows(13, sceneEnd()));
    ui::TrafficBoard page(stage.context(), nullptr);
    page.show();
    page.select(10);  // 401
    QTRY_VERIFY(page.detail().detail() && !page.detail().detail()->steps.empty());
    QVERIFY(!page.detail().tabs().contains(QStringLiteral("stream")));
    QVERIFY(!page.detail().tabs().contains(QStringLiteral("tokens")));
    page.select(1);  // streamed
    QTRY_VERIFY(page.detail().detail()->row.id == 1 && !page.detail().detail()->chunks.empty());
    QVERIFY(page.detail().tabs().contains(QStringLiteral("stream")));
    page.detail().showRequest(9999);
    QTRY_VERIFY(page.detail().id() == 9999);
}

void TrafficPageTest::answersKeys() {
    LiveStage stage;
    stage.connect();
    stage.addTraffic(test::trafficRows(5, sceneEnd()));
    ui::TrafficBoard page(stage.context(), nullptr);
    page.show();
    page.select(2);
    QTest::keyClick(&page.table(), Qt::Key_Down);
    QCOMPARE(page.table().currentId(), quint64{3});
    QTest::keyClick(&page.table(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(stage.server.count("POST", QStringLiteral("/v1/requests/3/replay")), 1);
    QTest::keyClick(&page.table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(QLatin1String("curl -sS -X POST")));
    QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("\"api-key: $API_KEY\"")));
    QTest::keyClick(&page.table(), Qt::Key_Escape);
    QCOMPARE(page.table().currentId(), quint64{0});
}

void TrafficPageTest::holdsAndClears() {
    LiveStage stage;
    stage.connect();
    stage.addTraffic(test::trafficRows(5, sceneEnd()));
    ui::TrafficBoard page(stage.context(), nullptr);
    page.show();
    QTest::keyClick(&page.table(), Qt::Key_Space);
    QVERIFY(stage.gateway().traffic().isHeld());
    auto row = test::trafficRows(6, sceneEnd()).last();
    stage.server.addRow(row);
    QTRY_COMPARE(stage.gateway().traffic().heldCount(), 1);
    QCOMPARE(page.rows().rowCount(), 5);
    QTest::keyClick(&page.table(), Qt::Key_Space);
    QCOMPARE(page.rows().rowCount(), 6);
    stage.gateway().traffic().clear();
    QCOMPARE(page.rows().rowCount(), 0);
}

void TrafficPageTest::exportsHar() {
    LiveStage stage;
    stage.connect();
    stage.addTraffic(test::trafficRows(20, sceneEnd()));
    stage.server.details.remove(7);
    ui::TrafficBoard page(stage.context(), nullptr);
    page.show();
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("out.har"));
    page.exportHar(path);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject log = QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("log")).toObject();
    QCOMPARE(log.value(QLatin1String("version")).toString(), QStringLiteral("1.2"));
    const QJsonArray entries = log.value(QLatin1String("entries")).toArray();
    QCOMPARE(entries.size(), 19);
    QVERIFY(entries[0][QLatin1String("request")][QLatin1String("url")].toString().startsWith(QLatin1String("http://127.0.0.1:")));
    QCOMPARE(entries[0][QLatin1String("request")][QLatin1String("queryString")][0][QLatin1String("name")].toString(),
             QStringLiteral("api-version"));
}

void TrafficPageTest::startsEmpty() {
    LiveStage stage;
    ui::TrafficBoard page(stage.context(), nullptr);
    page.resize(1216, 648);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    stage.connect();
    stage.play(test::LiveScenario(sceneEnd(), 4));
    LiveStage::shoot(page, QStringLiteral("traffic-empty"));
}

void TrafficPageTest::explains_data() {
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("words");
    QTest::newRow("429") << 5 << "llm-token-limit";
    QTest::newRow("401") << 9 << "subscription key";
    QTest::newRow("200") << 0 << "";
}

void TrafficPageTest::explains() {
    QFETCH(int, row);
    QFETCH(QString, words);
    const auto detail = test::trafficDetail(test::trafficRows(13, sceneEnd())[row]);
    const auto why = ui::whyOf(detail);
    QCOMPARE(why.question.isEmpty(), words.isEmpty());
    QVERIFY2(why.cause.contains(words), qPrintable(why.cause));
    if (detail.row.status == 429) QVERIFY(why.cause.contains(QLatin1String("23 s")));
}

void TrafficPageTest::findsStreamFaults() {
    auto detail = test::trafficDetail(test::trafficRows(1, sceneEnd())[0]);
    QVERIFY(ui::streamFaults(detail).isEmpty());
    detail.chunks.pop_back();
    QCOMPARE(ui::streamFaults(detail).size(), 1);
    detail.chunks.pop_back();
    QCOMPARE(ui::streamFaults(detail).size(), 2);
    QCOMPARE(ui::chunkSays("data: [DONE]\n\n"), QStringLiteral("[DONE]"));
    QVERIFY(ui::prettyJson(QStringLiteral("{\"a\":[1,2]}")).contains(QLatin1String("\n  \"a\"")));
    QCOMPARE(ui::prettyJson(QStringLiteral("{\"a\":")), QStringLiteral("{\"a\":"));
}

void TrafficPageTest::everyControlHasAName() {
    LiveStage stage;
    stage.connect();
    stage.addTraffic(test::trafficRows(13, sceneEnd()));
    ui::TrafficBoard page(stage.context(), nullptr);
    page.show();
    page.select(1);
    QTRY_VERIFY(page.detail().detail() && !page.detail().detail()->chunks.empty());
    for (QWidget* widget : page.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QLatin1String("qt_"))) continue;
        auto* button = qobject_cast<QAbstractButton*>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(named, qPrintable(QStringLiteral("%1 in %2")
                                       .arg(QLatin1String(widget->metaObject()->className()),
                                            QLatin1String(widget->parentWidget()->metaObject()->className()))));
    }
}

MGC_TEST_CLASS(TrafficPageTest);
#include "traffic_page_test.moc"
