#include "resources/samples.h"

#include <QtTest/qtest.h>
#include <QTemporaryDir>

#include <filesystem>

#include "resources/workspace.h"
#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::resources;

class SamplesTest : public QObject {
    Q_OBJECT
private slots:
    void readWithoutFindings_data() {
        QTest::addColumn<QString>("sample");
        for (const std::string& name : sampleNames()) QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void readWithoutFindings() {
        QFETCH(QString, sample);
        QTemporaryDir folder;
        const std::string path = folder.filePath("w").toStdString();
        QVERIFY(writeSample(sample.toStdString(), path).has_value());
        Diagnostics diagnostics;
        const auto workspace = Workspace::read(path, diagnostics, {.keySeed = "test"});
        QVERIFY(workspace.has_value());
        for (const auto& diagnostic : diagnostics.all()) qWarning("%s", toText(diagnostic).c_str());
        QVERIFY(diagnostics.all().empty());
        QVERIFY((*workspace)->subscription("foundry-subscription"));
        QVERIFY((*workspace)->globalPolicy());
    }
    void areEmbeddedByteForByte() {
        QVERIFY(sampleFiles().size() > 30);
        for (const SampleFile& file : sampleFiles()) {
            const auto path = test::sourceDir() / "resources/samples" / file.sample / file.path;
            QCOMPARE(std::string(file.text), test::readFile(path));
        }
    }
    void starterHoldsWhatTheFirstPromptNeeds() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("w").toStdString();
        QVERIFY(writeSample(starterSample, path).has_value());
        Diagnostics diagnostics;
        const auto workspace = *Workspace::read(path, diagnostics, {.keySeed = "test"});
        const Api* const api = workspace->api("inference-api");
        QVERIFY(api);
        QCOMPARE(api->path, std::string("inference/openai"));
        QCOMPARE(api->keyHeader, std::string("api-key"));
        QCOMPARE(api->keyQuery, std::string("api-key"));
        QVERIFY(api->policy && api->policy->text->find("tokens-per-minute=\"2000\"") != std::string::npos);
        QCOMPARE(workspace->api("inference-v1")->path, std::string("inference/openai/v1"));
        const Backend* const pool = workspace->backend("aoai-pool");
        QVERIFY(pool && pool->isPool && pool->members.size() == 2);
        QCOMPARE(pool->members[0].weight.value_or(0), std::int64_t{70});
        QCOMPARE(pool->members[1].priority, std::int64_t{1});
        const Subscription* const subscription = workspace->subscription("foundry-subscription");
        QCOMPARE(subscription->scopeKind, Subscription::ScopeKind::AllApis);
        QCOMPARE(subscription->primaryKey.size(), std::size_t{32});
        QVERIFY(subscription->primaryKey != subscription->secondaryKey);
    }
    void refusesAFolderThatIsNotEmpty() {
        QTemporaryDir folder;
        QVERIFY(writeSample(starterSample, folder.path().toStdString()).has_value());
        const auto again = writeSample(starterSample, folder.path().toStdString());
        QVERIFY(!again.has_value());
        QCOMPARE(again.error().code, std::string("FolderNotEmpty"));
        QCOMPARE(writeSample("nonsense", folder.filePath("x").toStdString()).error().code, std::string("NoSuchSample"));
    }
};

MGC_TEST_CLASS(SamplesTest);
#include "samples_test.moc"
