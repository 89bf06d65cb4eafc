// Engine headers first: Qt makes `emit` a macro.
#include "gateway/run/conversions.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc::gateway;

class MaskingTest : public QObject {
    Q_OBJECT
private slots:
    void hidesKeysAndTokensButKeepsTheScheme() {
        const auto token = maskedHeader("authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.secretsecret.9ab1");
        QVERIFY(token.starts_with("Bearer eyJh"));
        QVERIFY(token.ends_with("9ab1"));
        QVERIFY(token.find("secret") == std::string::npos);
        QVERIFY(maskedHeader("Api-Key", "0123456789abcdef").find("456789") == std::string::npos);
        QVERIFY(maskedHeader("api-key", "short").find("short") == std::string::npos);
        QCOMPARE(maskedHeader("Content-Type", "application/json"), std::string("application/json"));
    }
    void hidesKeysInQueries() {
        const auto url = maskedUrl("http://localhost/inference?api-version=1&subscription-key=0123456789abcdef&x=1");
        QVERIFY(url.find("456789") == std::string::npos);
        QVERIFY(url.find("api-version=1") != std::string::npos);
        QVERIFY(url.ends_with("&x=1"));
    }
    void hidesSecretsInTraces() {
        const auto trace = maskedTrace(
            "{\"traceEntries\":{\"inbound\":[{\"data\":{\"request\":{\"url\":\"http://a/?api-key=0123456789abcdef\","
            "\"headers\":[{\"name\":\"api-key\",\"value\":\"0123456789abcdef\"},{\"name\":\"Accept\",\"value\":\"text/plain\"}]}}}]}}");
        QVERIFY(trace.find("456789") == std::string::npos);
        QVERIFY(trace.find("text/plain") != std::string::npos);
    }
    void tracesHideTokensUnderAnyName() {
        const auto trace = maskedTrace(
            R"({"traceEntries":{"inbound":[{"data":{"name":"my-variable","value":"Bearer 0123456789abcdef"}},{"data":{"header":{"name":"X-Copy","value":"eyJhbGciOiJIUzI1NiJ9.secretsecret.9ab1"}}}]}})");
        QVERIFY(trace.find("456789ab") == std::string::npos);
        QVERIFY(trace.find("secretsecret") == std::string::npos);
        QVERIFY(trace.find("my-variable") != std::string::npos);
    }
};

MGC_TEST_CLASS(MaskingTest);
#include "masking_test.moc"
