#include "gateway/run/conversions.h"

#include <QtTest/qtest.h>

#include "gateway/run/traffic_record.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::gateway;

class ConversionsTest : public QObject {
    Q_OBJECT
private slots:
    /// The Tokens tab draws its curve from these.
    void chunksOfAStreamTellTheTokensSoFar() {
        TrafficRecord record;
        record.streamed = true;
        record.model = "gpt-4o-mini";
        std::string text;
        for (const char* word : {"Hello", " wide", " world"}) {
            const std::string event = std::string(R"(data: {"choices":[{"index":0,"delta":{"content":")") + word + "\"}}]}\n\n";
            record.chunks.push_back({std::chrono::milliseconds(record.chunks.size()), static_cast<std::uint32_t>(event.size()),
                                     static_cast<std::uint32_t>(text.size())});
            text += event;
        }
        record.responseBody.text = std::make_shared<const std::string>(text);
        const auto detail = toDetail(record);
        QCOMPARE(detail.chunks.size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i) QCOMPARE(detail.chunks[i].tokensSoFar, static_cast<std::int64_t>(i + 1));
    }
};

MGC_TEST_CLASS(ConversionsTest);
#include "conversions_test.moc"
