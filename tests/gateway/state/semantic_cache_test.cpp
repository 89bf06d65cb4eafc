#include "gateway/state/memory_semantic_cache.h"

#include <QElapsedTimer>
#include <QTest>
#include <cmath>

#include "support/fake_clock.h"
#include "support/suite.h"

using namespace mgc;
using gateway::MemorySemanticCache;
using gateway::VectorIndex;

namespace {

std::vector<float> randomVector(Random& random, std::size_t dimensions) {
    std::vector<float> vector(dimensions);
    for (float& value : vector) value = static_cast<float>(random.next() % 2001) / 1000.0F - 1.0F;
    return vector;
}
double distance(const std::vector<float>& left, const std::vector<float>& right) {
    double product = 0, a = 0, b = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        product += static_cast<double>(left[i]) * static_cast<double>(right[i]);
        a += static_cast<double>(left[i]) * static_cast<double>(left[i]);
        b += static_cast<double>(right[i]) * static_cast<double>(right[i]);
    }
    return 1 - product / std::sqrt(a * b);
}

}  // namespace

class SemanticCacheTest : public QObject {
    Q_OBJECT
private slots:
    void findsTheNearestAsAFullComparisonWould() {
        const auto random = makeSeededRandom(7);
        VectorIndex index;
        std::vector<std::vector<float>> all;
        for (int i = 0; i < 800; ++i) {
            all.push_back(randomVector(*random, 96));
            index.add(all.back());
        }
        for (int i = 0; i < 100; ++i) {  // half of them gone again, in any order
            const auto row = static_cast<std::size_t>(random->next() % all.size());
            index.remove(row);
            all[row] = all.back();
            all.pop_back();
        }
        for (int i = 0; i < 50; ++i) {
            auto query = all[static_cast<std::size_t>(random->next() % all.size())];
            for (float& value : query) value += static_cast<float>(random->next() % 1000) / 2000.0F;
            double best = 2;
            for (const auto& one : all) best = std::min(best, distance(one, query));
            const auto found = index.nearest(query, 3, [](std::size_t) { return true; });
            QCOMPARE(found.size(), std::size_t{3});
            QVERIFY(std::fabs(found[0].distance - best) < 1e-6);
            QVERIFY(found[0].distance <= found[1].distance && found[1].distance <= found[2].distance);
        }
    }
    void partitionsThresholdAndExpiry() {
        test::FakeClock clock(*parseIso8601("2026-01-15T10:00:00Z"));
        MemorySemanticCache cache(clock, 1u << 20);
        const auto ends = clock.now() + std::chrono::seconds(60);
        QVERIFY(cache.storeNow("a", {1, 0, 0}, "one", ends).has_value());
        QVERIFY(cache.storeNow("b", {0, 1, 0}, "two", ends).has_value());
        const auto hit = cache.findNow("a", {0.99F, 0.1F, 0}, 0.05);
        QCOMPARE(hit.value.value_or(""), std::string("one"));
        QCOMPARE(hit.nearest.size(), std::size_t{1});
        QVERIFY(!cache.findNow("b", {1, 0, 0}, 0.05).value);
        QCOMPARE(cache.findNow("b", {1, 0, 0}, 0.05).nearest.front(), 1.0);
        QVERIFY(!cache.findNow("a", {1, 0, 0, 0}, 0.05).value);  // another model's vector
        QVERIFY(cache.storeNow("a", {1, 0, 0}, "newer", ends).has_value());
        QCOMPARE(cache.findNow("a", {1, 0, 0}, 0).value.value_or(""), std::string("newer"));
        QCOMPARE(cache.totals().entries, std::size_t{2});
        clock.advance(std::chrono::seconds(60));
        QVERIFY(!cache.findNow("a", {1, 0, 0}, 0.05).value);
    }
    void staysWithinItsBytes() {
        test::FakeClock clock(*parseIso8601("2026-01-15T10:00:00Z"));
        MemorySemanticCache cache(clock, 100000);
        const auto random = makeSeededRandom(3);
        const auto ends = clock.now() + std::chrono::hours(1);
        std::vector<std::vector<float>> vectors;
        for (int i = 0; i < 200; ++i) {
            vectors.push_back(randomVector(*random, 64));
            QVERIFY(cache.storeNow("p", vectors.back(), std::string(500, 'x'), ends).has_value());
            (void)cache.findNow("p", vectors.front(), 0.01);  // keeps the first one in use
        }
        QVERIFY(cache.totals().bytes <= 100000u);
        QVERIFY(cache.totals().entries < 200u && cache.totals().entries > 50u);
        QVERIFY(cache.findNow("p", vectors.front(), 0.01).value.has_value());
        QVERIFY(!cache.findNow("p", vectors[1], 0.01).value);
        QVERIFY(!cache.storeNow("p", vectors.front(), std::string(200000, 'x'), ends).has_value());
    }
    void looksUpTenThousandEntries() {
        test::FakeClock clock(*parseIso8601("2026-01-15T10:00:00Z"));
        for (const std::size_t dimensions : {512u, 1536u}) {
            MemorySemanticCache cache(clock, 512u << 20);
            const auto random = makeSeededRandom(11);
            VectorIndex index;
            for (int i = 0; i < 10000; ++i) index.add(randomVector(*random, dimensions));
            const auto query = randomVector(*random, dimensions);
            double best = 1e9;
            for (int i = 0; i < 10; ++i) {
                QElapsedTimer timer;
                timer.start();
                const auto found = index.nearest(query, 5, [](std::size_t) { return true; });
                best = std::min(best, static_cast<double>(timer.nsecsElapsed()) / 1e6);
                QCOMPARE(found.size(), std::size_t{5});
            }
            qInfo("10,000 entries of %zu dimensions: %.2f ms", dimensions, best);
        }
    }
};

MGC_TEST_CLASS(SemanticCacheTest);
#include "semantic_cache_test.moc"
