#include "gateway/route/route_table.h"

#include <QtTest/qtest.h>

#include <chrono>

#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::gateway;

class RouteTableTest : public QObject {
    Q_OBJECT
    std::shared_ptr<const RouteTable> m_table;

private slots:
    void initTestCase() {
        Diagnostics diagnostics;
        resources::ReadOptions options;
        options.keySeed = "test";
        const auto workspace = resources::Workspace::read(test::dataDir("route/shapes").string(), diagnostics, options);
        QVERIFY(workspace.has_value());
        m_table = RouteTable::build(*workspace, diagnostics);
        for (const auto& diagnostic : diagnostics.all()) qWarning("%s", toText(diagnostic).c_str());
        QVERIFY(diagnostics.all().empty());
    }
    void matches_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("api");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("parameters");
        const auto row = [](const char* method, const char* target, const char* api, const char* operation, const char* parameters = "",
                            const char* header = "") {
            QTest::newRow((std::string(method) + " " + target + " " + header).c_str())
                << method << target << header << api << operation << parameters;
        };
        row("GET", "/shop/orders", "shop", "list");
        row("GET", "/SHOP/Orders/", "shop", "list");
        row("GET", "/shop/orders/42", "shop", "get", "id=42");
        row("GET", "/shop/orders/latest", "shop", "latest");
        row("DELETE", "/shop/orders/latest", "shop", "remove", "id=latest");
        row("PUT", "/shop/orders", "shop", "");
        row("GET", "/shop/orders/1/2", "shop", "");
        row("GET", "/shop/files/a.json", "shop", "json-file", "name=a");
        row("GET", "/shop/files/a.txt", "shop", "file", "name=a.txt");
        row("GET", "/shop/assets", "shop", "assets");
        row("GET", "/shop/assets/css/main.css", "shop", "assets");
        row("GET", "/shop/search?q=x%20y", "shop", "search", "q=x y");
        row("GET", "/shop/search?kind=all", "shop", "search-kind");
        row("GET", "/shop/search?kind=other", "shop", "search-all");
        row("GET", "/shop/a/b/c", "shop", "axc", "x=b");
        row("GET", "/shop/a/b/d", "shop", "abd");
        row("GET", "/shop", "shop", "root");
        row("GET", "/shop/", "shop", "root");
        row("GET", "/shop/fresh", "shop", "");
        row("GET", "/shop;rev=2/fresh", "shop;rev=2", "fresh");
        row("GET", "/shop;rev=1/orders", "shop", "list");
        row("GET", "/shop;rev=9/orders", "", "");
        row("GET", "/shop/admin/orders", "shop-admin", "admin-list");
        row("GET", "/shop/admins/orders", "shop", "");
        row("GET", "/shopping", "all", "get");
        row("POST", "/anything/at/all", "all", "post");
        row("GET", "/", "all", "get");
        row("PATCH", "/anything", "all", "");
        row("GET", "/seg/v1/t", "seg-v1", "t");
        row("GET", "/seg/V2/t", "seg-v2", "t");
        row("GET", "/seg/t", "seg", "t");
        row("GET", "/seg/v3/t", "seg", "");
        row("GET", "/hdr/t", "", "");
        row("GET", "/hdr/t", "hdr-2", "t", "", "2");
        row("GET", "/hdr/t", "", "", "", "3");
        row("GET", "/qry/t?api-version=2025-01-01", "qry-2025-01-01", "t");
        row("GET", "/qry/t?API-VERSION=2024-10-21", "qry-2024-10-21", "t");
        row("GET", "/qry/t", "qry", "t");
        row("GET", "/qry/t?api-version=1999-01-01", "", "");
    }
    void matches() {
        QFETCH(QString, method);
        QFETCH(QString, target);
        QFETCH(QString, header);
        QFETCH(QString, api);
        QFETCH(QString, operation);
        QFETCH(QString, parameters);
        const std::string text = target.toStdString();
        const std::size_t question = std::min(text.find('?'), text.size());
        http::Headers headers;
        if (!header.isEmpty()) headers.add("x-version", header.toStdString());
        const std::string verb = method.toStdString();
        const auto ask = [&] {
            return m_table->match("localhost", verb, std::string_view(text).substr(0, question),
                                  std::string_view(text).substr(std::min(question + 1, text.size())), headers);
        };
        const Match first = ask();
        const Match match = ask();  // from memory now, where it is kept
        QCOMPARE(match.outcome, first.outcome);
        QCOMPARE(match.operation, first.operation);
        QCOMPARE(match.tail, first.tail);
        QCOMPARE(match.parameters, first.parameters);
        QCOMPARE(QString::fromStdString(match.api ? match.api->resource->name : ""), api);
        QCOMPARE(QString::fromStdString(match.operation ? match.operation->data->id : ""), operation);
        QCOMPARE(match.outcome, match.operation ? Match::Outcome::Operation
                                : match.api     ? Match::Outcome::NoOperation
                                                : Match::Outcome::NoApi);
        QStringList list;
        for (const auto& [name, value] : match.parameters) list << QString::fromStdString(name + "=" + value);
        QCOMPARE(list.join(';'), parameters);
    }
    void givesTheTailBehindThePrefix() {
        const std::string path = "/seg/v1/t";
        QCOMPARE(m_table->match("h", "GET", path, "", {}).tail, std::string_view("/t"));
        const std::string revision = "/shop;rev=2/fresh";
        QCOMPARE(m_table->match("h", "GET", revision, "", {}).tail, std::string_view("/fresh"));
    }
    void seesPreflights() {
        http::Headers headers;
        headers.add("Origin", "https://app.test");
        headers.add("Access-Control-Request-Method", "POST");
        const Match match = m_table->match("h", "OPTIONS", "/shop/orders", "", headers);
        QCOMPARE(match.outcome, Match::Outcome::Preflight);
        QCOMPARE(match.operation->data->id, std::string("create"));
        QCOMPARE(m_table->match("h", "OPTIONS", "/shop/orders", "", {}).outcome, Match::Outcome::NoOperation);
    }
    void aNewTableRemembersNothingOfTheOldOne() {
        const auto tableOf = [](const char* path, const char* name) {
            auto workspace = std::make_shared<resources::Workspace>();
            resources::Api api;
            api.name = name;
            api.path = path;
            api.isCurrent = true;
            resources::Operation operation;
            operation.name = "read";
            operation.method = "GET";
            operation.urlTemplate = "/x";
            api.operations.push_back(operation);
            workspace->apis.push_back(api);
            Diagnostics diagnostics;
            return RouteTable::build(workspace, diagnostics);
        };
        for (const char* name : {"one", "two", "three"}) {
            const auto table = tableOf("same", name);
            for (int i = 0; i < 2; ++i) QCOMPARE(table->match("h", "GET", "/same/x", "", {}).api->resource->name, std::string(name));
        }
        QCOMPARE(tableOf("other", "four")->match("h", "GET", "/same/x", "", {}).outcome, Match::Outcome::NoApi);
    }
    void reportsTwinPaths() {
        auto workspace = std::make_shared<resources::Workspace>();
        resources::Api api;
        api.name = "one";
        api.path = "same";
        workspace->apis.push_back(api);
        api.name = "two";
        workspace->apis.push_back(api);
        Diagnostics diagnostics;
        (void)RouteTable::build(workspace, diagnostics);
        QCOMPARE(diagnostics.errorCount(), std::size_t{1});
        QCOMPARE(diagnostics.all()[0].code, std::string("MGC2020"));
    }
    void answersFast() {
        const http::Headers headers;
        const auto start = std::chrono::steady_clock::now();
        std::size_t found = 0;
        for (int round = 0; round < 20'000; ++round)
            found += m_table->match("h", "GET", "/shop/orders/42", "a=1", headers).operation != nullptr;
        const auto nanoseconds =
            std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start).count() / 20'000;
        QCOMPARE(found, std::size_t{20'000});
        qInfo("one match: %lld ns", static_cast<long long>(nanoseconds));
    }
};

MGC_TEST_CLASS(RouteTableTest);
#include "route_table_test.moc"
