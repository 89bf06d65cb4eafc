// Engine headers first: Qt makes `emit` a macro.
#include "gateway/run/traffic_codec.h"
#include "gateway/run/byte_queue.h"
#include "gateway/run/conversions.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using namespace mgc::gateway;

namespace {

std::shared_ptr<const std::string> shared(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

TrafficRecord sample() {
    static const policy::StepEntry step;
    TrafficRecord record;
    record.requestId = "0f8fad5b-d9cb-469f-a165-70867728950e";
    record.received = Instant(Duration(1'760'000'000'123'456'789));
    record.method = "POST";
    record.url = "http://localhost:8080/inference/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-10-21";
    record.clientIp = "127.0.0.1";
    record.requestHeaders.add("Content-Type", "application/json");
    record.requestHeaders.add("X-Empty", "");
    record.requestBody = {shared("{\"messages\":[]}"), 15, false};
    record.status = 200;
    record.reason = "OK";
    record.responseHeaders.add("Set-Cookie", "a=1");
    record.responseHeaders.add("set-cookie", "b=2");
    record.responseBody = {shared(std::string("\0data", 5)), 5, false};
    record.chunks = {{Duration(5), 3, 0}, {Duration(9), 2, 3}};
    record.streamed = true;
    record.apiId = "inference-api";
    record.model = "gpt-4o-mini";
    record.total = Duration(77);
    record.timeToFirstToken = Duration(11);
    record.tokens = {7, 8, 9};
    record.productId = "gold";
    record.traceId = "0af7651916cd43dd8448eb211c80319c";
    record.spanId = "b7ad6b7169203331";
    record.currency = "USD";
    record.cost = 4'200'000;
    record.throttle = metrics::Throttle::Backend429;
    record.flags = {"retry 1", "buffered by set-body"};
    record.steps = {{&step, policy::Section::Outbound, policy::StepOutcome::Failed, Duration(1), Duration(2), "went wrong"}};
    RecordedBackendCall call;
    call.backendId = "eastus";
    call.requestHeaders = record.requestHeaders;
    call.requestHeaders.add("Authorization", std::string(300, 't'));
    call.responseHeaders = record.responseHeaders;
    call.requestBody = record.requestBody;
    call.responseBody = record.responseBody;
    call.status = 503;
    call.start = Duration(4);
    record.backendCalls.push_back(call);
    call.error = "refused";
    call.responseBody = {};
    record.backendCalls.push_back(call);
    record.traceJson = "{}";
    return record;
}

std::string packed(const TrafficRecord& record) {
    PackBuffer buffer;
    return std::string(packRecord(record, buffer));
}

}  // namespace

class TrafficCodecTest : public QObject {
    Q_OBJECT
private slots:
    void givesEverythingBack() {
        const TrafficRecord record = sample();
        const std::string bytes = packed(record);
        QVERIFY(packedRequestId(bytes) == record.requestId);
        const auto back = unpackRecord(bytes, RecordPart::Whole);
        QVERIFY(packed(*back) == bytes);
        QVERIFY(back->received == record.received);
        QVERIFY(back->traceId == record.traceId && back->spanId == record.spanId && back->parentSpanId.empty());
        QVERIFY(back->productId == record.productId && back->currency == record.currency && back->cost == record.cost);
        QCOMPARE(*back->requestBody.text, *record.requestBody.text);
        QCOMPARE(std::string(back->responseHeaders.at(1).value), std::string("b=2"));
        QCOMPARE(back->chunks[1].textBegin, 3u);
        QVERIFY(back->steps[0].entry == record.steps[0].entry);
        QCOMPARE(back->steps[0].detail, std::string("went wrong"));
        QCOMPARE(back->backendCalls.size(), std::size_t{2});
        QCOMPARE(back->backendCalls.back().error, std::string("refused"));
        QVERIFY(*back->timeToFirstToken == Duration(11));
        QCOMPARE(back->traceJson, std::string("{}"));
    }
    void givesTheRowAlone() {
        const auto row = unpackRecord(packed(sample()), RecordPart::Row);
        QCOMPARE(row->model, std::string("gpt-4o-mini"));
        QCOMPARE(row->requestBody.bytes, std::uint64_t{15});
        QCOMPARE(row->flags.size(), std::size_t{2});
        QVERIFY(!row->requestBody.text);
        QVERIFY(row->requestHeaders.empty());
    }
    void keepsASharedTextOnce() {
        TrafficRecord record;
        record.requestBody = {shared(std::string(10'000, 'x')), 10'000, false};
        record.backendCalls.emplace_back().requestBody = record.requestBody;
        const std::string bytes = packed(record);
        QVERIFY(bytes.size() < 11'000);
        const auto back = unpackRecord(bytes, RecordPart::Whole);
        QVERIFY(back->backendCalls.front().requestBody.text == back->requestBody.text);
    }
    void tellsARepeatedFieldOnce() {
        TrafficRecord record;
        for (int i = 0; i < 100; ++i) record.requestHeaders.add("X-Field", std::to_string(i % 80) + std::string(50, 'x'));
        record.responseHeaders = record.requestHeaders;
        const std::string bytes = packed(record);
        QVERIFY(bytes.size() < 120 * 70);
        const auto back = unpackRecord(bytes, RecordPart::Whole);
        QCOMPARE(back->responseHeaders.size(), record.responseHeaders.size());
        for (std::size_t i = 0; i < record.responseHeaders.size(); ++i) {
            QVERIFY(back->requestHeaders.at(i).value == record.requestHeaders.at(i).value);
            QVERIFY(back->responseHeaders.at(i).value == record.responseHeaders.at(i).value);
        }
    }
    void keepsHeadsThatDifferInPlaces() {
        TrafficRecord record;
        const auto name = [](int i) { return "X-Field-" + std::to_string(i); };
        for (int i = 0; i < 20; ++i) record.requestHeaders.add(name(i), std::to_string(i));
        RecordedBackendCall call;
        for (int i = 19; i >= 0; --i)  // another order, some left out, some new
            if (i % 3 != 0) call.requestHeaders.add(name(i), std::to_string(i % 2 == 0 ? i : i + 100));
        record.backendCalls.push_back(call);
        call.requestHeaders = record.requestHeaders;
        for (int i = 0; i < 20; i += 6) call.requestHeaders.remove(name(i));
        call.requestHeaders.set(name(7), "changed");
        call.requestHeaders.add("Via", "gateway");
        record.backendCalls.push_back(call);
        PackBuffer buffer;
        const auto back = unpackRecord(packRecord(record, buffer), RecordPart::Whole);
        const auto text = [](const http::Headers& headers) {
            std::string all;
            for (const auto field : headers) all += std::string(field.name) + ": " + std::string(field.value) + "\n";
            return all;
        };
        QCOMPARE(text(back->requestHeaders), text(record.requestHeaders));
        QCOMPARE(text(back->backendCalls.front().requestHeaders), text(record.backendCalls.front().requestHeaders));
        QCOMPARE(text(back->backendCalls.back().requestHeaders), text(record.backendCalls.back().requestHeaders));
    }
    void tellsAPassedOnTokenOnce() {
        TrafficRecord record;
        record.requestHeaders.add("Authorization", "Bearer " + std::string(1000, 't'));
        record.requestHeaders.add("X-Last", "1");
        record.backendCalls.emplace_back().requestHeaders = record.requestHeaders;
        record.backendCalls.emplace_back().requestHeaders = record.requestHeaders;
        record.backendCalls.back().requestHeaders.set("X-Last", "2");
        PackBuffer buffer;
        const auto bytes = packRecord(record, buffer);
        QVERIFY(bytes.size() < 1600);
        QCOMPARE(unpackRecord(bytes, RecordPart::Whole)->backendCalls.back().requestHeaders.at(0).value, record.requestHeaders.at(0).value);
    }
    void keepsTheTokenOfABackendCallMasked() {
        TrafficRecord record;
        record.requestHeaders.add("Authorization", "Bearer of-the-client-0123456789");
        auto& first = record.backendCalls.emplace_back();
        first.requestHeaders.add("Authorization", "Bearer " + std::string(600, 'x'));
        first.requestHeaders.add("X-After", "the field behind it");
        first.responseHeaders = first.requestHeaders;
        record.backendCalls.emplace_back().requestHeaders = record.requestHeaders;
        const std::string bytes = packed(record);
        QVERIFY(bytes.find(std::string(20, 'x')) != std::string::npos);  // an answer's header is data
        const auto back = unpackRecord(bytes, RecordPart::Whole);
        QVERIFY(*back->requestHeaders.get("Authorization") == "Bearer of-the-client-0123456789");
        QVERIFY(*back->backendCalls.front().requestHeaders.get("Authorization") ==
                maskedHeader("Authorization", "Bearer " + std::string(600, 'x')));
        QVERIFY(*back->backendCalls.front().requestHeaders.get("X-After") == "the field behind it");
        QVERIFY(*back->backendCalls.front().responseHeaders.get("X-After") == "the field behind it");
        QVERIFY(*back->backendCalls.back().requestHeaders.get("Authorization") == "Bearer of-the-client-0123456789");
    }
    void keepsUnfinishedTimes() {
        TrafficRecord record;
        static const policy::StepEntry step;
        record.steps = {{&step, policy::Section::Inbound, policy::StepOutcome::Done, Duration(std::int64_t{1} << 62), Duration(-1), ""}};
        const auto back = unpackRecord(packed(record), RecordPart::Whole);
        QVERIFY(back->steps[0].start == Duration(std::int64_t{1} << 62));
        QVERIFY(back->steps[0].length == Duration(-1));
    }
    void cutsLongTexts() {
        TrafficRecord record;
        record.responseBody = {shared(std::string(RecordedBody::maximumBytes + 1, 'x')), RecordedBody::maximumBytes + 1, false};
        const auto back = unpackRecord(packed(record), RecordPart::Whole);
        QCOMPARE(back->responseBody.text->size(), RecordedBody::maximumBytes);
        QVERIFY(back->responseBody.truncated);
        QCOMPARE(back->responseBody.bytes, std::uint64_t{RecordedBody::maximumBytes + 1});
    }
    void queueKeepsOrderAndReusesItsMemory() {
        ByteQueue queue;
        const auto text = [](int number) {
            return std::to_string(number) + std::string(static_cast<std::size_t>(number % 7) * 20'000, 'x');
        };
        int oldest = 0;
        for (int i = 0; i < 500; ++i) {
            queue.push(text(i));
            if (queue.size() > 40) {
                QVERIFY(queue.at(0) == text(oldest));
                queue.pop();
                ++oldest;
            }
        }
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < queue.size(); ++i) {
            QVERIFY(queue.at(i) == text(oldest + static_cast<int>(i)));
            bytes += queue.at(i).size();
        }
        QCOMPARE(queue.bytes(), bytes);
        queue.push(std::string(3 * ByteQueue::segmentBytes, 'y'));  // more than a segment
        queue.push("z");
        QVERIFY(queue.at(queue.size() - 1) == "z");
        while (queue.size() > 0) queue.pop();
        QCOMPARE(queue.bytes(), std::size_t{0});
        queue.push("");
        QVERIFY(queue.at(0).empty());
    }
};

MGC_TEST_CLASS(TrafficCodecTest);
#include "traffic_codec_test.moc"
