#include <QtTest/qtest.h>
#include <QSignalSpy>

#include <QDateTime>
#include <cmath>

#include "support/suite.h"
#include "ui/models/down_sample.h"
#include "ui/models/metrics_history.h"

using namespace mgc;
using ui::MetricsHistory;

namespace {

constexpr qint64 start = 1767261600000;  // 2026-01-01T10:00:00Z

management::MetricsSnapshot at(qint64 offsetMs, std::uint64_t requests = 0) {
    management::MetricsSnapshot made;
    made.time = QDateTime::fromMSecsSinceEpoch(start + offsetMs).toUTC().toString(Qt::ISODateWithMs).toStdString();
    made.requests = requests;
    made.requestsByStatus["200"] = requests;
    return made;
}

}  // namespace

class MetricsHistoryTest : public QObject {
    Q_OBJECT
private slots:
    void readsTimes();
    void takesDifferencesOfCounters();
    void countsFromZeroAfterARestart();
    void ratesAddUpToTheTotal();
    void leavesGapsOut();
    void staysBounded();
    void sumsLimitsOverKeys();
    void followsBreakers();
    void lettersAnnotations();
    void ignoresRepeatedSnapshots();
    void downSamplesToTheBound_data();
    void downSamplesToTheBound();
};

void MetricsHistoryTest::readsTimes() {
    QCOMPARE(ui::millisecondsOf("2026-01-01T10:00:00Z"), start);
    QCOMPARE(ui::millisecondsOf("2026-01-01T10:00:00.25Z"), start + 250);
    QCOMPARE(ui::millisecondsOf("2026-01-01T10:00:00.7364841Z"), start + 736);
    QCOMPARE(ui::millisecondsOf("2026-01-01T11:00:00.1234567+01:00"), start + 123);
    QCOMPARE(ui::millisecondsOf("yesterday"), qint64{0});
}

void MetricsHistoryTest::takesDifferencesOfCounters() {
    MetricsHistory history;
    for (int i = 0; i <= 40; ++i) history.add(at(i * 250, static_cast<std::uint64_t>(i) * 5));  // 20 per second for 10 s
    const auto rates = history.rates(QStringLiteral("status/200"), start, start + 10000, 1000);
    QCOMPARE(rates.size(), 11);
    for (int i = 1; i < 10; ++i) QCOMPARE(rates[i].y(), 20.0);
    QCOMPARE(rates[3].x(), static_cast<double>(start + 3000));
    QCOMPARE(history.increase(QStringLiteral("status/200"), start + 1000, start + 2000), 20.0);
}

void MetricsHistoryTest::countsFromZeroAfterARestart() {
    MetricsHistory history;
    history.add(at(0, 100));
    history.add(at(250, 110));
    history.add(at(500, 3));
    QCOMPARE(history.increase(QStringLiteral("total/requests"), start, start + 500), 13.0);
}

void MetricsHistoryTest::ratesAddUpToTheTotal() {
    MetricsHistory history;
    std::uint64_t total = 0;
    for (int i = 0; i < 1200; ++i) {
        total += static_cast<std::uint64_t>((i * 7919) % 13);
        history.add(at(i * 250, total));
    }
    double sum = 0;
    for (const QPointF& bucket : history.rates(QStringLiteral("total/requests"), start, start + 300000, 4000)) sum += bucket.y() * 4;
    // The last bucket is complete to a quarter of a second.
    QVERIFY(std::abs(sum - static_cast<double>(total)) <= 13);
}

void MetricsHistoryTest::leavesGapsOut() {
    MetricsHistory history;
    for (int i = 0; i < 20; ++i) {
        auto snapshot = at(i * 250);
        snapshot.latency.recent.count = i >= 5 && i < 10 ? 3 : 0;
        snapshot.latency.recent.p95 = 400 + i;
        history.add(snapshot);
    }
    const auto points = history.points(QStringLiteral("latency/p95"), start, start + 5000);
    QCOMPARE(points.size(), 5);
    QCOMPARE(points.first().y(), 405.0);
    QVERIFY(std::isnan(history.valueAt(QStringLiteral("latency/p95"), start)));
    QCOMPARE(history.valueAt(QStringLiteral("latency/p95"), start + 1600), 406.0);
    QCOMPARE(history.peak(QStringLiteral("latency/p95"), start, start + 5000).y(), 409.0);
    QVERIFY(history.points(QStringLiteral("nothing"), start, start + 5000).isEmpty());
}

