#include "gateway/state/backend_registry.h"

#include <QtTest/qtest.h>

#include <map>

#include "support/fake_clock.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::gateway;
using namespace std::chrono_literals;

namespace {

BackendDefinition single(std::string id, std::optional<BreakerRule> rule = {}) {
    BackendDefinition definition;
    definition.url = *http::parseUrl("https://" + id + ".example/openai");
    definition.id = std::move(id);
    definition.breaker = std::move(rule);
    return definition;
}

BackendDefinition pool(std::vector<BackendDefinition::Member> members) {
    BackendDefinition definition;
    definition.id = "pool";
    definition.isPool = true;
    definition.members = std::move(members);
    return definition;
}

BreakerRule threeFailures() {
    BreakerRule rule;
    rule.count = 3;
    rule.interval = 60s;
    rule.tripDuration = 10s;
    rule.statusRanges = {{429, 429}, {500, 599}};
    rule.acceptRetryAfter = true;
    return rule;
}

std::map<std::string, int> callShares(BackendRegistry& registry, int calls) {
    std::map<std::string, int> shares;
    for (int i = 0; i < calls; ++i) ++shares[(*registry.resolve("pool", ""))->backendId];
    return shares;
}

}  // namespace

class BackendRegistryTest : public QObject {
    Q_OBJECT
private slots:
    void sharesCallsByWeight() {
        test::FakeClock clock(Instant{});
        BackendRegistry registry(clock);
        registry.replace({single("east"), single("west"), pool({{"east", 1, 70}, {"west", 1, 30}})});
        const auto shares = callShares(registry, 10'000);
        QCOMPARE(shares.at("east"), 7'000);
        QCOMPARE(shares.at("west"), 3'000);
    }
    void takesTurnsWithoutWeights() {
        test::FakeClock clock(Instant{});
        BackendRegistry registry(clock);
        registry.replace({single("a"), single("b"), single("c"), pool({{"a", 0, 0}, {"b", 0, 0}, {"c", 0, 0}})});
        for (const auto& [id, count] : callShares(registry, 300)) QCOMPARE(count, 100);
    }
    void fallsBackToTheNextPriorityOnlyWhenAllBreakersAreOpen() {
        test::FakeClock clock(Instant{});
        BackendRegistry registry(clock);
        registry.replace({single("a", threeFailures()), single("b"), pool({{"a", 1, 0}, {"b", 2, 0}})});
        std::string tripped;
        registry.onTrip([&](const std::string& id, Duration) { tripped = id; });
        for (int i = 0; i < 3; ++i) {
            const auto target = registry.resolve("pool", "");
            QCOMPARE((*target)->backendId, std::string("a"));
            registry.reportOutcome(**target, 503, "", std::nullopt);
        }
        QCOMPARE(tripped, std::string("a"));
        QCOMPARE((*registry.resolve("pool", ""))->backendId, std::string("b"));
        clock.advance(9'999ms);
        QCOMPARE((*registry.resolve("pool", ""))->backendId, std::string("b"));
        clock.advance(1ms);
        QCOMPARE((*registry.resolve("pool", ""))->backendId, std::string("a"));
    }
    void refusesWhenEveryMemberIsOut() {
        test::FakeClock clock(Instant{});
        BackendRegistry registry(clock);
        registry.replace({single("a", threeFailures()), pool({{"a", 1, 0}})});
        const auto target = registry.resolve("pool", "");
        for (int i = 0; i < 3; ++i) registry.reportOutcome(**target, 429, "", 30s);
        QCOMPARE(registry.resolve("pool", "").error().code, std::string("BackendPoolUnavailable"));
        QCOMPARE(registry.resolve("a", "").error().code, std::string("BackendUnavailable"));
        clock.advance(29s);  // Retry-After took the place of the trip time
        QVERIFY(!registry.resolve("a", "").has_value());
        clock.advance(1s);
        QVERIFY(registry.resolve("a", "").has_value());
    }
    void forgetsFailuresOutsideTheInterval() {
        test::FakeClock clock(Instant{});
        BackendRegistry registry(clock);
        registry.replace({single("a", threeFailures())});
        const auto target = registry.resolve("a", "");
        registry.reportOutcome(**target, 500, "", std::nullopt);
        registry.reportOutcome(**target, 500, "", std::nullopt);
        clock.advance(61s);
        registry.reportOutcome(**target, 500, "", std::nullopt);
        QVERIFY(registry.resolve("a", "").has_value());
    }
    void keepsBreakerStateOverAReloadUnlessItsRuleChanged() {
        test::FakeClock clock(Instant{});
        BackendRegistry registry(clock);
        registry.replace({single("a", threeFailures())});
        const auto target = registry.resolve("a", "");
        for (int i = 0; i < 3; ++i) registry.reportOutcome(**target, 500, "", std::nullopt);
        registry.replace({single("a", threeFailures())});
        QVERIFY(!registry.resolve("a", "").has_value());
        auto changed = threeFailures();
        changed.count = 5;
        registry.replace({single("a", changed)});
        QVERIFY(registry.resolve("a", "").has_value());
    }
    void holdsABreakerOpenUntilItIsReleased() {
        test::FakeClock clock(Instant{});
        BackendRegistry registry(clock);
        registry.replace({single("a", threeFailures()), single("b"), pool({{"a", 1, 0}, {"b", 2, 0}})});
        QVERIFY(registry.hold("a", true).has_value());
        clock.advance(24h);
        QCOMPARE((*registry.resolve("pool", ""))->backendId, std::string("b"));
        QVERIFY(registry.resolve("a", "").error().message.ends_with("its circuit breaker is held open."));
        // Neither a call that was under way nor a new rule lets it go.
        registry.reportOutcome(*registry.target("a"), 200, "", std::nullopt);
        auto changed = threeFailures();
        changed.count = 5;
        registry.replace({single("a", changed), single("b"), pool({{"a", 1, 0}, {"b", 2, 0}})});
        const auto held = registry.readings().front();
        QVERIFY(held.isOpen && held.heldSince == Instant{} && !held.openFor && held.trips == 0);
        QVERIFY(registry.hold("a", false).has_value());
        QCOMPARE((*registry.resolve("pool", ""))->backendId, std::string("a"));
        QCOMPARE(registry.readings().front().history.back().cause, std::string("held open"));
        // A trip goes on underneath.
        for (int i = 0; i < 5; ++i) registry.reportOutcome(*registry.target("a"), 503, "", std::nullopt);
        QVERIFY(registry.hold("a", true).has_value() && registry.hold("a", false).has_value());
        QVERIFY(registry.readings().front().openFor == Duration(10s));
        QVERIFY(registry.hold("a", true).has_value());
        registry.resetBreakers();
        QVERIFY(registry.resolve("a", "").has_value());
        QCOMPARE(registry.hold("b", true).error().code, std::string("NoBreaker"));
        QCOMPARE(registry.hold("pool", true).error().code, std::string("NoBreaker"));
        QCOMPARE(registry.hold("c", true).error().code, std::string("NotFound"));
    }
    void keepsASessionOnItsMember() {
        test::FakeClock clock(Instant{});
        BackendRegistry registry(clock);
        auto sticky = pool({{"a", 0, 0}, {"b", 0, 0}});
        sticky.affinityCookie = "session";
        registry.replace({single("a"), single("b", threeFailures()), sticky});
        for (int i = 0; i < 5; ++i) QCOMPARE((*registry.resolve("pool", "b"))->backendId, std::string("b"));
        const auto target = registry.resolve("pool", "b");
        for (int i = 0; i < 3; ++i) registry.reportOutcome(**target, 500, "", std::nullopt);
        QCOMPARE((*registry.resolve("pool", "b"))->backendId, std::string("a"));
    }
    void findsTheEntityOfAnUrl() {
        test::FakeClock clock(Instant{});
        BackendRegistry registry(clock);
        registry.replace({single("a"), single("b")});
        QCOMPARE(registry.findByUrl(*http::parseUrl("https://b.example/openai/deployments/x")).value_or(""), std::string("b"));
        QVERIFY(!registry.findByUrl(*http::parseUrl("https://b.example/openaix")).has_value());
    }
};

MGC_TEST_CLASS(BackendRegistryTest);
#include "backend_registry_test.moc"
