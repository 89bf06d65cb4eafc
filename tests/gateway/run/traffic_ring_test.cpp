// Engine headers first: Qt makes `emit` a macro.
#include "gateway/run/traffic_ring.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc::gateway;

namespace {

std::shared_ptr<TrafficRecord> record(std::string requestId, std::size_t bodyBytes = 0) {
    auto result = std::make_shared<TrafficRecord>();
    result->requestId = std::move(requestId);
    if (bodyBytes > 0) result->responseBody.text = std::make_shared<const std::string>(bodyBytes, 'x');
    return result;
}

}  // namespace

class TrafficRingTest : public QObject {
    Q_OBJECT
private slots:
    void numbersRecordsAndFindsThem() {
        TrafficRing ring;
        ring.add(*record("a"));
        ring.add(*record("b"));
        QCOMPARE(ring.find(std::uint64_t{2})->requestId, std::string("b"));
        QCOMPARE(ring.find("a")->id, std::uint64_t{1});
        QVERIFY(!ring.find(std::uint64_t{3}));
        QCOMPARE(ring.after(1, 10).size(), std::size_t{1});
    }
    void keepsTheNewestRows() {
        TrafficRing ring(3, 1 << 20);
        for (int i = 0; i < 10; ++i) ring.add(*record(std::to_string(i)));
        const auto kept = ring.after(0, 100);
        QCOMPARE(kept.size(), std::size_t{3});
        QCOMPARE(kept.front()->id, std::uint64_t{8});
        QVERIFY(!ring.find(std::uint64_t{7}));
        QCOMPARE(ring.after(8, 1).front()->id, std::uint64_t{9});
    }
    void keepsWithinItsBytes() {
        TrafficRing ring(1000, 100'000);
        for (int i = 0; i < 10; ++i) ring.add(*record(std::to_string(i), 30'000));
        QVERIFY(ring.after(0, 100).size() <= 3);
        QCOMPARE(ring.lastId(), std::uint64_t{10});
    }
};

MGC_TEST_CLASS(TrafficRingTest);
#include "traffic_ring_test.moc"
