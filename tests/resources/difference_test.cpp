#include "resources/difference.h"

#include <QtTest/qtest.h>

#include <filesystem>

#include "resources/samples.h"
#include "scratch_folder.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::resources;

class DifferenceTest : public QObject {
    Q_OBJECT
private slots:
    void namesWhatChanged() {
        const test::ScratchFolder folder;
        const std::string root = folder.root() + "/w";
        QVERIFY(writeSample(starterSample, root).has_value());
        ReadOptions options;
        options.keySeed = "test";
        Diagnostics diagnostics;
        const auto before = *Workspace::read(root, diagnostics, options);
        QVERIFY(difference(*before, *before).empty());
        folder.write("w/apis/inference-api/policy.xml", "<policies/>");
        folder.write("w/backends/new/backendInformation.json", "{\"properties\":{\"url\":\"https://new.test\",\"protocol\":\"http\"}}");
        std::filesystem::remove_all(root + "/backends/aoai-westus");
        const auto after = *Workspace::read(root, diagnostics, options);
        const auto changes = difference(*before, *after);
        QCOMPARE(changes.size(), std::size_t{3});
        QCOMPARE(changes[0].id, std::string("/apis/inference-api"));
        QCOMPARE(changes[0].kind, std::string("policy"));
        QCOMPARE(changes[0].what, Change::What::Changed);
        QCOMPARE(changes[1].what, Change::What::Removed);
        QCOMPARE(changes[2].id, std::string("/backends/new"));
        QCOMPARE(changes[2].what, Change::What::Added);
    }
};

MGC_TEST_CLASS(DifferenceTest);
#include "difference_test.moc"
