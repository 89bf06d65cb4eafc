#include "json/member_walk.h"

#include <QtTest/qtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "support/suite.h"

using mgc::json::MemberWalk;
using Json = nlohmann::ordered_json;

namespace {

struct Walked {
    std::vector<std::pair<std::string, std::string>> members;
    bool complete = false;
};

Walked walk(std::string_view text) {
    Walked walked;
    MemberWalk members(text);
    while (members.next()) walked.members.emplace_back(members.name(), members.value());
    walked.complete = members.complete();
    return walked;
}

}  // namespace

class MemberWalkTest : public QObject {
    Q_OBJECT
private slots:
    void findsWhatAParserFinds_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("spaces") << QByteArray(" \r\n{ \t} \n");
        QTest::newRow("scalars") << QByteArray("{\"a\":1,\"b\" : -2.5e3 ,\"c\":true,\"d\":null,\"e\":\"\"}");
        QTest::newRow("quotes") << QByteArray("{\"a\":\"\\\"\",\"b\":\"\\\\\",\"c\":\"\\\\\\\"}\",\"d\":\"}{][,:\"}");
        QTest::newRow("names") << QByteArray("{\"a\\\"b\":1,\"\\\\\":2,\"\":3}");
        QTest::newRow("nested") << QByteArray("{\"a\":{\"usage\":[1,{\"b\":\"]}\"}]},\"usage\":{\"c\":[[],{}]},\"d\":[ ] }");
        QTest::newRow("deep") << QByteArray("{\"a\":") + QByteArray(900, '[') + QByteArray(900, ']') + "}";
    }
    void findsWhatAParserFinds() {
        QFETCH(QByteArray, text);
        const Json parsed = Json::parse(text.toStdString());
        const auto walked = walk(text.toStdString());
        QVERIFY(walked.complete);
        QCOMPARE(walked.members.size(), parsed.size());
        std::size_t at = 0;
        for (const auto& [name, value] : parsed.items()) {
            QCOMPARE(walked.members[at].first, name);
            QVERIFY(Json::parse(walked.members[at].second) == value);
            ++at;
        }
    }
    void knowsNamesHoweverWritten() {
        MemberWalk walk("{\"str\\u0065am\":true,\"a\\\"b\":\"\\u00e9\"}");
        QVERIFY(walk.next());
        QVERIFY(walk.name() == "stream");
        QVERIFY(!mgc::json::textOf(walk.value()));
        QVERIFY(walk.next());
        QVERIFY(walk.name() == "a\"b");
        QCOMPARE(mgc::json::textOf(walk.value()).value_or(""), std::string("\xC3\xA9"));
    }
    void nothingCutOffIsComplete_data() { findsWhatAParserFinds_data(); }
    void nothingCutOffIsComplete() {
        QFETCH(QByteArray, text);
        const std::string whole = text.trimmed().toStdString();
        for (std::size_t length = 0; length < whole.size(); ++length) QVERIFY2(!walk(whole.substr(0, length)).complete, whole.substr(0, length).c_str());
    }
    void refusesWhatIsNoObject_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "[]", "\"usage\" \xFF{{{{", "{} x", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}", "{\"a\":1}}"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesWhatIsNoObject() {
        QFETCH(QByteArray, text);
        QVERIFY(!walk(text.toStdString()).complete);
    }
};

MGC_TEST_CLASS(MemberWalkTest);
#include "member_walk_test.moc"
