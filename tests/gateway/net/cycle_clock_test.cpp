#include "gateway/net/cycle_clock.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using gateway::net::cycleClockNow;

class CycleClockTest : public QObject {
    Q_OBJECT
private slots:
    /// Read between two readings of the system's clock, over some fifty of its windows.
    void keepsToTheSystemsClock() {
        constexpr auto tolerance = std::chrono::microseconds(20);
        const SystemClock system;
        const Instant end = system.now() + std::chrono::milliseconds(50);
        Instant last{};
        for (Instant before = system.now(); before < end; before = system.now()) {
            const Instant told = cycleClockNow();
            const Instant after = system.now();
            QVERIFY2(told >= before - tolerance && told <= after + tolerance, qPrintable(QString::number((told - before).count())));
            QVERIFY(told >= last);
            last = told;
        }
    }
};

MGC_TEST_CLASS(CycleClockTest);
#include "cycle_clock_test.moc"
