#include "http/uri_text.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc::http;

class UrlTest : public QObject {
    Q_OBJECT
private slots:
    void splitsAndJoins() {
        const auto url = parseUrl("https://Contoso.azure-api.net:8443/a/b?x=1&y=%20#f");
        QVERIFY(url.has_value());
        QCOMPARE(url->host, std::string("contoso.azure-api.net"));
        QCOMPARE(url->toText(), std::string("https://contoso.azure-api.net:8443/a/b?x=1&y=%20"));
        QCOMPARE(parseUrl("http://[::1]:80")->toText(), std::string("http://[::1]/"));
    }
    void refusesWhatIsNoUrl() {
        for (const char* text : {"", "/path", "ftp://a/", "https://", "https://a:0/", "https://user@a/", "https://a/b c"})
            QVERIFY2(!parseUrl(text).has_value(), text);
    }
    void escapesWhatPeopleWrite() {
        QCOMPARE(uriEscaped("/näh/%20?q=two words|{x}&y=[1]"), std::string("/n%C3%A4h/%20?q=two%20words%7C%7Bx%7D&y=[1]"));
        QCOMPARE(parseWrittenUrl(" https://a/b c\n")->toText(), std::string("https://a/b%20c"));
        QVERIFY(!parseWrittenUrl("  ").has_value());
    }
    void readsQueries() {
        const auto query = parseQuery("a=1&b=x%26y&c&a=2+3");
        QCOMPARE(query.size(), std::size_t{4});
        QCOMPARE(query[1].second, std::string("x&y"));
        QCOMPARE(formatQuery(query), std::string("a=1&b=x%26y&c=&a=2%203"));
    }
};

MGC_TEST_CLASS(UrlTest);
#include "url_test.moc"
