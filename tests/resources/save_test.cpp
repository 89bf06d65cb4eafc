#include "resources/save.h"

#include <QtTest/qtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "resources/files.h"
#include "resources/local_keys.h"
#include "scratch_folder.h"
#include "support/suite.h"

using namespace mgc::resources;
using mgc::test::ScratchFolder;

class SaveTest : public QObject {
    Q_OBJECT
private slots:
    void keepsWhatItDoesNotKnow() {
        const std::string before =
            "{\r\n\t\"$schema\": \"x\",\r\n\t\"properties\": {\r\n\t\t\"unknown\": [ 1,2 ],\r\n\t\t\"displayName\": "
            "\"old\"\r\n\t}\r\n}\r\n";
        const ScratchFolder folder{{"f.json", before}};
        const std::string file = folder.root() + "/f.json";
        QVERIFY(saveMember(file, "/properties/displayName", "new").has_value());
        QCOMPARE(*readFile(file), mgc::replacedAll(before, "old", "new"));
        QVERIFY(saveMember(file, "/properties/secret", true).has_value());
        QVERIFY(removeMember(file, "/properties/secret").has_value());
        QVERIFY(removeMember(file, "/properties/never/there").has_value());
        QCOMPARE(*readFile(file), mgc::replacedAll(before, "old", "new"));
    }
    void makesAMissingFile() {
        const ScratchFolder folder;
        const std::string file = folder.root() + "/backends/b/backendInformation.json";
        QVERIFY(saveMember(file, "/properties/url", "https://x.test").has_value());
        QCOMPARE(*readFile(file), std::string("{\n  \"properties\": {\n    \"url\": \"https:/"
                                              "/x.test\"\n  }\n}\n"));
    }
    void leavesABrokenFileAlone() {
        const ScratchFolder folder{{"f.json", "{\"a\": 1,}"}};
        const auto result = saveMember(folder.root() + "/f.json", "/a", 2);
        QVERIFY(!result.has_value());
        QVERIFY(result.error().range.file.ends_with("/f.json"));
        QCOMPARE(result.error().range.begin.column, 9U);
        QCOMPARE(*readFile(folder.root() + "/f.json"), std::string("{\"a\": 1,}"));
    }
    void writesSecretsForTheOwnerOnly() {
        const ScratchFolder folder;
        const std::string file = folder.root() + "/secret";
        QVERIFY(writeFile(file, "x", true).has_value());
        QCOMPARE(std::filesystem::status(file).permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    void keepsTheInstallationsSeed() {
        const ScratchFolder folder;
        qputenv("XDG_STATE_HOME", QByteArray::fromStdString(folder.root()));
        const std::string seed = installationKeySeed();
        QCOMPARE(seed.size(), std::size_t{64});
        QCOMPARE(seed, installationKeySeed());
        const std::string file = folder.root() + "/model-gateway/key-seed";
        QCOMPARE(*readFile(file), seed + "\n");
        QCOMPARE(std::filesystem::status(file).permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        qunsetenv("XDG_STATE_HOME");
    }
};

MGC_TEST_CLASS(SaveTest);
#include "save_test.moc"
