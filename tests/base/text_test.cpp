#include "base/text.h"
#include "base/byte_search.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;

class TextTest : public QObject {
    Q_OBJECT
private slots:
    void comparesWithoutCase() {
        QVERIFY(equalsIgnoreCase("Content-TYPE", "content-type"));
        QVERIFY(!equalsIgnoreCase("a", "ab"));
    }
    void findsATextAtEveryPlaceOfEveryLength() {
        const std::string what = "\"usage\"";
        for (std::size_t length = 0; length < 70; ++length)
            for (std::size_t at = 0; at <= length; ++at) {
                std::string text(length, '"');  // its first and last byte all over
                text.insert(at, what);
                QVERIFY(holdsText(text, what));
                text[at + 3] = 'x';
                QVERIFY(!holdsText(text, what));
            }
        QVERIFY(holdsText("abc", "") && holdsText("", "") && holdsText("abc", "c") && !holdsText("", "a") && !holdsText("ab", "abc"));
    }
    void splitsKeepingEmptyParts() { QCOMPARE(split("a,,b", ',').size(), std::size_t{3}); }
    void decodesPercentEscapes() {
        QCOMPARE(percentDecoded("a%20b+c%zz"), std::string("a b+c%zz"));
        QCOMPARE(percentDecoded("a+b", true), std::string("a b"));
        QCOMPARE(percentEncoded("a b/~"), std::string("a%20b%2F~"));
    }
    void readsIntegersWhole() {
        QCOMPARE(toInteger("+42").value_or(0), 42);
        QVERIFY(!toInteger("4 2").has_value());
        QVERIFY(!toInteger("").has_value());
    }
};

MGC_TEST_CLASS(TextTest);
#include "text_test.moc"
