#include "gateway/net/cycle_pace.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using gateway::net::CyclePace;

namespace {

constexpr std::int64_t microsecond = 1'000, millisecond = 1'000'000;

/// A machine with a counter of 2.5 GHz and two clocks; time passes as the test says.
struct Machine {
    std::uint64_t cycles = 1'000'000'000;
    std::int64_t system = 1'760'000'000'000'000'000, steady = 5'000'000'000;
    CyclePace pace{};

    void pass(std::int64_t nanoseconds) {
        cycles += static_cast<std::uint64_t>(nanoseconds) * 5 / 2;
        system += nanoseconds;
        steady += nanoseconds;
    }
    std::int64_t now() {
        const Instant told = pace.knows(cycles) ? pace.at(cycles) : pace.take({cycles, system, steady});
        return told.time_since_epoch().count();
    }
    /// Over `nanoseconds`, a reading every 7 us: how far it was off at most. Fails where it goes back.
    std::int64_t furthestOff(std::int64_t nanoseconds, bool& wentBack) {
        std::int64_t furthest = 0, last = now();
        for (std::int64_t gone = 0; gone < nanoseconds; gone += 7 * microsecond) {
            pass(7 * microsecond);
            const std::int64_t told = now();
            wentBack = wentBack || told < last;
            last = told;
            furthest = std::max(furthest, std::abs(told - system));
        }
        return furthest;
    }
};

}  // namespace

class CyclePaceTest : public QObject {
    Q_OBJECT
private slots:
    void keepsToTheSystemsClock() {
        Machine machine;
        bool wentBack = false;
        QVERIFY(machine.furthestOff(200 * millisecond, wentBack) < microsecond);
        QVERIFY(!wentBack);
        QVERIFY(machine.pace.knows(machine.cycles));  // by the counter, not by reading each time
    }
    void followsAClockThatIsSet_data() {
        QTest::addColumn<qint64>("by");
        for (const qint64 by : std::initializer_list<qint64>{300, 3 * microsecond, 5 * millisecond, 50 * millisecond, 3'600'000 * millisecond, -5 * millisecond,
                                -3'600'000 * millisecond})
            QTest::addRow("%lld ns", static_cast<long long>(by)) << by;
    }
    void followsAClockThatIsSet() {
        QFETCH(qint64, by);
        Machine machine;
        bool wentBack = false;
        machine.furthestOff(20 * millisecond, wentBack);
        machine.system += by;
        machine.furthestOff(2 * millisecond, wentBack);  // until it is read again
        wentBack = false;
        QVERIFY(machine.furthestOff(50 * millisecond, wentBack) < microsecond);
        QVERIFY(!wentBack);
    }
    void doesNotGoBackWhereTheSystemsClockDoesALittle() {
        Machine machine;
        bool wentBack = false;
        machine.furthestOff(20 * millisecond, wentBack);
        machine.system -= 20 * microsecond;
        machine.furthestOff(1000 * millisecond, wentBack);
        QVERIFY(!wentBack);
        QVERIFY(machine.furthestOff(50 * millisecond, wentBack) < microsecond);  // it has waited for the system
    }
    void survivesSleepsAndJumpsOfTheCounter_data() {
        QTest::addColumn<qint64>("cycles");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::newRow("sleep with a counter that stands") << qint64{0} << qint64{3'600'000} * millisecond;
        QTest::newRow("long pause") << qint64{9'000'000'000} << qint64{3'600} * millisecond;
        QTest::newRow("moved to another machine") << qint64{-900'000'000} << qint64{millisecond};
        QTest::newRow("counter far ahead") << (qint64{1} << 61) << qint64{millisecond};
    }
    void survivesSleepsAndJumpsOfTheCounter() {
        QFETCH(qint64, cycles);
        QFETCH(qint64, nanoseconds);
        Machine machine;
        bool wentBack = false;
        machine.furthestOff(20 * millisecond, wentBack);
        machine.cycles += static_cast<std::uint64_t>(cycles);
        machine.system += nanoseconds;
        machine.steady += nanoseconds;
        machine.furthestOff(3 * millisecond, wentBack);  // a millisecond until it is read, another until it is measured
        wentBack = false;
        QVERIFY(machine.furthestOff(50 * millisecond, wentBack) < microsecond);
        QVERIFY(!wentBack);
    }
};

MGC_TEST_CLASS(CyclePaceTest);
#include "cycle_pace_test.moc"
