#include <QtTest>

#include "azure/unit/fake_azure.h"
#include "support/suite.h"

namespace mgc::azure {

using test::FakeAzure;

class ArmClientTest : public QObject {
    Q_OBJECT

    static ArmCall put() {
        return {.method = "PUT",
                .path = "/subscriptions/s/x",
                .apiVersion = "2024-05-01",
                .query = {},
                .ifMatch = {},
                .body = Json{{"a", 1}},
                .purpose = "test"};
    }
    static constexpr const char* host = "https://management.azure.com";
    // moc takes "//" inside a raw string for a comment, so no raw strings with addresses.
    static std::string page(const Json& items, const std::string& next) { return Json{{"value", items}, {"nextLink", next}}.dump(); }

private slots:
    void sendsWhatArmWants() {
        FakeAzure azure;
        azure.transport.answers(200, "{}", {{"ETag", "\"1\""}, {"x-ms-request-id", "r"}});
        const auto answer = azure.arm.call(put());
        QVERIFY(answer);
        QCOMPARE(answer->etag, std::string("\"1\""));
        const HttpRequest& request = azure.transport.requests.at(0);
        QCOMPARE(request.url, std::string(host) + "/subscriptions/s/x?api-version=2024-05-01");
        QCOMPARE(request.body, std::string("{\"a\":1}"));
        QCOMPARE(azure.log.records().at(0).requestId, std::string("r"));
        QCOMPARE(asAzRest("GET", "https://h/x?$filter=a", false), std::string("az rest --method get --url 'https://h/x?$filter=a'"));
    }

    void waitsAsLongAsRetryAfterSays() {
        FakeAzure azure;
        azure.transport.answers(429, "{}", {{"Retry-After", "7"}});
        azure.transport.answers(503, "{}");
        azure.transport.loses();
        azure.transport.answers(200, "{}");
        QVERIFY(azure.arm.call(put()));
        QCOMPARE(azure.transport.waits.at(0).count(), 7000);
        QCOMPARE(azure.transport.waits.size(), std::size_t(3));
    }

    void doesNotRepeatWhatIsNotIdempotent() {
        FakeAzure azure;
        azure.transport.loses();
        ArmCall post = put();
        post.method = "POST";
        QCOMPARE(azure.arm.call(post).error().code, std::string("ConnectionFailed"));
        QCOMPARE(azure.transport.requests.size(), std::size_t(1));
    }

    void answersAClaimsChallenge() {
        FakeAzure azure;
        azure.transport.answers(401, "{}",
                                {{"WWW-Authenticate", "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhIjoxfQ\""}});
        azure.transport.answers(200, "{}");
        QVERIFY(azure.arm.call(put()));
        QCOMPARE(azure.credential->asked.at(1).claims, std::string("{\"a\":1}"));
    }

    void unwrapsErrors() {
        FakeAzure azure;
        const Json cause{{"error", {{"code", "InsufficientQuota"}, {"message", "No quota for gpt-4o."}}}};
        const Json nested{{"error", {{"code", "DeploymentFailed"}, {"message", cause.dump()}}}};
        azure.transport.answers(400, nested.dump(), {{"x-ms-correlation-request-id", "c-1"}});
        const auto answer = azure.arm.call(put());
        QVERIFY(!answer);
        const QString message = QString::fromStdString(answer.error().message);
        QVERIFY2(message.contains(QLatin1String("No quota for gpt-4o.")) && message.contains(QLatin1String("c-1")), qPrintable(message));
    }

    void followsPagesButNotToOtherHosts() {
        FakeAzure azure;
        azure.transport.answers(200, page({1, 2}, std::string(host) + "/next?x=1"));
        azure.transport.answers(200, R"({"value":[3]})");
        const auto all = azure.arm.list("/subscriptions", "2022-12-01", "test");
        QVERIFY(all);
        QCOMPARE(all->size(), std::size_t(3));
        azure.transport.answers(200, page(Json::array(), "https://evil.example/next"));
        QCOMPARE(azure.arm.list("/subscriptions", "2022-12-01", "test").error().code, std::string("ForeignLink"));
    }

    void followsAsyncOperationEvenOn200() {
        FakeAzure azure;
        azure.transport.answers(
            200, R"({"properties":{"provisioningState":"InProgress"}})",
            {{"Azure-AsyncOperation", std::string(host) + "/op/1"}, {"Location", std::string(host) + "/loc/1"}, {"Retry-After", "1"}});
        azure.transport.answers(200, R"({"status":"InProgress","percentComplete":40})",
                                {{"Azure-AsyncOperation", std::string(host) + "/op/2"}});
        azure.transport.answers(200, R"({"status":"Succeeded"})");
        azure.transport.answers(200, R"({"name":"x"})");
        std::vector<double> percents;
        const auto answer = azure.arm.callToEnd(put(), [&](const OperationState& state) {
            if (state.percent) percents.push_back(*state.percent);
        });
        QVERIFY(answer);
        QCOMPARE(answer->body["name"].get<std::string>(), std::string("x"));
        QCOMPARE(percents, std::vector<double>{40});
        QCOMPARE(azure.transport.requests.at(2).url, std::string(host) + "/op/2");
        QCOMPARE(azure.transport.requests.at(3).url, std::string(host) + "/subscriptions/s/x?api-version=2024-05-01");
    }

    void followsLocation() {
        FakeAzure azure;
        azure.transport.answers(202, "", {{"Location", std::string(host) + "/loc/1"}});
        azure.transport.answers(202, "", {{"Location", std::string(host) + "/loc/2"}});
        azure.transport.answers(200, R"({"done":true})");
        ArmCall remove = put();
        remove.method = "DELETE";
        remove.body.reset();
        const auto answer = azure.arm.callToEnd(remove);
        QVERIFY(answer);
        QVERIFY(answer->body["done"].get<bool>());
        QCOMPARE(azure.transport.requests.at(2).url, std::string(host) + "/loc/2");
    }

    void followsTheBodysState() {
        FakeAzure azure;
        azure.transport.answers(201, R"({"properties":{"provisioningState":"Creating"}})");
        azure.transport.answers(200, R"({"properties":{"provisioningState":"Succeeded"}})");
        QVERIFY(azure.arm.callToEnd(put()));
    }

    void reportsAFailedOperation() {
        FakeAzure azure;
        azure.transport.answers(201, "{}", {{"Azure-AsyncOperation", std::string(host) + "/op/1"}});
        azure.transport.answers(200,
                                R"({"status":"Failed","error":{"code":"ValidationError","message":"Error in element 'x' on line 3."}})");
        const auto answer = azure.arm.callToEnd(put());
        QCOMPARE(answer.error().code, std::string("ValidationError"));
        QVERIFY(QString::fromStdString(answer.error().message).contains(QLatin1String("on line 3")));
    }
};
MGC_TEST_CLASS(ArmClientTest);

}  // namespace mgc::azure

#include "arm_client_test.moc"
