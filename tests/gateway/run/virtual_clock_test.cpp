#include "gateway/run/virtual_clock.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using namespace std::chrono_literals;

namespace {

Task<int> afterSleeping(Clock& clock, Duration duration, int value) {
    co_await clock.sleep(duration);
    co_return value;
}

}  // namespace

class VirtualClockTest : public QObject {
    Q_OBJECT
private slots:
    void wakesInTimeOrderWithoutWaiting() {
        gateway::VirtualClock clock(Instant{});
        std::vector<int> order;
        startTask(afterSleeping(clock, 10h, 2), [&](int value) { order.push_back(value); });
        startTask(afterSleeping(clock, 1s, 1), [&](int value) { order.push_back(value); });
        QVERIFY(clock.runUntilIdle());
        QCOMPARE(order, (std::vector<int>{1, 2}));
        QVERIFY(clock.now() == Instant{} + 10h);
    }
    void advancesPastWaiters() {
        gateway::VirtualClock clock(Instant{});
        int woken = 0;
        startTask(afterSleeping(clock, 5s, 1), [&](int value) { woken += value; });
        clock.advance(4s);
        QCOMPARE(woken, 0);
        clock.advance(6s);
        QCOMPARE(woken, 1);
        QVERIFY(clock.now() == Instant{} + 10s);
    }
    void givesUpAfterItsBound() {
        gateway::VirtualClock clock(Instant{});
        bool over = false;
        const auto goOn = [](Clock& time, const bool& enough) -> Task<int> {
            while (!enough) co_await time.sleep(1s);
            co_return 0;
        };
        startTask(goOn(clock, over), [](int) {});
        QVERIFY(!clock.runUntilIdle(100));
        over = true;
        QVERIFY(clock.runUntilIdle(100));
    }
};

MGC_TEST_CLASS(VirtualClockTest);
#include "virtual_clock_test.moc"
