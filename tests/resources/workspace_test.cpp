#include "resources/workspace.h"

#include <QtTest/qtest.h>

#include <algorithm>

#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::resources;

class WorkspaceTest : public QObject {
    Q_OBJECT
    static ReadOptions options() {
        ReadOptions result;
        result.keySeed = "test";
        result.environment = [](std::string_view) { return std::nullopt; };
        return result;
    }
    static std::string caseFolder(const std::string& name) { return test::dataDir("resources/" + name).string(); }
    static bool has(const Diagnostics& diagnostics, std::string_view code, std::string_view file, unsigned line, unsigned column) {
        const auto& all = diagnostics.all();
        const bool found = std::any_of(all.begin(), all.end(), [&](const Diagnostic& one) {
            return one.code == code && one.range.file.ends_with(file) && one.range.begin.line == line && one.range.begin.column == column;
        });
        if (!found)
            for (const Diagnostic& one : all) qWarning("%s", toText(one).c_str());
        return found;
    }
private slots:
    void readsTheBehaviourWorkspaces_data() {
        QTest::addColumn<QString>("path");
        const auto shared = test::sharedDir();
        if (!shared) QSKIP("the handed-over material (../shared) is not there");
        for (const auto& entry : std::filesystem::directory_iterator(*shared / "data/behaviour/public/workspaces"))
            QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
    }
    void readsTheBehaviourWorkspaces() {
        QFETCH(QString, path);
        Diagnostics diagnostics;
        const auto workspace = Workspace::read(path.toStdString(), diagnostics, options());
        QVERIFY(workspace.has_value());
        for (const auto& diagnostic : diagnostics.all())
            if (diagnostic.severity != Severity::Info) qWarning("%s", toText(diagnostic).c_str());
        QVERIFY(!diagnostics.hasErrors());
        QVERIFY(!(*workspace)->apis.empty());
        QVERIFY(!(*workspace)->apis[0].operations.empty());
        QVERIFY((*workspace)->globalPolicy());
    }
    void readsAllDialects() {
        const std::string folder = caseFolder("dialects");
        Diagnostics diagnostics;
        const auto read = Workspace::read(folder, diagnostics, options());
        QVERIFY(read.has_value());
        for (const auto& diagnostic : diagnostics.all()) qWarning("%s", toText(diagnostic).c_str());
        QVERIFY(diagnostics.all().empty());
        const Workspace& workspace = **read;
        QCOMPARE(*workspace.namedValue("key")->value, std::string("v"));
        QCOMPARE(*workspace.fragment("f")->policy->text, std::string("<fragment/>"));
        QVERIFY(workspace.fragment("G")->policy);
        QCOMPARE(workspace.versionSet("vs")->scheme, VersioningScheme::Header);
        const Api* const api = workspace.api("a");
        QCOMPARE(api->path, std::string("a"));
        QCOMPARE(api->versionSet, std::string("vs"));
        QCOMPARE(api->operations.at(0).urlTemplate, std::string("/x/{y}"));
        QVERIFY(api->operations[0].policy);
        QCOMPARE(api->operations[0].id, std::string("/apis/a/operations/op"));
        QCOMPARE(workspace.product("p")->apis, std::vector<std::string>{"a"});
        QCOMPARE(workspace.product("q")->apis, std::vector<std::string>{"a"});
        QCOMPARE(workspace.api("b", "w")->id, std::string("/workspaces/w/apis/b"));
        QCOMPARE(workspace.api("b", "w")->operations.at(0).name, std::string("t"));
        QCOMPARE(workspace.product("r", "w")->apis, std::vector<std::string>{"b"});
        QVERIFY(workspace.workspacePolicy("w"));
    }
    void reportsProblemsWithPlaceAndReadsTheRest() {
        const std::string folder = caseFolder("problems");
        Diagnostics diagnostics;
        const auto read = Workspace::read(folder, diagnostics, options());
        QVERIFY(read.has_value());
        QVERIFY(has(diagnostics, "MGC2002", "backends/broken/backendInformation.json", 4, 3));
        QVERIFY(has(diagnostics, "MGC2005", "backends/nourl/backendInformation.json", 3, 17));
        QVERIFY(has(diagnostics, "MGC2003", "backends/nourl/backendInformation.json", 2, 17));
        QVERIFY(has(diagnostics, "MGC2006", "backends/pool/backendInformation.json", 2, 9));
        QVERIFY(has(diagnostics, "MGC2005", "backends/pool/backendInformation.json", 2, 37));
        // What only single backends have is no fault of a pool, but it is read by nothing.
        QVERIFY(has(diagnostics, "MGC2015", "backends/mixed/backendInformation.json", 2, 9));
        QVERIFY(!has(diagnostics, "MGC2003", "backends/mixed/backendInformation.json", 1, 16));
        QVERIFY(has(diagnostics, "MGC2005", "subscriptions/s/subscriptionInformation.json", 2, 38));
        QVERIFY(has(diagnostics, "MGC2006", "subscriptions/s/subscriptionInformation.json", 2, 11));
        QVERIFY(has(diagnostics, "MGC2004", "apis/a/apiInformation.json", 1, 54));
        QVERIFY(has(diagnostics, "MGC2002", "apis/a/specification.json", 1, 50));
        QVERIFY(has(diagnostics, "MGC2001", "apis/folder-only/apiInformation.json", 1, 1));
        QVERIFY(has(diagnostics, "MGC2011", "policy fragments/empty/policy.xml", 1, 1));
        QVERIFY((*read)->backend("good"));
        QVERIFY((*read)->api("a"));
        QVERIFY(!(*read)->backend("broken"));
    }
    void resolvesNamedValues() {
        const std::string folder = caseFolder("named_values");
        ReadOptions given = options();
        given.settings = {{"a", "from --set"}, {"a-host", "h.test"}};
        given.environment = [](std::string_view name) {
            return name == "MGC_NAMED_VALUE_MY_SECRET_1" ? std::optional<std::string>("from environment") : std::nullopt;
        };
        Diagnostics diagnostics;
        const auto workspace = *Workspace::read(folder, diagnostics, given);
        QCOMPARE(*workspace->namedValue("a")->value, std::string("from --set"));
        QCOMPARE(*workspace->namedValue("my-secret.1")->value, std::string("from environment"));
        QVERIFY(!workspace->namedValue("c")->value);
        QCOMPARE(workspace->backend("x")->credentials.headers.at(0).second, std::string("from environment"));
        QCOMPARE(workspace->backend("x")->url, std::string("https://h.test/"));
        QCOMPARE(diagnostics.errorCount(), std::size_t{0});
        QVERIFY(has(diagnostics, "MGC2010", "named values/c/namedValueInformation.json", 1, 15));
        std::vector<std::string> missing;
        QCOMPARE(workspace->expanded("{{a}}-{{c}}-{{d}}", "", &missing), std::string("from --set-{{c}}-{{d}}"));
        QCOMPARE(missing, (std::vector<std::string>{"c", "d"}));
    }
    void makesStableKeysThatDependOnTheSeed() {
        const std::string folder = caseFolder("keys");
        Diagnostics diagnostics;
        const auto first = *Workspace::read(folder, diagnostics, options());
        const auto second = *Workspace::read(folder, diagnostics, options());
        ReadOptions other = options();
        other.keySeed = "other";
        other.settings = {{"subscriptions/s/secondaryKey", "given"}};
        const auto third = *Workspace::read(folder, diagnostics, other);
        QCOMPARE(first->subscription("s")->primaryKey, second->subscription("s")->primaryKey);
        QVERIFY(first->subscription("s")->primaryKey != third->subscription("s")->primaryKey);
        QCOMPARE(third->subscription("s")->secondaryKey, std::string("given"));
        QCOMPARE(first->subscriptions.back().name, std::string("master"));
        QCOMPARE(first->subscription("s")->state, SubscriptionState::Active);
    }
    void readsTheWholeBackend() {
        const std::string folder = caseFolder("backend");
        Diagnostics diagnostics;
        const auto workspace = *Workspace::read(folder, diagnostics, options());
        QVERIFY(diagnostics.all().empty());
        const Backend& backend = *workspace->backend("b");
        QCOMPARE(backend.credentials.headers.size(), std::size_t{2});
        QCOMPARE(backend.credentials.scheme, std::string("Basic"));
        QCOMPARE(backend.credentials.managedIdentityClientId, std::string("c"));
        QVERIFY(!backend.tls.validateChain && backend.tls.validateName);
        QCOMPARE(backend.proxy->url, std::string("http://proxy.test:8080"));
        const CircuitBreakerRule& rule = backend.circuitBreaker.at(0);
        QCOMPARE(rule.count.value_or(0), std::int64_t{3});
        QCOMPARE(rule.interval, Duration(std::chrono::minutes(1)));
        QCOMPARE(rule.tripDuration, Duration(std::chrono::seconds(10)));
        QCOMPARE(rule.statusRanges.size(), std::size_t{2});
        QVERIFY(rule.acceptRetryAfter);
        QCOMPARE(rule.failureStatus.value_or(0), 429);
    }
    void refusesAMissingFolder() {
        Diagnostics diagnostics;
        const auto workspace = Workspace::read("/nowhere/at/all", diagnostics, options());
        QVERIFY(!workspace.has_value());
        QCOMPARE(workspace.error().code, std::string("MGC2013"));
    }
};

MGC_TEST_CLASS(WorkspaceTest);
#include "workspace_test.moc"
