#include "gateway/state/memory_cache.h"

#include <QtTest/qtest.h>

#include "support/fake_clock.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::gateway;
using namespace std::chrono_literals;

namespace {

template <class T>
T now(Task<Result<T>> task) {
    return **runNow(std::move(task));
}

}  // namespace

class MemoryCacheTest : public QObject {
    Q_OBJECT
private slots:
    void keepsValuesUntilTheyExpire() {
        test::FakeClock clock(Instant{});
        MemoryCache cache(clock, 10'000);
        QVERIFY(runNow(cache.put("key", "value", 10s))->has_value());
        clock.advance(9s);
        QCOMPARE(now(cache.get("key")).value_or(""), std::string("value"));
        clock.advance(1s);
        QVERIFY(!now(cache.get("key")).has_value());
        QCOMPARE(cache.totals().bytes, std::size_t{0});
    }
    void dropsTheLeastRecentlyUsedWhenFull() {
        test::FakeClock clock(Instant{});
        MemoryCache cache(clock, 1'000);
        for (const char* key : {"a", "b", "c"}) (void)runNow(cache.put(key, std::string(100, 'x'), 60s));
        QVERIFY(now(cache.get("a")).has_value());
        (void)runNow(cache.put("d", std::string(100, 'x'), 60s));
        QVERIFY(now(cache.get("a")).has_value());
        QVERIFY(!now(cache.get("b")).has_value());
        QVERIFY(cache.totals().bytes <= 1'000);
    }
    void refusesWhatCanNeverFit() {
        test::FakeClock clock(Instant{});
        MemoryCache cache(clock, 1'000);
        const auto result = runNow(cache.put("a", std::string(2'000, 'x'), 60s));
        QCOMPARE(result->error().code, std::string("CacheValueTooLarge"));
    }
    void replacesAndRemoves() {
        test::FakeClock clock(Instant{});
        MemoryCache cache(clock, 10'000);
        (void)runNow(cache.put("a", "1", 60s));
        (void)runNow(cache.put("a", "2", 60s));
        QCOMPARE(now(cache.get("a")).value_or(""), std::string("2"));
        (void)runNow(cache.remove("a"));
        QVERIFY(!now(cache.get("a")).has_value());
    }
};

MGC_TEST_CLASS(MemoryCacheTest);
#include "memory_cache_test.moc"
