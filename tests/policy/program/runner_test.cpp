// Policy headers stand before Qt, whose macro `emit` would hit MetricSink::emit.
#include "policy/program/runner.h"
#include "policy/runtime/trace_recorder.h"
#include "tests/policy/program/toy_steps.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "tests/support/suite.h"

using namespace mgc;
using namespace mgc::test;

namespace {

class SlowBody : public http::BodySource {
public:
    Task<Result<std::optional<std::string>>> next() override {
        if (m_done) co_return std::optional<std::string>{};
        m_done = true;
        co_return std::optional<std::string>{"body"};
    }

private:
    bool m_done = false;
};

struct Run {
    FakeServices fakes;
    std::unique_ptr<policy::RequestContext> context;
    std::optional<http::Response> response;

    explicit Run(http::Body body = {}) {
        http::Request request;
        request.url = *http::parseUrl("https://gateway.test/x");
        request.body = std::move(body);
        context = std::make_unique<policy::RequestContext>(fakes.services, std::move(request));
        context->requestId = "id";
    }
    std::string operator()(const std::vector<std::string>& documents) {
        startTask(policy::Runner::run(toyProgram(documents), *context), [this](http::Response result) { response = std::move(result); });
        for (int i = 0; i < 20 && !response; ++i) fakes.clock.advance(std::chrono::seconds(1));
        return notes(*context);
    }
};

}  // namespace

class RunnerTest : public QObject {
    Q_OBJECT

private slots:
    void runsInOrder_data() {
        QTest::addColumn<QString>("document");
        QTest::addColumn<QString>("order");
        QTest::addColumn<int>("status");
        QTest::newRow("all sections") << "inbound: note a, note b; backend: note c; outbound: note d; on-error: note e"
                                      << "a b c d" << 200;
        QTest::newRow("waiting in between") << "inbound: note a, pause b, note c; backend: pause d; outbound: note e"
                                            << "a b c d e" << 200;
        QTest::newRow("answer ends everything") << "inbound: note a, answer x, note b; backend: note c; outbound: note d"
                                                << "a" << 200;
        QTest::newRow("a hit skips the backend only") << "inbound: note a, answer hit, note b; backend: note c; outbound: note d"
                                                      << "a d" << 200;
        QTest::newRow("error in inbound") << "inbound: note a, fail X, note b; backend: note c; outbound: note d; on-error: note e"
                                          << "a e" << 418;
        QTest::newRow("error in outbound") << "inbound: note a; outbound: fail X, note d; on-error: pause e"
                                           << "a e" << 418;
        QTest::newRow("on-error answers") << "inbound: fail X; on-error: note e, answer x, note f"
                                          << "e" << 200;
        QTest::newRow("exception") << "inbound: throw; on-error: note e"
                                   << "e" << 500;
        QTest::newRow("groups") << "inbound: note a, group [note b + group [note c] + note d], note e"
                                << "a b c d e" << 200;
        QTest::newRow("waiting groups") << "inbound: group [note b + pause c + note d], note e"
                                        << "b c d e" << 200;
        QTest::newRow("answer inside a group") << "inbound: group [note b + answer x + note d], note e"
                                               << "b" << 200;
    }
    void runsInOrder() {
        QFETCH(QString, document);
        QFETCH(QString, order);
        QFETCH(int, status);
        Run run;
        QCOMPARE(QString::fromStdString(run({document.toStdString()})), order);
        QVERIFY(run.response.has_value());
        QCOMPARE(run.response->status, status);
    }
    void placesErrors() {
        Run run;
        run({"inbound: note a, group [note b + fail First + fail Second]; on-error: note e"});
        const auto* error = run.context->lastError();
        QVERIFY(error);
        QCOMPARE(error->reason, std::string("First"));
        QCOMPARE(error->source, std::string("fail"));
        QCOMPARE(error->path, std::string("group[1]\\fail[1]"));
        QCOMPARE(error->section, std::string("inbound"));
        QCOMPARE(error->scope, std::string("global"));
    }
    void errorInsideOnError() {
        Run run;
        run({"inbound: fail First; on-error: fail Second"});
        QCOMPARE(run.context->lastError()->reason, std::string("Second"));
        QCOMPARE(run.context->lastError()->section, std::string("on-error"));
    }
    void buffersOnlyForReaders() {
        Run untouched(http::Body::stream(std::make_unique<SlowBody>()));
        untouched({"inbound: note a"});
        QVERIFY(!untouched.context->request().body.isWhole());
        Run read(http::Body::stream(std::make_unique<SlowBody>()));
        QCOMPARE(read({"inbound: note a, group [note b + read c], note d"}), std::string("a b c=body d"));
    }
    void tooLargeBody() {
        Run run(http::Body::stream(std::make_unique<SlowBody>()));
        run.fakes.services.bodyLimit = 2;
        run({"inbound: read c"});
        QCOMPARE(run.response->status, 413);
        QCOMPARE(run.context->lastError()->source, std::string("read"));
    }
    void observesEveryStepOnce_data() {
        QTest::addColumn<bool>("pauses");
        QTest::newRow("without waiting") << false;
        QTest::newRow("with pauses") << true;
    }
    void observesEveryStepOnce() {
        QFETCH(bool, pauses);
        Run run;
        ToyObserver observer;
        observer.pauses = pauses;
        run.context->observer = &observer;
        run({"inbound: group [note a + pause b], fail X"});
        const std::string note = pauses ? "paused <note done> " : "<note done> ";
        QCOMPARE(observer.log, "<group " + note + "<pause done> done> <fail failed:X> ");
    }
    void runErrorGoesStraightToOnError() {
        Run run;
        policy::PolicyError error;
        error.status = 401;
        error.source = "authorization";
        error.reason = "SubscriptionKeyNotFound";
        error.message = "no key";
        startTask(policy::Runner::runError(toyProgram({"inbound: note a; on-error: note e"}), *run.context, error),
                  [&](http::Response result) { run.response = std::move(result); });
        QCOMPARE(notes(*run.context), std::string("e"));
        QCOMPARE(run.response->status, 401);
        QCOMPARE(std::string(run.response->body.view()), std::string("{ \"statusCode\": 401, \"message\": \"no key\" }"));
        QCOMPARE(run.context->lastError()->source, std::string("authorization"));
    }
    void clientHeadersReachEveryAnswer() {
        Run run;
        run.context->setClientHeader("X-Left", "1");
        run.context->setClientHeader("x-left", "2");
        run({"inbound: fail X"});
        QCOMPARE(run.response->headers.all("X-Left").size(), std::size_t(1));
        QCOMPARE(std::string(*run.response->headers.get("X-Left")), std::string("2"));
    }
    void tracesInAzuresShape() {
        Run run;
        run.context->startTrace();
        run.context->trace()->addMessage("api-inspector", "begun");
        run({"inbound: fail X"});
        const auto trace = run.context->trace()->toJson();
        QCOMPARE(trace["traceId"].get<std::string>(), std::string("id"));
        const auto& entry = trace["traceEntries"]["inbound"][0];
        QCOMPARE(entry["source"].get<std::string>(), std::string("api-inspector"));
        QCOMPARE(entry["data"]["message"].get<std::string>(), std::string("begun"));
        QCOMPARE(trace["traceEntries"]["inbound"][1]["data"]["message"].get<std::string>(), std::string("X: It failed."));
    }
};

MGC_TEST_CLASS(RunnerTest);
#include "runner_test.moc"
