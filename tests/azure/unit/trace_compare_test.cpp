#include <QtTest>

#include "azure/apim/push_checks.h"
#include "azure/connection/connection_actions.h"
#include "azure/observe/cloud_trace.h"
#include "azure/observe/trace_compare.h"
#include "support/suite.h"

namespace mgc::azure {

class TraceCompareTest : public QObject {
    Q_OBJECT

    static Json trace(std::initializer_list<std::pair<const char*, Json>> inbound) {
        Json entries = Json::array();
        for (const auto& [source, data] : inbound)
            entries.push_back({{"source", source}, {"timestamp", "2026-01-01T00:00:00Z"}, {"elapsed", "00:00:01.5000000"}, {"data", data}});
        return {{"traceEntries", {{"inbound", std::move(entries)}}}};
    }
    static std::string shape(const std::vector<TracePair>& pairs) {
        std::string text;
        for (const TracePair& pair : pairs)
            text += (pair.cloud ? pair.cloud->source : pair.local->source) + ' ' + std::string(toText(pair.kind)) + '\n';
        return text;
    }

private slots:
    void stepsAreAligned() {
        const auto pairs = alignTraces(
            trace({{"api-inspector", {{"a", 1}}}, {"llm-token-limit", {{"limit", 500}}}, {"set-backend-service", {}}}),
            trace(
                {{"api-inspector", {{"a", 1}}}, {"set-header", {}}, {"llm-token-limit", {{"limit", 1000}}}, {"set-backend-service", {}}}));
        QCOMPARE(shape(pairs),
                 std::string("api-inspector same\nset-header onlyLocal\nllm-token-limit different\nset-backend-service same\n"));
        QCOMPARE(pairs[2].differences, std::vector<std::string>{"/limit: 500 -> 1000"});
        QCOMPARE(pairs[0].cloud->elapsedMs, 1500.0);
    }

    void timesIdsAndHostsDoNotCount() {
        const Json cloud{{"requestId", "1"},
                         {"url", "https://apim.azure-api.net/inference/x"},
                         {"headers", {{{"name", "x-ms-region"}, {"value", "a"}}, {{"name", "Accept"}, {"value", "*"}}}}};
        const Json local{{"requestId", "2"},
                         {"url", "http://127.0.0.1:8080/inference/x"},
                         {"headers", {{{"name", "x-ms-region"}, {"value", "b"}}, {{"name", "Accept"}, {"value", "*"}}}}};
        QCOMPARE(shape(alignTraces(trace({{"api-inspector", cloud}}), trace({{"api-inspector", local}}))),
                 std::string("api-inspector same\n"));
    }

    void foreignShapesAreNoSteps() {
        for (const Json& wrong :
             {Json(), Json(7), Json::array(), Json{{"traceEntries", 1}}, Json{{"traceEntries", {{"inbound", {1, "x", nullptr}}}}}})
            (void)traceSteps(wrong);
        QVERIFY(alignTraces(Json(), Json()).empty());
        QCOMPARE(traceSteps(Json{{"traceEntries", {{"inbound", {1}}}}}).size(), std::size_t{1});
    }

    void permissionsWithWildcards() {
        const auto with = [](Json actions, Json notActions) {
            return Json::array({{{"actions", std::move(actions)}, {"notActions", std::move(notActions)}}});
        };
        const std::string write = "Microsoft.ApiManagement/service/apis/policies/write";
        QVERIFY(allows(with({"*"}, Json::array()), write));
        QVERIFY(allows(with({"microsoft.apimanagement/service/*"}, Json::array()), write));
        QVERIFY(!allows(with({"*/read"}, Json::array()), write));
        QVERIFY(!allows(with({"*"}, {"Microsoft.ApiManagement/service/*/write"}), write));
        QVERIFY(!allows(Json(), write));
    }

    void targetsMoveToTheLocalGateway() {
        QCOMPARE(atGateway("https://apim.azure-api.net/inference/openai", "http://127.0.0.1:8080/"),
                 std::string("http://127.0.0.1:8080/inference/openai"));
    }

    void requestsAreRead() {
        const auto request = readTracedRequest(
            "{\"method\":\"PUT\",\"url\":\"https://host/a?b=c\",\"headers\":{\"X\":[\"1\",\"2\"]},\"body\":{\"k\":1}}", "r.json");
        QVERIFY(request.has_value());
        QCOMPARE(request->path, std::string("/a?b=c"));
        QCOMPARE(request->headers.size(), std::size_t{3});
        QCOMPARE(request->body, std::string("{\"k\":1}"));
        QCOMPARE(readTracedRequest("[]", "r.json").error().code, std::string("InvalidArgument"));
        QCOMPARE(readTracedRequest("{\"url\":\"/a\",\"headers\":[1]}", "r.json").error().code, std::string("InvalidArgument"));
    }
};
MGC_TEST_CLASS(TraceCompareTest);

}  // namespace mgc::azure

#include "trace_compare_test.moc"
