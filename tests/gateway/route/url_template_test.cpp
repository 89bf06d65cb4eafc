#include "gateway/route/url_template.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc::gateway;

class UrlTemplateTest : public QObject {
    Q_OBJECT
private slots:
    void takesTemplatesApart() {
        const auto parsed = UrlTemplate::parse("/orders/{id}/v{major}-{minor}/*?expand={expand}&kind=all%20of");
        QVERIFY(parsed.has_value());
        QCOMPARE(parsed->segments.size(), std::size_t{4});
        QCOMPARE(parsed->segments[1].kind, TemplateSegment::Kind::Parameter);
        QCOMPARE(parsed->segments[1].text, std::string("id"));
        QCOMPARE(parsed->segments[2].kind, TemplateSegment::Kind::Mixed);
        QCOMPARE(parsed->segments[2].texts, (std::vector<std::string>{"v", "major", "-", "minor", ""}));
        QCOMPARE(parsed->segments[3].kind, TemplateSegment::Kind::Wildcard);
        QCOMPARE(parsed->query.at(0).parameter, std::string("expand"));
        QCOMPARE(parsed->query.at(1).literal, std::string("all of"));
    }
    void refusesBrokenTemplates_data() {
        QTest::addColumn<QString>("text");
        for (const char* const text : {"/a/{b", "/a/b}", "/{}", "/{a}/{A}", "/*/b", "/{a}?x={a}"}) QTest::newRow(text) << QString(text);
    }
    void refusesBrokenTemplates() {
        QFETCH(QString, text);
        const auto parsed = UrlTemplate::parse(text.toStdString());
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().code, std::string("MGC2022"));
    }
    void matchesMixedSegments() {
        const auto parsed = UrlTemplate::parse("/{name}.{ext}");
        std::vector<std::string_view> values;
        QVERIFY(matchMixed(parsed->segments[0], "a.b.json", values));
        QCOMPARE(values, (std::vector<std::string_view>{"a", "b.json"}));
        values.clear();
        QVERIFY(!matchMixed(parsed->segments[0], "plain", values));
        QVERIFY(!matchMixed(parsed->segments[0], ".json", values));
        QVERIFY(!matchMixed(parsed->segments[0], "a.", values));
        QVERIFY(values.empty());
    }
};

MGC_TEST_CLASS(UrlTemplateTest);
#include "url_template_test.moc"
