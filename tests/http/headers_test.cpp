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
    void aCopySharesUntilOneSideChanges() {
        Headers first;
        first.add("A", "1");
        first.add("B", "2");
        Headers second = first;
        QVERIFY(second.sharesWith(first));
        const std::string_view seen = first.get("A").value();
        second.set("A", first.get("B").value());
        QVERIFY(!second.sharesWith(first));
        QCOMPARE(std::string(seen), std::string("1"));
        QCOMPARE(std::string(first.get("a").value()), std::string("1"));
        QCOMPARE(std::string(second.get("a").value()), std::string("2"));
        Headers third = second;
        QCOMPARE(third.remove("A"), std::size_t{1});
        QCOMPARE(third.remove("A"), std::size_t{0});
        third.clear();
        QVERIFY(third.empty());
        QCOMPARE(second.size(), std::size_t{2});
        const Headers moved = std::move(second);
        QVERIFY(second.empty());
        QCOMPARE(moved.size(), std::size_t{2});
    }
    /// Names and values may be views of the very headers that grow.
    void takesViewsOfItself() {
        Headers headers;
        headers.add("Name", "value");
        for (int i = 0; i < 200; ++i) headers.add(headers.at(0).name, headers.at(headers.size() - 1).value);
        QCOMPARE(headers.size(), std::size_t{201});
        QCOMPARE(std::string(headers.at(200).name), std::string("Name"));
        QCOMPARE(std::string(headers.at(200).value), std::string("value"));
        headers.set(headers.at(100).name, headers.at(150).value);
        QCOMPARE(headers.size(), std::size_t{1});
        QCOMPARE(std::string(headers.at(0).value), std::string("value"));
        QCOMPARE(headers.remove(headers.at(0).name), std::size_t{1});
    }
    void replacingAgainAndAgainKeepsTheRestIntact() {
        Headers headers;
        headers.reserve(2, 8);
        headers.add("Stays", "here");
        for (int i = 0; i < 5000; ++i) headers.set("Count", std::to_string(i));
        QCOMPARE(headers.size(), std::size_t{2});
        QCOMPARE(std::string(headers.get("Count").value()), std::string("4999"));
        QCOMPARE(std::string(headers.get("Stays").value()), std::string("here"));
    }
};

MGC_TEST_CLASS(HeadersTest);
#include "headers_test.moc"
