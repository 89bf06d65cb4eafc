#include "simulator/embedding.h"

#include <QtTest/qtest.h>
#include <QByteArray>

#include <cmath>
#include <cstring>

#include "bench_call.h"
#include "support/suite.h"

using namespace mgc;
using mgc::test::SimulatorBench;
using nlohmann::json;

namespace {

double cosine(const std::string& left, const std::string& right) {
    const auto a = simulator::embed(left, 1536);
    const auto b = simulator::embed(right, 1536);
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

}  // namespace

class EmbeddingTest : public QObject {
    Q_OBJECT
private slots:
    void answersBothFormats() {
        SimulatorBench bench;
        const std::string target = "/openai/deployments/text-embedding-3-small/embeddings?api-version=2024-10-21";
        const auto floats = bench.call(SimulatorBench::request(target, R"({"input":["Hello world","Goodbye"]})")).json();
        QCOMPARE(floats["data"].size(), 2u);
        QCOMPARE(floats["data"][0]["embedding"].size(), 1536u);
        COMPARE_JSON(floats["usage"]["prompt_tokens"], 4);
        const auto packed = bench.call(SimulatorBench::request(target, R"({"input":"Hello world","encoding_format":"base64"})")).json();
        const auto bytes = QByteArray::fromBase64(QByteArray::fromStdString(packed["data"][0]["embedding"].get<std::string>()));
        QCOMPARE(bytes.size(), 1536 * 4);
        for (int i = 0; i < 1536; ++i) {
            float value;
            std::memcpy(&value, bytes.constData() + 4 * i, 4);
            COMPARE_JSON(value, floats["data"][0]["embedding"][static_cast<std::size_t>(i)].get<float>());
        }
        COMPARE_JSON(
            bench.call(SimulatorBench::request(target, "{\"input\":\"Hello\",\"dimensions\":256}")).json()["data"][0]["embedding"].size(),
            256u);
        QCOMPARE(bench.call(SimulatorBench::request(target, "{\"input\":\"Hello\",\"dimensions\":2000}")).status, 400);
        COMPARE_JSON(bench.call(SimulatorBench::request(target, "{\"input\":[[1,2,3],[4]]}")).json()["usage"]["prompt_tokens"], 4);
        QCOMPARE(bench.call(SimulatorBench::request("/models/embeddings", "{\"input\":[\"a\"]}")).json().contains("id"), true);
    }
    void putsLikeTextsNearEachOther() {
        QVERIFY(std::abs(cosine("one text", "one text") - 1) < 1e-5);
        QVERIFY(cosine("How do I reset my password?", "how can I reset the password") > 0.5);
        QVERIFY(cosine("How do I reset my password?", "Bananas are rich in potassium.") < 0.4);
        QVERIFY(std::isfinite(cosine("", "!!!")));
    }
};

MGC_TEST_CLASS(EmbeddingTest);
#include "embedding_test.moc"
