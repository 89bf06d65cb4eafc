// Policy headers stand before Qt, whose macro `emit` would hit MetricSink::emit.
#include "policies/support/address.h"
#include "policies/support/backend_call.h"
#include "policies/support/base64.h"
#include "policies/support/limit_report.h"
#include "policies/support/stored_response.h"
#include "policies/support/token_period.h"

#include <QTest>

#include "tests/support/suite.h"

using namespace mgc;
using namespace mgc::policies;

class UnitsTest : public QObject {
    Q_OBJECT

private slots:
    void joinsUrls_data() {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("joined");
        QTest::newRow("plain") << "https://b.test/api"
                               << "/x/y"
                               << "a=1"
                               << "https://b.test/api/x/y?a=1";
        QTest::newRow("slash at the end") << "https://b.test/api/"
                                          << "/x"
                                          << ""
                                          << "https://b.test/api/x";
        QTest::newRow("nothing below") << "https://b.test/api"
                                       << "/"
                                       << ""
                                       << "https://b.test/api";
        QTest::newRow("no path at all") << "https://b.test"
                                        << "/"
                                        << ""
                                        << "https://b.test/";
        QTest::newRow("query on both sides") << "https://b.test/?k=1"
                                             << "/x"
                                             << "a=2"
                                             << "https://b.test/x?k=1&a=2";
    }
    void joinsUrls() {
        QFETCH(QString, base);
        QFETCH(QString, path);
        QFETCH(QString, query);
        QFETCH(QString, joined);
        const auto url = http::parseUrl(base.toStdString());
        QVERIFY(url.has_value());
        QCOMPARE(QString::fromStdString(joinUrl(*url, path.toStdString(), query.toStdString()).toText()), joined);
    }
    void writesDurations() {
        using namespace std::chrono_literals;
        QCOMPARE(wholeSeconds(100ms), 1);
        QCOMPARE(wholeSeconds(40s + 1ms), 41);
        QCOMPARE(clockText(2h + 3min + 4s), std::string("02:03:04"));
        QCOMPARE(clockText(50h), std::string("50:00:00"));
        QCOMPARE(spokenDuration(21min + 33s), std::string("21 minutes and 33 seconds"));
        QCOMPARE(spokenDuration(1h + 1min + 1s), std::string("1 hour, 1 minute and 1 second"));
        QCOMPARE(spokenDuration(0s), std::string("1 second"));
    }
    void cutsPeriods() {
        const auto at = parseIso8601("2026-02-18T10:34:56Z");  // a Wednesday
        QVERIFY(at.has_value());
        const auto start = [&](TokenPeriod period) { return toIso8601(tokenPeriodAt(period, *at).start).substr(0, 19); };
        QCOMPARE(start(TokenPeriod::Hourly), std::string("2026-02-18T10:00:00"));
        QCOMPARE(start(TokenPeriod::Daily), std::string("2026-02-18T00:00:00"));
        QCOMPARE(start(TokenPeriod::Weekly), std::string("2026-02-16T00:00:00"));
        QCOMPARE(start(TokenPeriod::Monthly), std::string("2026-02-01T00:00:00"));
        QCOMPARE(start(TokenPeriod::Yearly), std::string("2026-01-01T00:00:00"));
        QVERIFY(tokenPeriodAt(TokenPeriod::Monthly, *at).length == std::chrono::days(28));
    }
    void encodesBase64() {
        QCOMPARE(base64(""), std::string(""));
        QCOMPARE(base64("a"), std::string("YQ=="));
        QCOMPARE(base64("ab"), std::string("YWI="));
        QCOMPARE(base64("user:pw"), std::string("dXNlcjpwdw=="));
    }
    void readsAddresses() {
        QVERIFY(*parseAddress("10.0.0.1") < *parseAddress("10.0.0.2"));
        QVERIFY(*parseAddress("::ffff:10.0.0.1") == *parseAddress(" 10.0.0.1 "));
        QVERIFY(!parseAddress("10.0.0"));
        QVERIFY(!parseAddress(""));
    }
    void storesResponses() {
        http::Response response;
        response.status = 203;
        response.reason = "So";
        response.headers.add("A", "1");
        response.headers.add("A", "2");
        response.body = http::Body::text("line\nline \x01\xff");
        const auto back = restoreResponse(storeResponse(response));
        QVERIFY(back.has_value());
        QCOMPARE(back->status, 203);
        QCOMPARE(back->headers.all("a").size(), std::size_t(2));
        QCOMPARE(std::string(back->body.view()), std::string("line\nline \x01\xff"));
        QVERIFY(!restoreResponse("no line"));
        QVERIFY(!restoreResponse("{}\nbody"));
    }
};

MGC_TEST_CLASS(UnitsTest);
#include "units_test.moc"
