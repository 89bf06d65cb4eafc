#include "base/clock.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using namespace std::chrono_literals;

class ClockTest : public QObject {
    Q_OBJECT
private slots:
    void readsAndWritesIso8601() {
        const auto instant = parseIso8601("2026-01-15T10:00:00.5+01:00");
        QVERIFY(instant.has_value());
        QCOMPARE(toIso8601(*instant), std::string("2026-01-15T09:00:00.5000000Z"));
        QVERIFY(!parseIso8601("2026-13-01T00:00:00Z").has_value());
        QVERIFY(!parseIso8601("now").has_value());
        QVERIFY(!parseIso8601("2999-02-29T00:00:00Z").has_value());
        QCOMPARE(toIso8601(*parseIso8601("9999-12-31T23:59:59Z")), std::string("2261-12-31T23:59:59.0000000Z"));
        QCOMPARE(toIso8601(*parseIso8601("0001-01-01T00:00:00Z")), std::string("1678-01-01T00:00:00.0000000Z"));
    }
    void readsDurations_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("milliseconds");
        QTest::newRow("minute") << "PT1M" << qint64{60'000};
        QTest::newRow("mixed") << "P1DT2H3.5S" << qint64{93'603'500};
        QTest::newRow("negative") << "-PT10S" << qint64{-10'000};
        QTest::newRow("weeks") << "P2W" << qint64{1'209'600'000};
    }
    void readsDurations() {
        QFETCH(QString, text);
        QFETCH(qint64, milliseconds);
        const auto duration = parseIsoDuration(text.toStdString());
        QVERIFY(duration.has_value());
        QCOMPARE(qint64{std::chrono::duration_cast<std::chrono::milliseconds>(*duration).count()}, milliseconds);
    }
    void refusesDurationsItCannotMean() {
        for (const char* text : {"", "P", "PT", "1M", "P1M", "PT1D", "PTM", "P1Y", "PTnanS", "PinfD", "PT9000000000S1S", "PT5e9S5e9S"}) QVERIFY2(!parseIsoDuration(text).has_value(), text);
    }
    void writesElapsedAsTheTraceDoes() { QCOMPARE(toElapsedText(61s + 2345us), std::string("00:01:01.0023450")); }
};

MGC_TEST_CLASS(ClockTest);
#include "clock_test.moc"
