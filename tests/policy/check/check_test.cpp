#include <QtTest/qtest.h>

#include <QTemporaryDir>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "app/gateway/check_files.h"
#include "app/gateway/check_report.h"
#include "app/gateway/check_workspace.h"
#include "base/text.h"
#include "catalog.h"
#include "policy/model/codes.h"
#include "policy/xml/corpus.h"
#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;

namespace {

const policy::Catalog& catalog() {
    static const policy::Catalog all(policies::catalog());
    return all;
}

policy::ValidationOptions lenient() {
    policy::ValidationOptions options;
    options.placeholders = policy::Handling::Allow;
    options.references = policy::Handling::Allow;
    return options;
}

/// "file<TAB>code@line<TAB>reason": what is really wrong in documents that the corpus calls sound.
std::map<std::string, std::string> readDefects() {
    std::map<std::string, std::string> defects;
    const std::string text = test::readFile(test::dataDir("policy") / "corpus_defects.tsv");
    for (const auto line : split(text, '\n')) {
        const auto columns = split(line, '\t');
        if (columns.size() == 3 && !line.starts_with('#')) defects[std::string(columns[0]) + " " + std::string(columns[1])] = columns[2];
    }
    return defects;
}

void write(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

class CheckTest : public QObject {
    Q_OBJECT
private slots:
    void corpusShowsUnsupportedPoliciesAndKnownDefectsOnly() {
        const auto corpus = test::readCorpus();
        if (!corpus) QSKIP("The shared corpus is not beside this checkout.");
        const auto defects = readDefects();
        std::string unexpected;
        for (const auto& entry : *corpus) {
            const auto checked = app::checkPolicyFile({entry.file, entry.text}, catalog(), lenient());
            if (entry.strict == "broken") {
                QVERIFY2(!checked.ok(), entry.file.c_str());
                continue;
            }
            for (const auto& diagnostic : checked.diagnostics.all()) {
                if (diagnostic.severity != Severity::Error || diagnostic.code == policy::codes::unsupportedPolicy) continue;
                const std::string place = diagnostic.code + "@" + std::to_string(diagnostic.range.begin.line);
                if (!defects.contains(entry.file + " " + place)) unexpected += "\n" + entry.file + "\t" + place + "\t" + diagnostic.message;
            }
        }
        QVERIFY2(unexpected.empty(), ("not in tests/data/policy/corpus_defects.tsv:" + unexpected).c_str());
    }

    void takesScriptTokensInExpressionsForPlaceholders() {
        const std::string text = "<policies><inbound>\n<set-variable name=\"a\" value=\"@(1 + RETRY_COUNT)\"/></inbound></policies>";
        QCOMPARE(app::toTextFindings({app::checkPolicyFile({"p.xml", text}, catalog(), lenient())}), std::string());
        auto warning = lenient();
        warning.placeholders = policy::Handling::Warn;
        QCOMPARE(app::toTextFindings({app::checkPolicyFile({"p.xml", text}, catalog(), warning)}),
                 std::string("p.xml:2:37: warning MGC2211: The placeholder 'RETRY_COUNT' is not filled in.\n"));
        QVERIFY(!app::checkPolicyFile({"p.xml", text}, catalog(), {}).ok());
    }

    void reportsAsJson() {
        const auto checked = app::checkPolicyFile({"p.xml", "<policies><inbound>\n<nonsense/></inbound></policies>"}, catalog(), lenient());
        const auto json = nlohmann::json::parse(app::toJsonReport({checked}));
        const auto& file = json.at("files").at(0);
        QCOMPARE(file.at("ok").get<bool>(), false);
        QCOMPARE(file.at("path").get<std::string>(), std::string("p.xml"));
        const auto& diagnostic = file.at("diagnostics").at(0);
        QCOMPARE(diagnostic.at("severity").get<std::string>(), std::string("error"));
        QCOMPARE(diagnostic.at("code").get<std::string>(), std::string("MGC2110"));
        QCOMPARE(diagnostic.at("line").get<int>(), 2);
        QCOMPARE(diagnostic.at("column").get<int>(), 2);
        QCOMPARE(diagnostic.at("endColumn").get<int>(), 10);
        QCOMPARE(diagnostic.at("element").get<std::string>(), std::string("nonsense"));
        QCOMPARE(app::toTextFindings({checked}), std::string("p.xml:2:2: error MGC2110: There is no policy 'nonsense'.\n"));
        QCOMPARE(app::toTextSummary({checked}), std::string("1 file: 0 without errors, 1 with errors (1 error, 0 warnings)\n"));
    }

    void reportsAsSarif() {
        const auto checked = app::checkPolicyFile({"a b/p.xml", "<policies><inbund/></policies>"}, catalog(), lenient());
        const auto run = nlohmann::json::parse(app::toSarifReport({checked})).at("runs").at(0);
        QCOMPARE(run.at("tool").at("driver").at("rules").at(0).at("id").get<std::string>(), std::string("MGC2102"));
        const auto& result = run.at("results").at(0);
        const auto& location = result.at("locations").at(0).at("physicalLocation");
        QCOMPARE(location.at("artifactLocation").at("uri").get<std::string>(), std::string("a%20b/p.xml"));
        QCOMPARE(location.at("region").at("startColumn").get<int>(), 12);
        QCOMPARE(result.at("fixes")
                     .at(0)
                     .at("artifactChanges")
                     .at(0)
                     .at("replacements")
                     .at(0)
                     .at("insertedContent")
                     .at("text")
                     .get<std::string>(),
                 std::string("inbound"));
    }

    void findsPolicyFilesInFolders() {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        write(root / "a/policy.xml", "<policies/>");
        write(root / "b.XML", "<!-- x --><fragment/>");
        write(root / "pom.xml", "<project/>");
        write(root / ".hidden/policy.xml", "<policies/>");
        write(root / "notes.txt", "<policies/>");
        const auto files = app::findPolicyFiles(root);
        QVERIFY(files);
        QCOMPARE(files->size(), std::size_t{2});
        QCOMPARE(files->front().path, (root / "a/policy.xml").string());
        QVERIFY(!app::findPolicyFiles(root / "none"));
    }

    void knowsTiers() {
        QVERIFY(app::gatewayOfTier("BasicV2") == policy::Gateway::V2);
        QVERIFY(!app::gatewayOfTier("gold"));
    }

    void checksWorkspacesWithWhatIsInReach() {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        write(root / "backends/known/backendInformation.json", "{\"properties\":{\"url\":\"https://x.example\",\"protocol\":\"http\"}}");
        write(root / "named values/port/namedValueInformation.json", "{\"properties\":{\"displayName\":\"calls\",\"value\":\"5\"}}");
        write(root / "policyFragments/part/policy.xml", "<fragment><set-backend-service backend-id=\"known\"/></fragment>");
        write(root / "policyFragments/part/policyFragmentInformation.json", "{\"properties\":{\"format\":\"rawxml\"}}");
        write(root / "policy.xml",
              "<policies>\n<inbound>\n<include-fragment fragment-id=\"part\"/>\n<set-backend-service backend-id=\"other\"/>\n"
              "<rate-limit-by-key calls=\"{{calls}}\" renewal-period=\"60\" counter-key=\"a\"/>\n</inbound>\n</policies>");
        const auto files = app::checkWorkspace(root.string(), catalog(), {});
        QVERIFY2(files, files ? "" : files.error().fullMessage().c_str());
        std::string found;
        for (const auto& file : *files) found += app::toTextFindings({file});
        QCOMPARE(found, (root / "policy.xml").string() + ":4:34: error MGC2220: The backend 'other' is not in reach.\n");
    }
};

MGC_TEST_CLASS(CheckTest);
#include "check_test.moc"
