// Before Qt, whose macro `emit` would hit MetricSink::emit.
#include "tests/policies/policy_case.h"

#include <QTest>
#include <algorithm>
#include <filesystem>

#include "tests/support/paths.h"
#include "tests/support/suite.h"

/// Every folder of tests/data/policies.
class CasesTest : public QObject {
    Q_OBJECT

private slots:
    void passes_data() {
        QTest::addColumn<QString>("folder");
        std::vector<std::string> folders;
        for (const auto& entry : std::filesystem::directory_iterator(mgc::test::dataDir("policies")))
            if (entry.is_directory()) folders.push_back(entry.path().filename().string());
        std::ranges::sort(folders);
        for (const auto& folder : folders) QTest::newRow(folder.c_str()) << QString::fromStdString(folder);
    }
    void passes() {
        QFETCH(QString, folder);
        const std::string differences = mgc::test::runCase(folder.toStdString());
        QVERIFY2(differences.empty(), differences.c_str());
    }
};

MGC_TEST_CLASS(CasesTest);
#include "cases_test.moc"
