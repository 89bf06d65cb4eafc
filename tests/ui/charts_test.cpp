#include <QtTest/qtest.h>
#include <QAbstractButton>
#include <QAccessible>
#include <QDateTime>
#include <QSignalSpy>

#include <cmath>
#include <limits>

#include "support/suite.h"
#include "ui/widgets/charts/breaker_lanes.h"
#include "ui/widgets/charts/chart_panel.h"
#include "ui/widgets/charts/chart_plot.h"
#include "ui/widgets/charts/chart_table.h"
#include "ui/widgets/charts/choice_bar.h"
#include "ui/widgets/charts/cursor_hub.h"
#include "ui/widgets/charts/nice_axis.h"
#include "ui/widgets/charts/sparkline.h"
#include "ui/widgets/charts/step_strip.h"

using namespace mgc;
using namespace mgc::ui;

namespace {

constexpr double start = 1767261600000;

ChartFrame lines(double top) {
    ChartFrame frame;
    frame.fromMs = start;
    frame.toMs = start + 60000;
    ChartSeries series{QStringLiteral("p50"), ColorRole::Chart1, LineStyle::Solid, {}, false};
    for (int i = 0; i <= 60; ++i) series.points.push_back({start + i * 1000, i == 30 ? top : top / 2});
    frame.series << series;
    return frame;
}

}  // namespace

class ChartsTest : public QObject {
    Q_OBJECT
private slots:
    void findsNiceAxes_data();
    void findsNiceAxes();
    void growsAtOnceAndShrinksLate();
    void writesAxisTexts();
    void marksRoundTimes();
    void stacks();
    void splitsAtGaps();
    void readsValuesAtTheCursor();
    void sharesTheCursor();
    void selectsARange();
    void speaks();
    void writesCsv();
    void drawsBarsOnWholePixels();
    void survivesOddFrames();
    void choosesByKey();
    void tellsWhatHappened();
};

void ChartsTest::findsNiceAxes_data() {
    QTest::addColumn<double>("largest");
    QTest::addColumn<double>("top");
    QTest::newRow("nothing") << 0.0 << 3.0;
    QTest::newRow("nan") << std::numeric_limits<double>::quiet_NaN() << 3.0;
    QTest::newRow("requests") << 11.5 << 12.0;
    QTest::newRow("latency") << 2566.0 << 3000.0;
    QTest::newRow("first token") << 486.0 << 600.0;
    QTest::newRow("tokens") << 54000.0 << 60000.0;
    QTest::newRow("small") << 0.05 << 0.06;
    QTest::newRow("exact needs air") << 12.0 << 15.0;
}

void ChartsTest::findsNiceAxes() {
    QFETCH(double, largest);
    QFETCH(double, top);
    const NiceAxis axis = niceAxis(largest);
    QVERIFY2(std::abs(axis.top - top) < 1e-9, qPrintable(QString::number(axis.top)));
    QVERIFY(axis.ticks().size() == 4 || axis.ticks().size() == 5);
    for (double value = 1e-3; value < 1e9; value *= 1.37) {
        const NiceAxis any = niceAxis(value);
        QVERIFY(any.top >= value && any.top <= value * 2.1);
    }
}

void ChartsTest::growsAtOnceAndShrinksLate() {
    SteadyAxis axis;
    QCOMPARE(axis.update(100, 0).top, niceAxis(100).top);
    QCOMPARE(axis.update(1000, 250).top, niceAxis(1000).top);
    QCOMPARE(axis.update(100, 500).top, niceAxis(1000).top);
    QCOMPARE(axis.update(100, 9000).top, niceAxis(1000).top);
    QCOMPARE(axis.update(900, 9250).top, niceAxis(1000).top);
    QCOMPARE(axis.update(100, 10000).top, niceAxis(1000).top);
    QCOMPARE(axis.update(100, 20001).top, niceAxis(100).top);
}

void ChartsTest::writesAxisTexts() {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCOMPARE(axisText(0, 60000), QStringLiteral("0"));
    QCOMPARE(axisText(5000, 15000), QStringLiteral("5 k"));
    QCOMPARE(axisText(1500, 3000), QStringLiteral("1,500"));
    QCOMPARE(axisText(2.5, 7.5), QStringLiteral("2.5"));
    QCOMPARE(axisText(1500000, 3000000), QStringLiteral("1.5 M"));
    QCOMPARE(valueText(1339, 0), QStringLiteral("1,339"));
    QCOMPARE(valueText(std::numeric_limits<double>::quiet_NaN(), 0), QStringLiteral("–"));
}

void ChartsTest::marksRoundTimes() {
    const auto ticks = timeTicks(start + 7000, start + 307000, 440);
    QVERIFY(ticks.size() >= 4 && ticks.size() <= 6);
    for (const TimeTick& tick : ticks) QCOMPARE(std::fmod(tick.ms, 60000), 0.0);
    QVERIFY(timeTicks(start, start, 440).isEmpty());
    QVERIFY(timeTicks(start, start + 1e9, 440).size() < 400);
}

