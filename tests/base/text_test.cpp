#include "base/text.h"

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
