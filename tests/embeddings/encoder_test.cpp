#include <QElapsedTimer>
#include <QTest>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "embeddings/model/embedded.h"
#include "embeddings/sentence_encoder.h"
#include "embeddings/sentence_tokenizer.h"
#include "embeddings/text_encoder.h"
#include "support/suite.h"

using namespace mgc::embeddings;

namespace {

double cosine(const std::vector<float>& left, const std::vector<float>& right) {
    double sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i) sum += static_cast<double>(left[i]) * static_cast<double>(right[i]);
    return sum;
}
double alike(std::string_view left, std::string_view right, std::size_t dimensions = 512) {
    return cosine(localEncoder().encode(left, dimensions), localEncoder().encode(right, dimensions));
}

}  // namespace

class EncoderTest : public QObject {
    Q_OBJECT
private slots:
    void equalsThePackagesOwnOutput() {
        const auto data = model::data();
        if (!data.weights) QSKIP("built without MGC_SENTENCE_MODEL");
        const SentenceTokenizer tokenizer(data.pieces, data.pieceBytes);
        QCOMPARE(tokenizer.pieces(), std::size_t{8000});
        const SentenceEncoder encoder(SentenceWeights::at(data.weights));
        std::ifstream in(MGC_EMBEDDING_EXPECTATIONS);
        QVERIFY2(in.good(), "the expectations are made at build by make_expectations.mjs");
        std::string line;
        double worst = 0;
        int vectors = 0;
        while (std::getline(in, line)) {
            const auto entry = nlohmann::json::parse(line);
            const auto text = entry["text"].get<std::string>();
            const auto tokens = tokenizer.encode(text);
            QVERIFY2(tokens.ids == entry["ids"].get<std::vector<int>>(), text.c_str());
            if (entry["vector"].is_null()) continue;
            const auto expected = entry["vector"].get<std::vector<float>>();
            const auto vector = encoder.encode(tokens.ids);
            QCOMPARE(vector.size(), expected.size());
            for (std::size_t i = 0; i < vector.size(); ++i)
                worst = std::max(worst, static_cast<double>(std::fabs(vector[i] - expected[i])));
            ++vectors;
        }
        QVERIFY(vectors > 70);
        QVERIFY2(worst < 1e-5, std::to_string(worst).c_str());
        qInfo("%d vectors, largest difference %.2g", vectors, worst);
    }
    void putsParaphrasesNearEachOther() {
        if (!localEncoder().understandsMeaning()) QSKIP("built without MGC_SENTENCE_MODEL");
        const double paraphrase = alike("How do I reset my password?", "How can I change my password if I forgot it?");
        QVERIFY2(paraphrase > 0.8, std::to_string(paraphrase).c_str());
        QVERIFY(alike("How do I reset my password?", "Bananas are rich in potassium.") < 0.4);
        // More dimensions change nothing, fewer change little.
        QVERIFY(std::fabs(alike("What is the capital of France?", "Tell me the capital city of France.") -
                          alike("What is the capital of France?", "Tell me the capital city of France.", 1536)) < 1e-6);
        QVERIFY(alike("What is the capital of France?", "Tell me the capital city of France.", 256) > 0.6);
    }
    void tellsTextsApartThatTheModelCannotRead() {
        QVERIFY(alike("今日の天気を教えてください", "日本の首都はどこですか") < 0.9);
        QVERIFY(alike("今日の天気", "今日の天気") > 0.9999);
        QVERIFY(std::fabs(alike("", "") - 1) < 1e-5);
        QVERIFY(std::isfinite(alike("", "!!!")));
    }
    void isQuick() {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 5; ++i) (void)localEncoder().encode("How do I reset my password if I forgot it?", 1536);
        qInfo("%.1f ms per text of 10 words", static_cast<double>(timer.nsecsElapsed()) / 5e6);
    }
};

MGC_TEST_CLASS(EncoderTest);
#include "encoder_test.moc"
