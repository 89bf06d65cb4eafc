#include "metrics/metrics.h"

#include <QtTest/qtest.h>

#include <thread>

#include "support/suite.h"

using namespace mgc;
using namespace mgc::metrics;
using namespace std::chrono_literals;

namespace {

const Instant start{std::chrono::sys_days{std::chrono::year{2026} / 1 / 15}};

RequestEvent answered(Instant time, int status, Duration total) {
    RequestEvent event;
    event.time = time;
    event.status = status;
    event.total = total;
    event.policy = 1ms;
    event.tokens = {10, 30, 0};
    if (status == 429) event.throttle = Throttle::TokenLimit;
    return event;
}

void add(Metrics& metrics, const std::string& name, std::string_view metricNamespace, double value,
         const CustomSeries::Dimensions& dimensions) {
    const CustomSeries::Named one{name, value};
    metrics.addCustom(metricNamespace, {&one, 1}, dimensions);
}

}  // namespace

class MetricsTest : public QObject {
    Q_OBJECT
private slots:
    void quantilesStayWithinFivePercent() {
        Histogram histogram;
        for (int ms = 1; ms <= 1000; ++ms) histogram.add(std::chrono::milliseconds(ms));
        const auto values = histogram.quantiles();
        QCOMPARE(values.count, std::uint64_t{1000});
        QVERIFY(std::abs(values.p50 - 500) < 25);
        QVERIFY(std::abs(values.p95 - 950) < 48);
        QVERIFY(std::abs(values.p99 - 990) < 50);
    }
    void countsToTheUnitOverThreads() {
        Metrics metrics;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 1000; ++i) {
                    metrics.requestStarted();
                    metrics.requestEnded(answered(start, i % 4 == 0 ? 429 : 200, 20ms));
                }
            });
        for (auto& thread : threads) thread.join();
        const auto reading = metrics.read(start);
        QCOMPARE(reading.requests, std::uint64_t{4000});
        QCOMPARE(reading.requestsByStatus.at(429), std::uint64_t{1000});
        QCOMPARE(reading.throttlesByReason.at("tokenLimit"), std::uint64_t{1000});
        QCOMPARE(reading.tokens.completion, std::uint64_t{120000});
        QCOMPARE(reading.activeRequests, std::uint64_t{0});
    }
    void forgetsWhatIsOlderThanItsWindow() {
        Metrics metrics;
        metrics.requestStarted();
        metrics.requestEnded(answered(start, 200, 20ms));
        QCOMPARE(metrics.read(start + 5s).latency.recent.count, std::uint64_t{1});
        QCOMPARE(metrics.read(start + 11s).latency.recent.count, std::uint64_t{0});
        QCOMPARE(metrics.read(start + 59s).tokensLastMinute.prompt, std::uint64_t{10});
        QCOMPARE(metrics.read(start + 61s).tokensLastMinute.prompt, std::uint64_t{0});
        QCOMPARE(metrics.read(start + 61s).tokens.prompt, std::uint64_t{10});
    }
    void sharesBackendsOverTheLastMinute() {
        Metrics metrics;
        metrics.backendCalled({start, "east", "pool", false});
        metrics.backendCalled({start + 50s, "west", "pool", true});
        const auto reading = metrics.read(start + 70s);
        QCOMPARE(reading.backends.size(), std::size_t{2});
        QCOMPARE(reading.backends[0].lastMinute, std::uint64_t{0});
        QCOMPARE(reading.backends[1].failures, std::uint64_t{1});
        QCOMPARE(reading.backends[1].lastMinute, std::uint64_t{1});
    }
    void writesOpenMetricsText() {
        Metrics metrics;
        metrics.requestStarted();
        metrics.requestEnded(answered(start, 200, 20ms));
        add(metrics, "Total Tokens", "My \"LLM\"", 40, {{"API ID", "inference"}});
        const auto text = metrics.openMetricsText(start);
        QVERIFY(text.find("mgc_requests_total{status=\"200\"} 1\n") != std::string::npos);
        QVERIFY(text.find("mgc_custom_Total_Tokens_sum{namespace=\"My \\\"LLM\\\"\",API_ID=\"inference\"} 40\n") != std::string::npos);
        QVERIFY(text.ends_with("# EOF\n"));
    }
    void sumsCustomSeriesByEveryText() {
        Metrics metrics;
        for (int i = 0; i < 3; ++i) add(metrics, "Calls", "lab", 2, {{"API ID", "a"}});
        add(metrics, "Calls", "lab", 5, {{"API", "IDa"}});  // the same letters, differently divided
        add(metrics, "Ca.lls", "lab", 1, {{"x y", "b"}});
        add(metrics, "Ca_lls", "lab", 1, {{"x_y", "b"}});  // one series in OpenMetrics' letters
        const auto text = metrics.openMetricsText(start);
        QVERIFY(text.find("mgc_custom_Calls_sum{namespace=\"lab\",API_ID=\"a\"} 6\n") != std::string::npos);
        QVERIFY(text.find("mgc_custom_Calls_sum{namespace=\"lab\",API=\"IDa\"} 5\n") != std::string::npos);
        QVERIFY(text.find("mgc_custom_Ca_lls_count{namespace=\"lab\",x_y=\"b\"} 2\n") != std::string::npos);
    }
    void sumsModelCallsByEveryName() {
        Metrics metrics;
        metrics.modelCalled({"ana", "gold", "gpt-4o", "east", {10, 30, 0}, "USD", 325'000'000});
        metrics.modelCalled({"ana", "gold", "gpt-4o", "east", {20, 5, 0}, "USD", 100'000'000});
        metrics.modelCalled({"ana", "gold", "own-model", "east", {1, 1, 0}, "", std::nullopt});
        const auto readings = metrics.modelUsage().read();
        QCOMPARE(readings.size(), std::size_t{2});
        QCOMPARE(readings[0].totals.cost, std::uint64_t{425'000'000});
        QCOMPARE(readings[0].totals.tokens.prompt, std::uint64_t{30});
        QCOMPARE(readings[1].totals.unpriced, std::uint64_t{1});
        const auto text = metrics.openMetricsText(start);
        const auto has = [&](const char* line) { return text.find(std::string(line) + "\n") != std::string::npos; };
        QVERIFY(has("mgc_model_cost_total{subscription=\"ana\",product=\"gold\",model=\"gpt-4o\",backend=\"east\",currency=\"USD\"} 0.000425"));
        QVERIFY(has("mgc_model_calls_without_price_total{subscription=\"ana\",product=\"gold\",model=\"own-model\",backend=\"east\"} 1"));
        QVERIFY(has("gen_ai_client_token_usage_bucket{gen_ai_request_model=\"gpt-4o\",gen_ai_token_type=\"input\",le=\"16\"} 1"));
        QVERIFY(has("gen_ai_client_token_usage_sum{gen_ai_request_model=\"gpt-4o\",gen_ai_token_type=\"output\"} 35"));
        QVERIFY(text.find("model=\"own-model\",backend=\"east\",currency") == std::string::npos);
    }
    void keepsTotalsTrueBeyondItsBound() {
        ModelUsage usage;
        for (std::size_t i = 0; i < ModelUsage::maximumSeries + 50; ++i) usage.add({"a", "", "model-" + std::to_string(i), "", {1, 0, 0}, "USD", 7});
        usage.add({"a", "", std::string(1000, 'm'), "", {1, 0, 0}, "USD", 7});
        const auto readings = usage.read();
        QVERIFY(readings.size() <= ModelUsage::maximumSeries + 1);
        std::uint64_t calls = 0, cost = 0;
        for (const auto& each : readings) {
            calls += each.totals.calls;
            cost += each.totals.cost;
        }
        QCOMPARE(calls, ModelUsage::maximumSeries + 51);
        QCOMPARE(cost, 7 * (ModelUsage::maximumSeries + 51));
    }
    void sumsASeriesOverWhatItWasAddedWith() {
        Metrics metrics;
        const CustomSeries::Dimensions dimensions{{"API ID", "a"}};
        const std::array<CustomSeries::Named, 2> both{{{"Total Tokens", 10}, {"Prompt Tokens", 4}}};
        metrics.addCustom("lab", both, dimensions);
        add(metrics, "Total Tokens", "lab", 5, dimensions);
        const auto readings = metrics.customSeries().read();
        QCOMPARE(readings.size(), std::size_t{2});
        QCOMPARE(readings[0].name, std::string("Prompt Tokens"));
        QCOMPARE(readings[0].sum, 4.0);
        QCOMPARE(readings[1].name, std::string("Total Tokens"));
        QCOMPARE(readings[1].sum, 15.0);
        QCOMPARE(readings[1].count, std::uint64_t{2});
    }
    void boundsCustomSeries() {
        Metrics metrics;
        for (std::size_t i = 0; i < CustomSeries::maximumSeries + 10; ++i) add(metrics, "n" + std::to_string(i), "", 1, {});
        const auto text = metrics.openMetricsText(start);
        std::size_t lines = 0;
        for (auto at = text.find("mgc_custom_"); at != std::string::npos; at = text.find("mgc_custom_", at + 1)) ++lines;
        QCOMPARE(lines, 2 * CustomSeries::maximumSeries);
    }
};

MGC_TEST_CLASS(MetricsTest);
#include "metrics_test.moc"
