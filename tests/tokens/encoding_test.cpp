#include "tokens/encoding.h"

#include <QtTest/qtest.h>
#include <QElapsedTimer>

#include <fstream>
#include <nlohmann/json.hpp>

#include "support/suite.h"
#include "tokens/model_encoding.h"
#include "tokens/prompt.h"
#include "tokens/utf8.h"

using namespace mgc::tokens;

namespace {

struct Reference {
    const char* name;
    EncodingName encoding;
};
constexpr Reference references[] = {{"o200k_base", EncodingName::O200kBase}, {"cl100k_base", EncodingName::Cl100kBase}};

std::string joined(const std::vector<Encoding::Piece>& pieces, std::size_t& tokens) {
    std::string text;
    for (const auto& piece : pieces) {
        text += piece.text;
        tokens += piece.tokens;
    }
    return text;
}

}  // namespace

class EncodingTest : public QObject {
    Q_OBJECT
private slots:
    void equalsTheReferenceTokenizers() {
        std::ifstream in(MGC_TOKEN_EXPECTATIONS);
        QVERIFY2(in.good(), "the expectations are made at build by make_expectations.mjs");
        std::string line;
        int texts = 0, chats = 0;
        while (std::getline(in, line)) {
            const auto entry = nlohmann::json::parse(line);
            if (entry.contains("prompt")) {
                ++chats;
                const auto counted = countPrompt(entry["body"].get<std::string>(), entry["model"].get<std::string>());
                QVERIFY2(counted == entry["prompt"], (line + " counted " + std::to_string(counted)).c_str());
                continue;
            }
            ++texts;
            const std::string text =
                entry.contains("text")
                    ? entry["text"].get<std::string>()
                    : QByteArray::fromBase64(QByteArray::fromStdString(entry["base64"].get<std::string>())).toStdString();
            for (const auto& reference : references) {
                const auto& encoding = Encoding::of(reference.encoding);
                const auto expected = entry[reference.name].get<std::vector<std::uint32_t>>();
                QVERIFY2(encoding.encode(text) == expected, (std::string(reference.name) + ": " + line.substr(0, 2000)).c_str());
                QCOMPARE(encoding.count(text), expected.size());
                std::size_t tokens = 0;
                const auto pieces = encoding.pieces(text);
                QCOMPARE(joined(pieces, tokens), withReplacements(text));
                QCOMPARE(tokens, expected.size());
                for (const auto& piece : pieces) QVERIFY(isValidUtf8(piece.text));
            }
        }
        QVERIFY(texts >= 2000);
        QVERIFY(chats >= 100);
    }
    void staysLinearOnHostileWords_data() {
        QTest::addColumn<QByteArray>("unit");
        QTest::newRow("one letter") << QByteArray("a");
        QTest::newRow("spaces") << QByteArray(" ");
        QTest::newRow("letters") << QByteArray("qzjxkv");
        QTest::newRow("capitals") << QByteArray("QZ");
        QTest::newRow("han") << QByteArray("\xE6\xBC\xA2");
        QTest::newRow("marks") << QByteArray("\xCC\x81");
        QTest::newRow("invalid") << QByteArray("\xFF");
        QTest::newRow("line breaks and spaces") << QByteArray(" \n");
    }
    void staysLinearOnHostileWords() {
        QFETCH(QByteArray, unit);
        const auto text = unit.repeated(600'000 / static_cast<int>(unit.size())).toStdString();
        for (const auto& reference : references) {
            QElapsedTimer timer;
            timer.start();
            QVERIFY(Encoding::of(reference.encoding).count(text) > 0);
            QVERIFY2(timer.elapsed() < 10'000, "a quadratic merge would take minutes here");
        }
    }
    void replacesIllFormedBytesAsDecodersDo() {
        QCOMPARE(withReplacements("a\xF0\x9F\x98z"), std::string("a\xEF\xBF\xBDz"));
        QCOMPARE(withReplacements("\xED\xA0\x80"), std::string("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"));
        QCOMPARE(withReplacements("\xC0\xAF"), std::string("\xEF\xBF\xBD\xEF\xBF\xBD"));
    }
    void knowsTheModels_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("older");
        for (const auto* name : {"gpt-4", "gpt-4-turbo-2024-04-09", "gpt-35-turbo", "gpt-3.5-turbo-16k", "text-embedding-3-small",
                                 "text-embedding-ada-002", "team-gpt-4-32k", "GPT-4-0613"})
            QTest::newRow(name) << QString(name) << true;
        for (const auto* name :
             {"gpt-4o", "gpt-4o-mini", "gpt-4.1-mini", "gpt-41", "gpt-4.5-preview", "o1", "o3-mini", "gpt-5", "chat", "Phi-4", ""})
            QTest::newRow(*name ? name : "empty") << QString(name) << false;
    }
    void knowsTheModels() {
        QFETCH(QString, model);
        QFETCH(bool, older);
        QCOMPARE(encodingForModel(model.toStdString()) == EncodingName::Cl100kBase, older);
    }
};

MGC_TEST_CLASS(EncodingTest);
#include "encoding_test.moc"
