#include "resources/price_table.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using namespace mgc::resources;

namespace {

Instant at(std::string_view time) { return *parseIso8601(time); }

PriceTable tableOf(std::string text, Diagnostics& diagnostics) {
    const auto document = json::Document::parse(std::move(text), "prices.json");
    return readPriceTable(*document, diagnostics);
}

constexpr const char* example = R"({
  "currency": "USD",
  "asOf": "2026-01-15",
  "models": [
    {"model": "gpt-4o", "from": "2026-01-01", "promptPerMillion": 2, "completionPerMillion": 8},
    {"model": "gpt-4o", "promptPerMillion": 2.5, "cachedPromptPerMillion": 1.25, "completionPerMillion": 10},
    {"model": "Chat-Prod", "from": "2026-01-10", "promptPerMillion": 0.15, "completionPerMillion": 0.6}
  ]
})";

}  // namespace

class PriceTableTest : public QObject {
    Q_OBJECT
private slots:
    void takesThePriceOfTheDay() {
        Diagnostics diagnostics;
        const auto table = tableOf(example, diagnostics);
        QVERIFY(diagnostics.all().empty());
        QCOMPARE(table.currency, std::string("USD"));
        const auto before = table.find("gpt-4o", at("2025-12-31T23:59:59Z"));
        QCOMPARE(before->prompt, std::uint64_t{2'500'000});
        QCOMPARE(before->cachedPrompt, std::uint64_t{1'250'000});
        const auto after = table.find("gpt-4o", at("2026-01-01T00:00:00Z"));
        QCOMPARE(after->prompt, std::uint64_t{2'000'000});
        QCOMPARE(after->cachedPrompt, std::uint64_t{2'000'000});
        QCOMPARE(after->completion, std::uint64_t{8'000'000});
    }
    void findsNamesWithoutCaseAndVersion() {
        Diagnostics diagnostics;
        const auto table = tableOf(example, diagnostics);
        QVERIFY(table.find("GPT-4o", at("2026-02-01T00:00:00Z")));
        QVERIFY(table.find("gpt-4o-2024-11-20", at("2026-02-01T00:00:00Z")));
        QCOMPARE(table.find("chat-prod", at("2026-02-01T00:00:00Z"))->completion, std::uint64_t{600'000});
    }
    void hasNoPriceForWhatItDoesNotKnow() {
        Diagnostics diagnostics;
        const auto table = tableOf(example, diagnostics);
        for (const char* const model : {"gpt-4o-mini", "gpt-4", "gpt-4o-2024", "", "-2024-11-20", "gpt-4o-2024-11-2x"})
            QVERIFY2(!table.find(model, at("2026-02-01T00:00:00Z")), model);
        QVERIFY(!table.find("Chat-Prod", at("2026-01-09T23:59:59Z")));
    }
    void namesThePlaceOfAFault_data() {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("text for a number") << R"("promptPerMillion": "0.15", "completionPerMillion": 1)"
                                           << "MGC2004"
                                           << "promptPerMillion: must be a number";
        QTest::newRow("negative") << R"("promptPerMillion": -1, "completionPerMillion": 1)"
                                  << "MGC2005"
                                  << "must be at least 0";
        QTest::newRow("missing") << R"("promptPerMillion": 1)"
                                 << "MGC2003"
                                 << "\"completionPerMillion\" is missing";
        QTest::newRow("no day") << R"("from": "2026-13-01", "promptPerMillion": 1, "completionPerMillion": 1)"
                                << "MGC2005"
                                << "must be a day";
        QTest::newRow("twice")
            << R"("promptPerMillion": 1, "completionPerMillion": 1}, {"model": "A", "promptPerMillion": 1, "completionPerMillion": 1)"
            << "MGC2007"
            << "two prices from one day";
    }
    void namesThePlaceOfAFault() {
        QFETCH(QString, entry);
        QFETCH(QString, code);
        QFETCH(QString, words);
        Diagnostics diagnostics;
        const std::string text =
            "{\"currency\": \"USD\", \"asOf\": \"2026-01-15\",\n \"models\": [\n  {\"model\": \"a\", " + entry.toStdString() + "}]}";
        (void)tableOf(text, diagnostics);
        QCOMPARE(diagnostics.all().size(), std::size_t{1});
        const auto& found = diagnostics.all().front();
        QCOMPARE(found.code, code.toStdString());
        QVERIFY2(found.message.find(words.toStdString()) != std::string::npos, found.message.c_str());
        QCOMPARE(found.range.begin.line, 3u);
        QVERIFY(found.range.begin.column > 1);
    }
    void wantsCurrencyAndDay() {
        Diagnostics diagnostics;
        (void)tableOf(R"({"models": []})", diagnostics);
        QCOMPARE(diagnostics.errorCount(), std::size_t{2});
    }
};

MGC_TEST_CLASS(PriceTableTest);
#include "price_table_test.moc"