void MetricsHistoryTest::staysBounded() {
    MetricsHistory history;
    for (int i = 0; i < MetricsHistory::capacity + 5000; ++i) {
        auto snapshot = at(i * 250, static_cast<std::uint64_t>(i));
        snapshot.requestsByStatus[std::to_string(100 + i % 500)] = 1;
        history.add(snapshot);
    }
    QVERIFY(history.size() <= MetricsHistory::capacity);
    QVERIFY(history.size() > MetricsHistory::capacity - 2000);
    QVERIFY(history.names(QString()).size() <= MetricsHistory::maxColumns);
    QVERIFY(history.points(QStringLiteral("total/requests"), history.firstMs(), history.latestMs()).size() <= 600);
}

void MetricsHistoryTest::sumsLimitsOverKeys() {
    MetricsHistory history;
    history.setConfiguredTokenLimit(2000);
    history.add(at(0));
    QCOMPARE(history.valueAt(QStringLiteral("limit/tokens"), start), 2000.0);
    auto snapshot = at(250);
    snapshot.keys = {{"llm-token-limit", "a", 9000, 0, 9000, 60, 0},
                     {"llm-token-limit", "b", 9000, 0, 4000, 60, 0},
                     {"rate-limit", "c", 10, 0, 1, 60, 0}};
    history.add(snapshot);
    QCOMPARE(history.valueAt(QStringLiteral("limit/tokens"), start + 250), 18000.0);
    QCOMPARE(history.names(QStringLiteral("remaining/")), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(history.valueAt(QStringLiteral("remaining/b"), start + 300), 4000.0);
}

void MetricsHistoryTest::followsBreakers() {
    MetricsHistory history;
    for (int i = 0; i < 8; ++i) {
        auto snapshot = at(i * 1000);
        management::BackendState state;
        state.id = "east";
        state.share = 0.25;
        state.state = i >= 3 && i < 6 ? "open" : "closed";
        snapshot.backends = {state};
        history.add(snapshot);
    }
    const auto changes = history.breaker(QStringLiteral("east"));
    QCOMPARE(changes.size(), 3);
    QVERIFY(!changes[0].open && changes[1].open && !changes[2].open);
    QCOMPARE(changes[1].timeMs, start + 3000);
    QCOMPARE(history.valueAt(QStringLiteral("share/east"), start), 25.0);
}

void MetricsHistoryTest::lettersAnnotations() {
    MetricsHistory history;
    auto snapshot = at(1000);
    snapshot.annotations = {{1, "2026-01-01T10:00:00.500Z", "policySaved", "one"}, {2, "2026-01-01T10:00:00.800Z", "faultOn", "two"}};
    history.add(snapshot);
    auto next = at(2000);
    next.annotations = {{2, "2026-01-01T10:00:00.800Z", "faultOn", "two"}, {3, "", "faultOff", "three"}};
    history.add(next);
    const auto marks = history.annotations(start, start + 5000);
    QCOMPARE(marks.size(), 3);
    QCOMPARE(marks[0].letter, QChar(u'A'));
    QCOMPARE(marks[1].timeMs, start + 800);
    QCOMPARE(marks[2].letter, QChar(u'C'));
    QCOMPARE(marks[2].timeMs, start + 2000);
    QCOMPARE(history.annotations(start + 600, start + 900).size(), 1);
}

void MetricsHistoryTest::ignoresRepeatedSnapshots() {
    MetricsHistory history;
    QSignalSpy changes(&history, &MetricsHistory::changed);
    history.add(at(0, 1));
    history.add(at(0, 1));
    QCOMPARE(history.size(), 1);
    QCOMPARE(changes.size(), 1);
    history.clear();
    QVERIFY(history.isEmpty());
}

void MetricsHistoryTest::downSamplesToTheBound_data() {
    QTest::addColumn<int>("points");
    QTest::addColumn<int>("bound");
    QTest::newRow("fewer") << 100 << 600;
    QTest::newRow("more") << 1200 << 600;
    QTest::newRow("hour") << 14400 << 600;
    QTest::newRow("narrow") << 14400 << 50;
}

void MetricsHistoryTest::downSamplesToTheBound() {
    QFETCH(int, points);
    QFETCH(int, bound);
    QVector<QPointF> raw;
    for (int i = 0; i < points; ++i) raw.push_back({i * 250.0, std::sin(i * 0.1) * 100 + (i == points / 2 ? 10000 : 0)});
    const auto kept = ui::downSampled(raw, 0, points * 250.0, bound);
    QVERIFY(kept.size() <= std::max(bound, points < bound ? points : bound));
    QCOMPARE(kept.first(), raw.first());
    QCOMPARE(kept.last(), raw.last());
    QVERIFY(std::any_of(kept.begin(), kept.end(), [](const QPointF& p) { return p.y() > 9000; }));
    QVERIFY(std::is_sorted(kept.begin(), kept.end(), [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); }));
}

MGC_TEST_CLASS(MetricsHistoryTest);
#include "models_metrics_history_test.moc"
