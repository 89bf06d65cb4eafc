#include "policy/schemas/schema_walk.h"

#include <QtTest/qtest.h>

#include <map>

#include "base/text.h"
#include "catalog.h"
#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;

namespace {

/// Lines "place<TAB>difference<TAB>reason"; "#" starts a comment.
std::map<test::SchemaDifference, std::string> readExplanations() {
    std::map<test::SchemaDifference, std::string> explanations;
    const std::string text = test::readFile(test::dataDir("policy") / "schema_differences.tsv");
    for (const auto line : split(text, '\n')) {
        if (line.empty() || line.starts_with('#')) continue;
        const auto columns = split(line, '\t');
        if (columns.size() == 3) explanations[{std::string(columns[0]), std::string(columns[1])}] = columns[2];
    }
    return explanations;
}

}  // namespace

class SchemaWalkTest : public QObject {
    Q_OBJECT
private slots:
    void everyDifferenceIsExplained() {
        const auto shared = test::sharedDir();
        if (!shared) QSKIP("The shared policy schemas are not beside this checkout.");
        const policy::Catalog catalog(policies::catalog());
        const test::XsdReader schemas(*shared / "data/policy-schemas");
        const auto explanations = readExplanations();
        std::map<test::SchemaDifference, std::string> unused = explanations;
        std::string unexplained;
        for (const auto& difference : test::compareWithSchemas(catalog, schemas)) {
            unused.erase(difference);
            if (!explanations.contains(difference)) unexplained += "\n" + difference.place + "\t" + difference.what;
        }
        if (!unexplained.empty()) qWarning("%s", unexplained.c_str());  // QVERIFY2 cuts long texts
        QVERIFY2(unexplained.empty(), ("not explained in tests/data/policy/schema_differences.tsv:" + unexplained).c_str());
        std::string stale;
        for (const auto& [difference, reason] : unused) {
            const std::string policy = difference.place.substr(0, difference.place.find_first_of("/@"));
            if (catalog.find(policy)) stale += "\n" + difference.place + "\t" + difference.what;
        }
        QVERIFY2(stale.empty(), ("explained, but not there any more:" + stale).c_str());
    }

    void readsTheSchemas() {
        const auto shared = test::sharedDir();
        if (!shared) QSKIP("The shared policy schemas are not beside this checkout.");
        const auto elements = test::XsdReader(*shared / "data/policy-schemas").elements();
        QVERIFY(elements.size() > 65);
        const auto choose = std::find_if(elements.begin(), elements.end(), [](const auto& element) { return element.name == "choose"; });
        QVERIFY(choose != elements.end() && choose->ordered && choose->children.size() == 2);
        QVERIFY(choose->children[0].any && choose->children[0].attributes[0].required &&
                choose->children[0].attributes[0].allowsExpression());
        QCOMPARE(choose->children[1].maximum, 1U);
    }
};

MGC_TEST_CLASS(SchemaWalkTest);
#include "schema_walk_test.moc"
