// Engine headers first: Qt makes `emit` a macro.
#include "policy/runtime/correlation.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

namespace {

constexpr const char* trace = "0af7651916cd43dd8448eb211c80319c";
constexpr const char* valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

http::Headers headersOf(std::initializer_list<std::pair<const char*, std::string>> fields) {
    http::Headers headers;
    for (const auto& [name, value] : fields) headers.add(name, value);
    return headers;
}

std::string sent(const http::Headers& headers, const char* name) { return headers.joined(name).value_or("(none)"); }

}  // namespace

class CorrelationTest : public QObject {
    Q_OBJECT
private slots:
    // The rows of the recommendation's section 3.2.2 and of its own test suite (w3c/trace-context, test/test.py), by their meaning.
    void readsTraceParents_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        const QString ids = QStringLiteral("0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331");
        QTest::newRow("plain") << valid << true;
        QTest::newRow("blanks around") << QStringLiteral("  %1 ").arg(valid) << true;
        QTest::newRow("not sampled") << "00-" + ids + "-00" << true;
        QTest::newRow("unknown flags") << "00-" + ids + "-ff" << true;
        QTest::newRow("later version") << "cc-" + ids + "-01" << true;
        QTest::newRow("later version with more") << "cc-" + ids + "-01-what-the-future-will-be-like" << true;
        QTest::newRow("later version glued") << "cc-" + ids + "-01.what" << false;
        QTest::newRow("version ff") << "ff-" + ids + "-01" << false;
        QTest::newRow("version 00 with more") << "00-" + ids + "-01-more" << false;
        QTest::newRow("capitals") << "00-" + ids.toUpper() + "-01" << false;
        QTest::newRow("zero trace") << "00-00000000000000000000000000000000-b7ad6b7169203331-01" << false;
        QTest::newRow("zero parent") << "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01" << false;
        QTest::newRow("short") << "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01" << false;
        QTest::newRow("two") << QStringLiteral("%1,%1").arg(valid) << false;
        QTest::newRow("flags missing") << "00-" + ids + "-" << false;
        QTest::newRow("other letters") << "00-" + ids + "-0g" << false;
        QTest::newRow("empty") << "" << false;
    }
    void readsTraceParents() {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QCOMPARE(parseTraceParent(text.toStdString()).has_value(), good);
    }
    void continuesATrace() {
        const auto random = makeSeededRandom(1);
        const auto caller = headersOf({{"traceparent", valid}, {"tracestate", "a=1"}, {"TraceState", "b=2"}});
        Correlation correlation(CorrelationProtocol::W3c, caller, *random, false);
        QCOMPARE(correlation.traceId(), std::string(trace));
        QCOMPARE(correlation.parentSpanId(), std::string("b7ad6b7169203331"));
        auto first = caller, second = caller;
        correlation.apply(first);
        correlation.apply(second);
        const auto one = parseTraceParent(sent(first, "traceparent")), other = parseTraceParent(sent(second, "traceparent"));
        QVERIFY(one && other && one->sampled);
        QCOMPARE(one->traceId, std::string(trace));
        QVERIFY(one->parentId != "b7ad6b7169203331" && one->parentId != correlation.spanId() && one->parentId != other->parentId);
        QCOMPARE(sent(first, "tracestate"), std::string("a=1,b=2"));
    }
    void beginsATraceWhereThereIsNoValidOne() {
        const auto random = makeSeededRandom(2);
        for (const char* const given : {"", "00-garbage"}) {
            const auto caller = *given ? headersOf({{"traceparent", given}, {"tracestate", "a=1"}}) : http::Headers();
            Correlation correlation(CorrelationProtocol::W3c, caller, *random, false);
            auto headers = caller;
            correlation.apply(headers);
            const auto made = parseTraceParent(sent(headers, "traceparent"));
            QVERIFY(made && !made->sampled);
            QCOMPARE(made->traceId, correlation.traceId());
            QCOMPARE(sent(headers, "tracestate"), std::string("(none)"));
            QVERIFY(correlation.parentSpanId().empty());
        }
    }
    void leavesWhatAPolicyHasSet() {
        const auto random = makeSeededRandom(3);
        const auto caller = headersOf({{"traceparent", valid}});
        Correlation correlation(CorrelationProtocol::W3c, caller, *random, true);
        auto changed = headersOf({{"traceparent", "mine"}});
        correlation.apply(changed);
        QCOMPARE(sent(changed, "traceparent"), std::string("mine"));
        http::Headers removed;
        correlation.apply(removed);
        QCOMPARE(sent(removed, "traceparent"), std::string("(none)"));
    }
    void boundsTheState() {
        const auto random = makeSeededRandom(4);
        std::string state;
        for (int i = 0; i < 40; ++i) state += (i ? "," : "") + std::string("vendor") + std::to_string(i) + "=" + std::string(20, 'x');
        const auto caller = headersOf({{"traceparent", valid}, {"tracestate", state}});
        Correlation correlation(CorrelationProtocol::W3c, caller, *random, true);
        auto headers = caller;
        correlation.apply(headers);
        const auto kept = sent(headers, "tracestate");
        QVERIFY(kept.size() <= Correlation::longestState && kept.size() > 450);
        QVERIFY(state.starts_with(kept) && kept.ends_with('x'));
    }
    void countsCallsInRequestIds() {
        const auto random = makeSeededRandom(5);
        const auto caller = headersOf({{"Request-Id", "|root.1."}});
        Correlation correlation(CorrelationProtocol::Legacy, caller, *random, true);
        auto first = caller, second = caller;
        correlation.apply(first);
        correlation.apply(second);
        const std::string one = sent(first, "Request-Id"), two = sent(second, "Request-Id");
        QVERIFY(one.starts_with("|root.1.") && one.ends_with("_1.") && two.ends_with("_2."));
        QCOMPARE(sent(first, "traceparent"), std::string("(none)"));
        Correlation fresh(CorrelationProtocol::Legacy, {}, *random, true);
        http::Headers headers;
        fresh.apply(headers);
        QVERIFY(sent(headers, "Request-Id").starts_with('|') && sent(headers, "Request-Id").ends_with(".1."));
    }
};

MGC_TEST_CLASS(CorrelationTest);
#include "correlation_test.moc"
