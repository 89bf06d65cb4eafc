#include "simulator/profile.h"

#include <QtTest/qtest.h>

#include "simulator/json_position.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::simulator;

class ProfileTest : public QObject {
    Q_OBJECT
private slots:
    void readsWhatItWrites() {
        auto profile = starterProfile();
        profile.faults = faultPresets("aoai-eastus");
        profile.faults[0].match.from = *parseIso8601("2026-01-15T10:00:00Z");
        profile.extraJson = R"({"$schema":"x","x-mine":{"a":1}})";
        const auto text = profileToJson(profile);
        const auto read = parseProfile(text, "simulator.json");
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(profileToJson(*read), text);
        QVERIFY(read->faults == profile.faults);
    }
    void takesTheStarterForWhatIsMissing() {
        const auto read = parseProfile(R"({"deployments":[{"name":"My-Chat","model":"gpt-4o"}]})", "f");
        QVERIFY(read);
        QCOMPARE(read->regions.size(), 2u);
        QVERIFY(read->find("my-chat", "aoai-westus"));
        QVERIFY(!read->find("gpt-4o", "aoai-westus"));
    }
    void findsRegionsByHost() {
        auto profile = starterProfile();
        profile.regions[1].hosts = {"models.example.com"};
        QCOMPARE(profile.regionOf("AOAI-EASTUS.openai.azure.com")->id, std::string("aoai-eastus"));
        QCOMPARE(profile.regionOf("models.example.com")->id, std::string("aoai-westus"));
        QVERIFY(!profile.regionOf("example.com"));
    }
    void complainsWithAPlace_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("no json") << "{\n  \"seed\": }"
                                 << "MGC5101" << 2 << 11;
        QTest::newRow("unknown member") << "{\n  \"deployments\": [\n    {\"name\": \"a\", \"tokenPerMinute\": 5}]}"
                                        << "MGC5103" << 3 << 37;
        QTest::newRow("wrong type") << "{\"seed\": \"one\"}"
                                    << "MGC5102" << 1 << 10;
        QTest::newRow("out of range") << "{\"faults\":[{\"id\":\"x\",\n\"match\":{\"percent\":101},\"fault\":{}}]}"
                                      << "MGC5102" << 2 << 20;
        QTest::newRow("unknown fault") << "{\"faults\":[{\"id\":\"x\",\n\"fault\":{\"explode\":1}}]}"
                                       << "MGC5103" << 2 << 20;
        QTest::newRow("twice") << "{\"regions\":[{\"id\":\"a\"},\n{\"id\":\"a\"}]}"
                               << "MGC5107" << 2 << 1;
        QTest::newRow("unknown latency") << "{\"deployments\":[{\"name\":\"a\",\"latency\":\"warp\"}]}"
                                         << "MGC5106" << 1 << 39;
        QTest::newRow("after é") << "{\"description\":\"é\",\"seed\":-1}"
                                 << "MGC5102" << 1 << 27;
        QTest::newRow("too deep") << QString("[").repeated(100) << "MGC5104" << 1 << 1;
    }
    void complainsWithAPlace() {
        QFETCH(QString, text);
        QFETCH(QString, code);
        QFETCH(int, line);
        QFETCH(int, column);
        const auto read = parseProfile(text.toStdString(), "simulator.json");
        QVERIFY(!read);
        QCOMPARE(QString::fromStdString(read.error().code), code);
        QCOMPARE(read.error().range.file, std::string("simulator.json"));
        QCOMPARE(static_cast<int>(read.error().range.begin.line), line);
        QCOMPARE(static_cast<int>(read.error().range.begin.column), column);
    }
};

MGC_TEST_CLASS(ProfileTest);
#include "profile_test.moc"
