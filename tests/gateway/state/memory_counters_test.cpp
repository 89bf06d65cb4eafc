#include "gateway/state/memory_counters.h"

#include <QtTest/qtest.h>

#include "support/fake_clock.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::gateway;
using namespace std::chrono_literals;

namespace {

const Instant start{std::chrono::sys_days{std::chrono::year{2026} / 1 / 15}};

policy::CounterSpec perMinute(std::int64_t limit, policy::WindowKind kind = policy::WindowKind::Sliding) {
    return {"llm-token-limit:sub-1", limit, 60s, kind};
}

template <class T>
T now(ValueTask<Result<T>> value) {
    return *value.await_resume();  // is there already: memory never waits
}

}  // namespace

class MemoryCountersTest : public QObject {
    Q_OBJECT
private slots:
    // The published log that ai-gateway.md quotes: limit 100, calls about 15 s apart.
    void slidingWindowAgreesWithThePublishedLog() {
        test::FakeClock clock(start);
        MemoryCounters counters(clock);
        const auto spec = perMinute(100);
        QVERIFY(now(counters.tryBook(spec, 0, 1)).admitted);
        QCOMPARE(now(counters.book(spec, 59)).remaining, 41);
        clock.advance(16s);
        QVERIFY(now(counters.tryBook(spec, 0, 1)).admitted);
        QCOMPARE(now(counters.book(spec, 55)).remaining, 0);
        clock.advance(15s);
        auto refused = now(counters.tryBook(spec, 0, 1));
        QVERIFY(!refused.admitted);
        QCOMPARE(refused.state.retryAfter, Duration(29s));
        clock.advance(15s);
        refused = now(counters.tryBook(spec, 0, 1));
        QCOMPARE(refused.state.retryAfter, Duration(14s));
        clock.advance(14s);
        QVERIFY(now(counters.tryBook(spec, 0, 1)).admitted);
    }
    void bucketRefillsEvenlyAndPaysBackAnOvershoot() {
        test::FakeClock clock(start);
        MemoryCounters counters(clock);
        const auto spec = perMinute(60, policy::WindowKind::TokenBucket);
        QCOMPARE(now(counters.book(spec, 90)).remaining, 0);
        auto refused = now(counters.tryBook(spec, 0, 1));
        QVERIFY(!refused.admitted);
        QCOMPARE(refused.state.retryAfter, Duration(31s));
        clock.advance(31s);
        QVERIFY(now(counters.tryBook(spec, 0, 1)).admitted);
        clock.advance(29s);
        QCOMPARE(now(counters.read(spec)).remaining, 30);
    }
    void refusesAnEstimateThatDoesNotFit() {
        test::FakeClock clock(start);
        MemoryCounters counters(clock);
        const auto spec = perMinute(100);
        QVERIFY(now(counters.tryBook(spec, 80, 80)).admitted);
        QVERIFY(!now(counters.tryBook(spec, 30, 30)).admitted);
        QCOMPARE(now(counters.book(spec, -50)).used, 30);
        QVERIFY(now(counters.tryBook(spec, 30, 30)).admitted);
    }
    void givingBackMoreThanIsBookedLeavesZero() {
        test::FakeClock clock(start);
        MemoryCounters counters(clock);
        const auto spec = perMinute(100);
        now(counters.book(spec, 20));
        clock.advance(61s);
        QCOMPARE(now(counters.book(spec, -20)).used, 0);
        QCOMPARE(now(counters.book(spec, 5)).used, 5);
    }
    void fixedWindowsStartAtTheFirstCallAndRepeat() {
        test::FakeClock clock(start + 10s);
        MemoryCounters counters(clock);
        policy::CounterSpec spec{"quota-by-key:a", 3, 3600s, policy::WindowKind::Sliding};
        const Instant window = now(counters.windowStart(spec, std::nullopt));
        QVERIFY(window == start + 10s);
        for (int i = 0; i < 3; ++i) QVERIFY(now(counters.tryBookFixed(spec, window, 1, 1)).admitted);
        clock.advance(1800s);
        const auto refused = now(counters.tryBookFixed(spec, now(counters.windowStart(spec, std::nullopt)), 1, 1));
        QVERIFY(!refused.admitted);
        QCOMPARE(refused.state.retryAfter, Duration(1800s));
        clock.advance(1800s);
        const Instant next = now(counters.windowStart(spec, std::nullopt));
        QVERIFY(next == start + 10s + 3600s);
        QVERIFY(now(counters.tryBookFixed(spec, next, 1, 1)).admitted);
    }
    void keepsAtMostItsBoundOfCounters() {
        test::FakeClock clock(start);
        MemoryCounters counters(clock);
        for (int i = 0; i < 120'000; ++i) {
            policy::CounterSpec spec{"rate-limit-by-key:" + std::to_string(i), 10, 60s, policy::WindowKind::Sliding};
            now(counters.book(spec, 1));
        }
        QVERIFY(counters.readings(1'000'000).size() <= 100'000);
    }
    void keepsAtMostItsBoundOfBookingsAndNeverForgetsEarly() {
        SlidingCounter counter;
        for (int i = 0; i < 10'000; ++i) counter.book(start + std::chrono::milliseconds(i), 1);
        QCOMPARE(counter.state(start + 10s, 100'000, 60s, 1).used, 10'000);
        QCOMPARE(counter.state(start + 71s, 100'000, 60s, 1).used, 0);
    }
};

MGC_TEST_CLASS(MemoryCountersTest);
#include "memory_counters_test.moc"
