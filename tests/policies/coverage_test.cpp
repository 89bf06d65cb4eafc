#include "tests/policies/coverage.h"

#include <QTest>
#include <fstream>

#include "catalog.h"
#include "tests/support/paths.h"
#include "tests/support/suite.h"

using namespace mgc;

/// No policy without behaviour cases, and the page that shows them is the one that is committed.
class CoverageTest : public QObject {
    Q_OBJECT

private slots:
    void everyPolicyHasCases() {
        const auto uses = test::readUses();
        std::string without;
        for (const auto* descriptor : policies::catalog())
            if (!uses.contains(std::string(descriptor->name()))) without += " " + std::string(descriptor->name());
        QVERIFY2(without.empty(), ("policies without a case folder:" + without).c_str());
    }

    void everyRequiredAttributeIsUsed() {
        const auto uses = test::readUses();
        std::string without;
        for (const auto* descriptor : policies::catalog())
            for (const auto& attribute : descriptor->element.attributes) {
                const auto use = uses.find(std::string(descriptor->name()));
                if (attribute.presence != policy::Presence::Required || use == uses.end()) continue;
                if (!use->second.attributes.contains("@" + std::string(attribute.name)))
                    without += " " + std::string(descriptor->name()) + "@" + std::string(attribute.name);
            }
        QVERIFY2(without.empty(), ("required attributes that no case uses:" + without).c_str());
    }

    void pageIsCurrent() {
        const auto file = test::sourceDir() / "docs" / "policy-coverage.md";
        const std::string page = test::coveragePage(test::readUses());
        if (qEnvironmentVariableIsSet("MGC_UPDATE")) {
            std::filesystem::create_directories(file.parent_path());
            std::ofstream(file, std::ios::binary) << page;
        }
        QVERIFY2(std::filesystem::exists(file) && test::readFile(file) == page,
                 "docs/policy-coverage.md is not what descriptors and cases say: run MGC_UPDATE=1 policies_test CoverageTest");
    }
};

MGC_TEST_CLASS(CoverageTest);
#include "coverage_test.moc"
