#include "simulator/limiter.h"

#include <QtTest/qtest.h>

#include "bench_call.h"
#include "support/suite.h"

using namespace mgc;
using namespace std::chrono_literals;
using mgc::simulator::Deployment;
using mgc::simulator::Limiter;
using mgc::simulator::LimiterKind;
using mgc::test::SimulatorBench;

namespace {

Deployment deployment(LimiterKind kind, std::int64_t tokens, std::int64_t requests) {
    Deployment made;
    made.limiter = kind;
    made.tokensPerMinute = tokens;
    made.requestsPerMinute = requests;
    return made;
}
const Instant start = *parseIso8601("2026-01-15T10:00:00Z");

}  // namespace

class LimiterTest : public QObject {
    Q_OBJECT
private slots:
    void standardCountsFromTheFirstCall() {
        Limiter limiter;
        const auto limits = deployment(LimiterKind::AzureStandard, 1000, 600);
        QVERIFY(limiter.admit(start + 5s, 600, limits).admitted);
        QCOMPARE(limiter.admit(start + 30s, 400, limits).remainingTokens, 0);
        const auto refused = limiter.admit(start + 40s, 1, limits);
        QVERIFY(!refused.admitted && refused.byTokens);
        QVERIFY(refused.retryAfter == 25s);
        QVERIFY(limiter.admit(start + 65s, 1000, limits).admitted);
    }
    void standardJudgesRequestsOverTenSeconds() {
        Limiter limiter;
        const auto limits = deployment(LimiterKind::AzureStandard, 1'000'000, 60);
        for (int i = 0; i < 10; ++i) QVERIFY(limiter.admit(start, 1, limits).admitted);
        const auto refused = limiter.admit(start + 4s, 1, limits);
        QVERIFY(!refused.admitted && !refused.byTokens);
        QVERIFY(refused.retryAfter == 6s);
        QVERIFY(limiter.admit(start + 10s, 1, limits).admitted);
    }
    void slidingFreesWhatAges() {
        Limiter limiter;
        const auto limits = deployment(LimiterKind::Sliding, 1000, 6000);
        QVERIFY(limiter.admit(start, 600, limits).admitted);
        QVERIFY(limiter.admit(start + 30s, 400, limits).admitted);
        const auto refused = limiter.admit(start + 31s, 500, limits);
        QVERIFY(!refused.admitted);
        QVERIFY2(refused.retryAfter > 28s && refused.retryAfter <= 30s, std::to_string(refused.retryAfter.count()).c_str());
        QVERIFY(limiter.admit(start + 31s + refused.retryAfter, 500, limits).admitted);
    }
    void provisionedLeaks() {
        Limiter limiter;
        const auto limits = deployment(LimiterKind::Provisioned, 6000, 1);
        QVERIFY(limiter.admit(start, 6000, limits).admitted);
        const auto refused = limiter.admit(start, 100, limits);
        QVERIFY(!refused.admitted);
        QCOMPARE(std::chrono::duration_cast<std::chrono::milliseconds>(refused.retryAfter).count(), 1000);
        QVERIFY(limiter.admit(start + 1s, 100, limits).admitted);
        limiter.settle(100, 0, limits);
        QVERIFY(limiter.admit(start + 1s, 100, limits).admitted);
    }
    void answers429AsAzureDoes() {
        auto profile = SimulatorBench::instantProfile();
        profile.deployments[0].tokensPerMinute = 100;
        SimulatorBench bench(profile);
        QCOMPARE(bench.chat("Count to 2", {{"max_tokens", 90}}).status, 200);
        bench.clock.advance(20s);
        const auto refused = bench.chat("Count to 2", {{"max_tokens", 90}});
        QCOMPARE(refused.status, 429);
        QCOMPARE(
            refused.body,
            std::string(
                "{\"error\":{\"code\":\"429\",\"message\":\"Requests to the ChatCompletions_Create Operation under Azure OpenAI API "
                "version 2024-10-21 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 40 seconds. "
                "Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.\"}}"));
        QCOMPARE(refused.header("retry-after"), std::string("40"));
        QCOMPARE(refused.header("retry-after-ms"), std::string("40000"));
        QCOMPARE(refused.header("policy-id"), std::string("DeploymentRatelimit-Token"));
        bench.clock.advance(40s);
        QCOMPARE(bench.chat("Count to 2", {{"max_tokens", 90}}).status, 200);
        // The other region has its own capacity.
        QCOMPARE(bench
                     .call(SimulatorBench::request(
                         "https://aoai-westus.openai.azure.com/v1/chat/completions",
                         "{\"model\":\"gpt-4o-mini\",\"max_tokens\":90,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                     .status,
                 200);
    }
};

MGC_TEST_CLASS(LimiterTest);
#include "limiter_test.moc"
