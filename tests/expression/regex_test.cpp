#include <QtTest/qtest.h>

#include "expression/runtime/regex.h"
#include "support/suite.h"

using namespace mgc;

/// Regular expressions on bytes that are no text: headers and bodies bring whatever the peer sends.
class RegexTest : public QObject {
    Q_OBJECT
private slots:
    void readsNothingBehindMalformedText_data() {
        QTest::addColumn<QByteArray>("subject");
        QTest::newRow("cut short at the end") << QByteArray("abc\xF0\x9F\x98");
        QTest::newRow("stray continuation") << QByteArray("a\x80\x80 12");
        QTest::newRow("bytes of no encoding") << QByteArray("\xFF\xFE\xF8 12");
        QTest::newRow("above the last character") << QByteArray("\xF4\x90\x80\x80 12");
        QTest::newRow("overlong") << QByteArray("\xE0\x80\x80\xC0\x80 12");
        QTest::newRow("lone surrogate") << QByteArray("\xED\xA0\x80 12");
    }
    void readsNothingBehindMalformedText() {
        QFETCH(QByteArray, subject);
        const std::string text = subject.toStdString();
        for (const char* pattern : {"\\w+$", "\\d+", ".*", "(?i)x", "[^a]+$"}) {
            std::vector<expression::GroupSpan> groups;
            const bool found = expression::RegexCode::compile(pattern, 0)->match(text, 0, groups);
            if (found) QVERIFY(groups.front().end <= static_cast<std::ptrdiff_t>(text.size()));
        }
        QCOMPARE(expression::regexIsMatch("12$", text), subject.endsWith("12"));
    }
};

MGC_TEST_CLASS(RegexTest);
#include "regex_test.moc"
