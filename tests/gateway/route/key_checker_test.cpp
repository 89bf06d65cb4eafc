#include "gateway/route/key_checker.h"

#include <QtTest/qtest.h>

#include "gateway/route/route_table.h"
#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::gateway;

class KeyCheckerTest : public QObject {
    Q_OBJECT
    std::shared_ptr<const RouteTable> m_table;

private slots:
    void initTestCase() {
        Diagnostics diagnostics;
        resources::ReadOptions options;
        options.keySeed = "test";
        options.environment = [](std::string_view) { return std::nullopt; };
        const auto workspace = resources::Workspace::read(test::dataDir("route/keys").string(), diagnostics, options);
        QVERIFY(workspace.has_value());
        m_table = RouteTable::build(*workspace, diagnostics);
        QVERIFY(!diagnostics.hasErrors());
    }
    void decides_data() {
        QTest::addColumn<QString>("api");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("outcome");  // reason, or subscription/product
        const QString standard = "Ocp-Apim-Subscription-Key";
        QTest::newRow("no key") << "closed"
                                << ""
                                << ""
                                << ""
                                << "SubscriptionKeyNotFound";
        QTest::newRow("wrong key") << "closed" << standard << "nonsense"
                                   << ""
                                   << "SubscriptionKeyInvalid";
        QTest::newRow("keys keep their case") << "closed" << standard << "KEY-ONE"
                                              << ""
                                              << "SubscriptionKeyInvalid";
        QTest::newRow("empty key") << "closed" << standard << ""
                                   << ""
                                   << "SubscriptionKeyNotFound";
        QTest::newRow("primary") << "closed" << standard << "key-everything"
                                 << ""
                                 << "everything/";
        QTest::newRow("secondary") << "closed" << standard << "key-everything-2"
                                   << ""
                                   << "everything/";
        QTest::newRow("query") << "closed"
                               << ""
                               << ""
                               << "a=1&subscription-key=key%2Deverything"
                               << "everything/";
        QTest::newRow("header wins") << "closed" << standard << "nonsense"
                                     << "subscription-key=key-everything"
                                     << "SubscriptionKeyInvalid";
        QTest::newRow("api scope") << "closed" << standard << "key-one"
                                   << ""
                                   << "one/";
        QTest::newRow("full scope id") << "closed" << standard << "key-full"
                                       << ""
                                       << "full/";
        QTest::newRow("another api") << "ai"
                                     << "api-key"
                                     << "key-one"
                                     << ""
                                     << "SubscriptionKeyInvalid";
        QTest::newRow("own header") << "ai"
                                    << "api-key"
                                    << "key-everything"
                                    << ""
                                    << "everything/";
        QTest::newRow("own query") << "ai"
                                   << ""
                                   << ""
                                   << "key=key-everything"
                                   << "everything/";
        QTest::newRow("bearer") << "ai"
                                << "Authorization"
                                << "Bearer key-everything"
                                << ""
                                << "everything/";
        QTest::newRow("bearer only where enabled") << "closed"
                                                   << "Authorization"
                                                   << "Bearer key-everything"
                                                   << ""
                                                   << "SubscriptionKeyNotFound";
        QTest::newRow("standard header is none of its own") << "ai" << standard << "key-everything"
                                                            << ""
                                                            << "SubscriptionKeyNotFound";
        QTest::newRow("product") << "gold-api" << standard << "key-gold"
                                 << ""
                                 << "gold/gold";
        QTest::newRow("product without the api") << "closed" << standard << "key-gold"
                                                 << ""
                                                 << "SubscriptionKeyInvalid";
        QTest::newRow("open product, no key") << "opened"
                                              << ""
                                              << ""
                                              << ""
                                              << "/open";
        QTest::newRow("open product, wrong key") << "opened" << standard << "nonsense"
                                                 << ""
                                                 << "/open";
        QTest::newRow("open product, other product's key") << "opened" << standard << "key-gold"
                                                           << ""
                                                           << "gold/gold";
        QTest::newRow("free, no key") << "free"
                                      << ""
                                      << ""
                                      << ""
                                      << "/";
        QTest::newRow("free, wrong key") << "free" << standard << "nonsense"
                                         << ""
                                         << "/";
        QTest::newRow("free, good key") << "free" << standard << "key-everything"
                                        << ""
                                        << "everything/";
        for (const char* const state : {"suspended", "submitted", "rejected", "cancelled", "expired"})
            QTest::newRow(state) << "closed" << standard << QString("key-") + state << ""
                                 << "SubscriptionKeyInvalid";
        QTest::newRow("a very long key") << "closed" << standard << QString(100'000, 'x') << ""
                                         << "SubscriptionKeyInvalid";
    }
    void decides() {
        QFETCH(QString, api);
        QFETCH(QString, header);
        QFETCH(QString, value);
        QFETCH(QString, query);
        QFETCH(QString, outcome);
        http::Headers headers;
        if (!header.isEmpty()) headers.add(header.toStdString(), value.toStdString());
        const Caller caller = m_table->keys().check(*m_table->api(api.toStdString()), headers, query.toStdString());
        const std::string result = caller.refusal ? std::string(caller.refusal->reason)
                                                  : (caller.subscription ? caller.subscription->id : std::string()) + "/" +
                                                        (caller.product ? caller.product->data->id : std::string());
        QCOMPARE(QString::fromStdString(result), outcome);
    }
    void tellsWhichKeyAndWhoseItIs() {
        http::Headers headers;
        headers.add("Ocp-Apim-Subscription-Key", "key-one-2");
        const Caller caller = m_table->keys().check(*m_table->api("closed"), headers, "");
        QCOMPARE(caller.subscription->key, std::string("key-one-2"));
        QCOMPARE(caller.subscription->primaryKey, std::string("key-one"));
        QCOMPARE(caller.user->id, std::string("ann"));
        QVERIFY(!m_table->keys().as("everything").user);
        QCOMPARE(m_table->keys().as("GOLD").product->data->name, std::string("Gold"));
        QCOMPARE(m_table->keys().as("GOLD").product->data->apis.size(), std::size_t{2});
        QVERIFY(!m_table->keys().as("nobody").subscription);
    }
    void opensEverythingWithTheMasterKey() {
        const auto* const master = m_table->workspace().subscription("master");
        http::Headers headers;
        headers.add("Ocp-Apim-Subscription-Key", master->primaryKey);
        QCOMPARE(m_table->keys().check(*m_table->api("gold-api"), headers, "").subscription->id, std::string("master"));
    }
    void answersAsAzureDoes() {
        const RoutedApi& api = *m_table->api("ai");
        const auto missing = responseOf(subscriptionKeyNotFound(), api.data.get(), "localhost:8080");
        QCOMPARE(missing.status, 401);
        QCOMPARE(missing.body.view().size(), std::size_t{152});
        QCOMPARE(*missing.headers.get("Content-Type"), std::string_view("application/json"));
        QCOMPARE(*missing.headers.get("WWW-Authenticate"),
                 std::string_view("AzureApiManagementKey realm=\"https://localhost:8080/ai\",name=\"api-key\",type=\"header\""));
        QCOMPARE(responseOf(subscriptionKeyInvalid(), api.data.get(), "h").body.view().size(), std::size_t{143});
        const auto nowhere = responseOf(operationNotFound(), nullptr, "h");
        QCOMPARE(nowhere.status, 404);
        QCOMPARE(nowhere.body.view(), std::string_view("{ \"statusCode\": 404, \"message\": \"Resource not found\" }"));
    }
};

MGC_TEST_CLASS(KeyCheckerTest);
#include "key_checker_test.moc"
