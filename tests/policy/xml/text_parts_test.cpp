#include "policy/xml/text_parts.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc::policy::xml;

class TextPartsTest : public QObject {
    Q_OBJECT
private slots:
    void splits_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");  // expressions in angle brackets, parts separated by "|"
        QTest::newRow("literal") << "abc" << "abc";
        QTest::newRow("empty") << "" << "";
        QTest::newRow("blanks") << " \n" << " \n";
        QTest::newRow("expression") << " @(a) \n" << "<@(a)>";
        QTest::newRow("block") << "@{ return 1; }" << "<@{ return 1; }>";
        QTest::newRow("within text") << "a @(b) c @(d)" << "a |<@(b)>| c |<@(d)>";
        QTest::newRow("block within text is text") << "a @{b}" << "a @{b}";
        QTest::newRow("open within text is text") << "mail@(b" << "mail@(b";
        QTest::newRow("text behind") << "@(a)/x" << "<@(a)>|/x";
        QTest::newRow("open") << "@(a" << "!";
    }
    void splits() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const std::string bytes = text.toStdString();
        const auto split = splitExpressions(bytes);
        QStringList parts;
        if (!split.start.matched) parts << "!";
        for (const auto& part : split.parts) {
            const auto shown = QString::fromStdString(std::string(part.text));
            parts << (part.isExpression ? "<" + shown + ">" : shown);
            QCOMPARE(bytes.substr(part.offset, part.text.size()), std::string(part.text));
        }
        QCOMPARE(parts.join('|'), expected);
    }
};

MGC_TEST_CLASS(TextPartsTest);
#include "text_parts_test.moc"
