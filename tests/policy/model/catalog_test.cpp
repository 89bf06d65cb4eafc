#include "policy/model/catalog.h"

#include <QtTest/qtest.h>

#include "policy/model/known_policies.h"
#include "policy/model/toy_catalog.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

class CatalogTest : public QObject {
    Q_OBJECT
private slots:
    void findsByElementCategoryAndSection() {
        const Catalog& catalog = test::toyCatalog();
        QVERIFY(catalog.find("toy-limit"));
        QVERIFY(!catalog.find("toy"));
        QCOMPARE(catalog.categories().size(), std::size_t{4});
        QCOMPARE(catalog.inCategory("Flow").size(), std::size_t{2});
        QCOMPARE(catalog.inSection(Section::Outbound).size(), catalog.all().size() - 2);
    }
    void knowsAzuresPolicies() {
        QCOMPARE(knownPolicies().size(), std::size_t{77});  // 71 of the index, one of them twice, and 7 more
        QVERIFY(isKnownPolicy("llm-token-limit"));
        QVERIFY(isKnownContainer("limit-concurrency"));
        QVERIFY(!isKnownPolicy("set-headers"));
    }
};

MGC_TEST_CLASS(CatalogTest);
#include "catalog_test.moc"