void ChartsTest::stacks() {
    ChartFrame frame;
    frame.kind = ChartKind::StackedAreas;
    frame.series << ChartSeries{QStringLiteral("a"), ColorRole::Chart1, LineStyle::Solid, {{0, 2}, {1, 3}}, false};
    frame.series << ChartSeries{QStringLiteral("b"), ColorRole::Chart2, LineStyle::Solid, {{0, 5}, {1, 1}}, false};
    QCOMPARE(largestValue(frame), 7.0);
    frame.kind = ChartKind::Lines;
    QCOMPARE(largestValue(frame), 5.0);
    frame.limits << ChartSeries{QStringLiteral("limit"), ColorRole::Err, LineStyle::Limit, {{0, 9}}, true};
    QCOMPARE(largestValue(frame), 9.0);
}

void ChartsTest::splitsAtGaps() {
    QVector<QPointF> points;
    for (int i = 0; i < 100; ++i) points.push_back({i * 1000.0 + (i >= 50 ? 60000 : 0), 1});
    QCOMPARE(splitAtGaps(points, 5000).size(), 2);
    QCOMPARE(splitAtGaps(points, 0).size(), 1);
    QVERIFY(splitAtGaps(points, 500).size() <= 16);
    QVERIFY(splitAtGaps({}, 5000).isEmpty());
}

void ChartsTest::readsValuesAtTheCursor() {
    const ChartSeries series{QStringLiteral("s"), ColorRole::Chart1, LineStyle::Solid, {{1000, 5}, {2000, 7}}, false};
    QVERIFY(std::isnan(valueAt(series, 999, 0)));
    QCOMPARE(valueAt(series, 1999, 0), 5.0);
    QCOMPARE(valueAt(series, 2000, 0), 7.0);
    QVERIFY(std::isnan(valueAt(series, 9000, 5000)));
}

void ChartsTest::sharesTheCursor() {
    CursorHub hub;
    ChartPlot first(hub, QStringLiteral("First"));
    ChartPlot second(hub, QStringLiteral("Second"));
    for (ChartPlot* plot : {&first, &second}) {
        plot->resize(460, 180);
        plot->show();
        plot->setFrame(lines(100));
    }
    QSignalSpy changes(&second, &PanelContent::legendChanged);
    QVERIFY(QTest::qWaitForWindowExposed(&first));
    QTest::mouseMove(&first, QPoint(44 + 205, 90));
    QTRY_VERIFY(hub.isShown());
    QVERIFY(std::abs(hub.timeMs() - (start + 30000)) < 1000);
    QVERIFY(changes.size() >= 1);
    QCOMPARE(second.legend()[0].value, first.legend()[0].value);
    QTest::keyClick(&first, Qt::Key_Left);
    QVERIFY(hub.timeMs() < start + 30000);
    QTest::keyClick(&first, Qt::Key_Escape);
    QVERIFY(!hub.isShown());
}

void ChartsTest::selectsARange() {
    CursorHub hub;
    ChartPlot plot(hub, QStringLiteral("Plot"));
    plot.resize(460, 180);
    plot.show();
    plot.setFrame(lines(100));
    QSignalSpy ranges(&plot, &PanelContent::rangeSelected);
    QTest::mousePress(&plot, Qt::LeftButton, {}, QPoint(100, 90));
    QTest::mouseMove(&plot, QPoint(200, 90));
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, QPoint(200, 90));
    QCOMPARE(ranges.size(), 1);
    QVERIFY(ranges[0][0].toDouble() < ranges[0][1].toDouble());
    QTest::mouseClick(&plot, Qt::LeftButton, {}, QPoint(150, 90));
    QCOMPARE(ranges.size(), 1);
}

void ChartsTest::speaks() {
    CursorHub hub;
    auto* plot = new ChartPlot(hub, QStringLiteral("Latency"));
    ChartPanel panel(QStringLiteral("Latency"), QStringLiteral("ms"), plot);
    panel.resize(460, 240);
    panel.show();
    plot->setFrame(lines(100));
    panel.refresh();
    QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(plot);
    QVERIFY(spoken);
    QCOMPARE(spoken->role(), QAccessible::Chart);
    QVERIFY2(spoken->text(QAccessible::Value).contains(QLatin1String("peak 100")), qPrintable(spoken->text(QAccessible::Value)));
    QVERIFY(spoken->text(QAccessible::Name).startsWith(QLatin1String("Chart:")));
    Sparkline sparkline;
    QCOMPARE(QAccessible::queryAccessibleInterface(&sparkline)->role(), QAccessible::Chart);
}

void ChartsTest::writesCsv() {
    ChartTable table;
    table.columns = {QStringLiteral("Time"), QStringLiteral("a,b"), QStringLiteral("=cmd")};
    table.rawRows = {{QStringLiteral("2026"), QStringLiteral("1.5"), QStringLiteral("say \"hi\"")}};
    QCOMPARE(csvText(table), QStringLiteral("Time,\"a,b\",'=cmd\r\n2026,1.5,\"say \"\"hi\"\"\"\r\n"));
    CursorHub hub;
    ChartPlot plot(hub, QStringLiteral("Plot"));
    plot.setFrame(lines(100));
    QVERIFY(plot.table().rows.size() >= 60);
    QCOMPARE(plot.table().rawRows[0][1], QStringLiteral("50.00"));
}

