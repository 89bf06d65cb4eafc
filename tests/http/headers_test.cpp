#include "http/headers.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc::http;

class HeadersTest : public QObject {
    Q_OBJECT
private slots:
    void findsWithoutCaseAndKeepsOrder() {
        Headers headers;
        headers.add("Accept", "a");
        headers.add("X-One", "1");
        headers.add("accept", "b");
        QCOMPARE(std::string(headers.get("ACCEPT").value()), std::string("a"));
        QCOMPARE(headers.joined("accept").value(), std::string("a,b"));
        QCOMPARE(std::string(headers.at(1).name), std::string("X-One"));
    }
    void setReplacesAllAtTheFirstPlace() {
        Headers headers;
        headers.add("A", "1");
        headers.add("B", "2");
        headers.add("a", "3");
        headers.set("a", headers.at(1).value);
        QCOMPARE(headers.size(), std::size_t{2});
        QCOMPARE(std::string(headers.at(0).value), std::string("2"));
        QCOMPARE(headers.remove("b"), std::size_t{1});
        QVERIFY(!headers.contains("b"));
    }
};

MGC_TEST_CLASS(HeadersTest);
#include "headers_test.moc"
