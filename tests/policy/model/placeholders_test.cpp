#include "policy/model/placeholders.h"

#include <QtTest/qtest.h>

#include "policy/model/named_value_text.h"
#include "support/suite.h"

using namespace mgc::policy;

class PlaceholdersTest : public QObject {
    Q_OBJECT
private slots:
    void finds_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("braces");
        QTest::addColumn<QString>("expected");
        const int tokens = static_cast<int>(Braces::Tokens);
        const int urls = static_cast<int>(Braces::UrlTemplate);
        const int free = static_cast<int>(Braces::Free);
        QTest::newRow("named value") << "a{{x-1.b}}c" << tokens << "{{x-1.b}}";
        QTest::newRow("blanks inside") << "{{ x }}" << tokens << "{{ x }}";
        QTest::newRow("no name") << "{{a b}} {{}}" << tokens << "";
        QTest::newRow("token") << "{backend-id}" << tokens << "{backend-id}";
        QTest::newRow("template parameter") << "/a/{id}?b={c}" << urls << "";
        QTest::newRow("terraform") << "https://${host}/" << urls << "${host}";
        QTest::newRow("dunder") << "__HOST__ a__b__c __x_" << tokens << "__HOST__";
        QTest::newRow("code") << "$\"${x}\" new {a} {{k}} __T__" << free << "{{k}} __T__";
        QTest::newRow("json") << "{\"a\": {\"b\": 1}}" << tokens << "";
        QTest::newRow("nothing") << "{ {1} $x _ __" << tokens << "";
    }
    void finds() {
        QFETCH(QString, text);
        QFETCH(int, braces);
        QFETCH(QString, expected);
        const std::string bytes = text.toStdString();
        QStringList found;
        for (const auto& placeholder : findPlaceholders(bytes, static_cast<Braces>(braces))) {
            found << QString::fromStdString(std::string(placeholder.text));
            QCOMPARE(bytes.substr(placeholder.begin, placeholder.end - placeholder.begin), std::string(placeholder.text));
        }
        QCOMPARE(found.join(' '), expected);
    }

    void replacesKnownNamedValuesOnce() {
        mgc::policy::xml::MappedText text;
        text.append("a{{x}}b{{y}}c", 100);
        const auto replaced =
            withNamedValues(text, [](std::string_view name) { return name == "x" ? std::optional<std::string>("{{y}}") : std::nullopt; });
        QCOMPARE(replaced.text(), std::string("a{{y}}b{{y}}c"));
        QCOMPARE(replaced.sourceOffset(3), std::size_t{101});
        QCOMPARE(replaced.sourceOffset(6), std::size_t{106});
    }
};

MGC_TEST_CLASS(PlaceholdersTest);
#include "placeholders_test.moc"
