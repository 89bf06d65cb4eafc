#include <QTest>
#include <set>

#include "catalog.h"
#include "tests/support/suite.h"

using namespace mgc;

/// What every descriptor must hold, whatever its policy does.
class CatalogTest : public QObject {
    Q_OBJECT

private:
    static void checkElement(const policy::ElementDescriptor& element, const std::string& path) {
        QVERIFY2(!element.name.empty(), path.c_str());
        QVERIFY2(!element.help.empty(), path.c_str());
        std::set<std::string_view> names;
        for (const auto& attribute : element.attributes) {
            const std::string where = path + "@" + std::string(attribute.name);
            QVERIFY2(names.insert(attribute.name).second, where.c_str());
            QVERIFY2(!attribute.help.empty(), where.c_str());
            QVERIFY2((attribute.type == policy::AttributeType::Enumeration) == !attribute.values.empty(), where.c_str());
        }
        for (const auto& child : element.children) checkElement(child, path + "/" + std::string(child.name));
    }

private slots:
    void descriptorsAreComplete() {
        std::set<std::string_view> names;
        for (const auto* descriptor : policies::catalog()) {
            const std::string name(descriptor->name());
            QVERIFY2(names.insert(descriptor->name()).second, name.c_str());
            QVERIFY2(descriptor->compile, name.c_str());
            QVERIFY2(!descriptor->category.empty() && !descriptor->summary.empty(), name.c_str());
            QVERIFY2(descriptor->documentation.starts_with("https://learn.microsoft.com/azure/api-management/"), name.c_str());
            QVERIFY2(
                (descriptor->resolver || !descriptor->sections.empty()) && !descriptor->scopes.empty() && !descriptor->gateways.empty(),
                name.c_str());
            checkElement(descriptor->element, name);
        }
    }
};

MGC_TEST_CLASS(CatalogTest);
#include "catalog_test.moc"