void ChartsTest::drawsBarsOnWholePixels() {
    ChartFrame frame;
    frame.kind = ChartKind::StackedBars;
    frame.fromMs = start;
    frame.toMs = start + 60000;
    frame.bucketMs = 10000;
    ChartSeries bars{QStringLiteral("200"), ColorRole::Chart6, LineStyle::Solid, {}, false};
    for (int i = 0; i < 6; ++i) bars.points.push_back({start + i * 10000, 6});
    frame.series << bars;
    ChartCanvas canvas;
    canvas.setFrame(frame, 12, QSize(121, 60));
    const QImage image = canvas.picture(1).toImage();
    QVERIFY(qAlpha(image.pixel(10, 50)) > 200);  // inside the first bar
    QCOMPARE(qAlpha(image.pixel(10, 10)), 0);    // above it
    int edges = 0;
    for (int x = 0; x < 120; ++x) {
        const int alpha = qAlpha(image.pixel(x, 50));
        QVERIFY2(alpha == 0 || alpha > 200, "half-covered columns look blurred");
        if (alpha == 0) ++edges;
    }
    QVERIFY(edges >= 5 && edges <= 8);
}

void ChartsTest::survivesOddFrames() {
    CursorHub hub;
    ChartPlot plot(hub, QStringLiteral("Plot"));
    plot.resize(460, 180);
    plot.show();
    plot.setFrame({});
    (void)plot.grab();
    ChartFrame frame = lines(1e12);
    frame.series[0].points = {{start, 1e12}};
    plot.setFrame(frame);
    (void)plot.grab();
    frame.kind = ChartKind::StackedAreas;
    plot.setFrame(frame);
    (void)plot.grab();
    frame.kind = ChartKind::StackedBars;
    frame.bucketMs = 1000;
    plot.setFrame(frame);
    (void)plot.grab();
    plot.resize(10, 10);
    (void)plot.grab();
    BreakerLanes lanes(hub);
    lanes.resize(400, 180);
    BreakerFrame breakers{start, start + 60000, {}, {}, {}};
    for (int i = 0; i < 30; ++i)
        breakers.lanes.push_back({QStringLiteral("b%1").arg(i),
                                  {{start - 1e6, start + 1e6, false}, {start + 5, start + 4, true}},
                                  QStringLiteral("open"),
                                  true,
                                  {},
                                  {{start - 1e6, false}, {start + 100, true}, {start + 1e9, false}},
                                  {}});
    lanes.setFrame(breakers);
    (void)lanes.grab();
    QVERIFY(!lanes.summary().isEmpty());
    const int plain = lanes.fullHeight();
    breakers.nowMs = start + 50000;
    breakers.hasCalls = true;
    lanes.setFrame(breakers);
    QVERIFY(lanes.fullHeight() > 3 * plain);  // 30 lanes instead of 8
    for (const QSize size : {QSize(400, 180), QSize(400, lanes.fullHeight()), QSize(8, 8)}) {
        lanes.resize(size);
        (void)lanes.grab();
    }
}

void ChartsTest::choosesByKey() {
    ChoiceBar bar(QStringLiteral("Span"));
    bar.add(QStringLiteral("1 m"));
    bar.add(QStringLiteral("5 m"));
    bar.setCurrent(0);
    QSignalSpy chosen(&bar, &ChoiceBar::chosen);
    bar.show();
    const auto buttons = bar.findChildren<QAbstractButton*>();
    QCOMPARE(buttons.size(), 2);
    QTest::mouseClick(buttons[1], Qt::LeftButton);
    QCOMPARE(bar.current(), 1);
    QCOMPARE(chosen.size(), 1);
}

void ChartsTest::tellsWhatHappened() {
    management::RequestDetail detail;
    detail.row.stream = true;
    detail.row.timeToFirstTokenMs = 131;
    detail.row.completionTokens = 42;
    detail.steps = {{"llm-token-limit", "inbound", "api", "x", "done", 0.1, 0.4, ""},
                    {"choose", "inbound", "api", "x", "skipped", 0, 0, ""},
                    {"llm-emit-token-metric", "outbound", "api", "x", "done", 900, 0.6, ""}};
    management::RequestDetail::BackendCall call;
    call.startMs = 1;
    call.durationMs = 900;
    detail.backendCalls.push_back(call);
    const auto blocks = stepBlocks(detail);
    QCOMPARE(blocks.size(), 4);
    QCOMPARE(blocks[0].text, QStringLiteral("token limit"));
    QVERIFY(blocks[1].text.contains(QLatin1String("131")));
    QVERIFY(blocks[2].milliseconds > 700);
    StepStrip strip;
    strip.resize(600, 24);
    strip.setBlocks(blocks);
    (void)strip.grab();
    QVERIFY(strip.accessibleDescription().contains(QLatin1String("token limit")));
}

MGC_TEST_CLASS(ChartsTest);
#include "charts_test.moc"
