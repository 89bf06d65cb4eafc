#include <QtTest/qtest.h>

#include <chrono>

#include "policy/xml/corpus.h"
#include "policy/xml/document.h"
#include "policy/xml/path.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

namespace {

/// Every byte belongs to exactly one leaf or tag, in order.
bool tiles(const xml::Document& document, xml::NodeId id, std::uint32_t& at) {
    const xml::Node& node = document.node(id);
    if (id != xml::documentNode && node.range.begin != at) return false;
    if (node.kind != xml::NodeKind::Element && node.kind != xml::NodeKind::Document) {
        at = node.range.end;
        return node.range.end > node.range.begin;
    }
    if (node.kind == xml::NodeKind::Element) at = node.startTag.end;
    for (auto child = node.firstChild; child != xml::noNode; child = document.node(child).next) {
        if (document.node(child).parent != id || !tiles(document, child, at)) return false;
    }
    if (!node.endTag.empty()) {
        if (node.endTag.begin != at) return false;
        at = node.endTag.end;
    }
    return node.range.end == at;
}

}  // namespace

class CorpusTest : public QObject {
    Q_OBJECT
private slots:
    void parsesAndWritesBackTheSameBytes() {
        const auto corpus = test::readCorpus();
        if (!corpus) QSKIP("The shared corpus is not beside this checkout.");
        QVERIFY(corpus->size() >= 685);
        for (const auto& entry : *corpus) {
            const auto document = xml::Document::parse(entry.text, entry.file);
            QVERIFY2(xml::write(document) == entry.text, entry.file.c_str());
            std::uint32_t at = entry.text.starts_with(xml::byteOrderMark) ? 3 : 0;
            QVERIFY2(tiles(document, xml::documentNode, at), entry.file.c_str());
            if (entry.strict == "broken") continue;
            const std::string first = document.hasErrors() ? toText(document.problems().all().front()) : std::string();
            QVERIFY2(!document.hasErrors(), first.c_str());
        }
    }

    void everyElementHasAPathThatLeadsBack() {
        const auto corpus = test::readCorpus();
        if (!corpus) QSKIP("The shared corpus is not beside this checkout.");
        for (const auto& entry : *corpus) {
            const auto document = xml::Document::parse(entry.text, entry.file);
            for (xml::NodeId id = 1; id < document.tree().nodes.size(); ++id) {
                if (!document.isElement(id)) continue;
                const std::string path = xml::pathOf(document, id);
                if (path.empty()) continue;
                const auto found = xml::findByPath(document, path);
                QVERIFY2(found && *found == id, (entry.file + " " + path).c_str());
            }
        }
    }

    void refusesBrokenDocumentsAtTheRightPlace_data() {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("line");
        QTest::newRow("bracket missing") << "set-backend-service-policy.md_L93"
                                         << "MGC1011" << 3;
        QTest::newRow("string not closed") << "Call_out_to_an_HTTP_endpoint"
                                           << "MGC1011" << 41;
        QTest::newRow("token as element") << "azure-frontdoor-apim-ai__infra_policies_api"
                                          << "MGC1005" << 4;
        QTest::newRow("token in attribute") << "azure-frontdoor-apim-ai__infra_policies_openai"
                                            << "MGC1018" << 9;
    }
    void refusesBrokenDocumentsAtTheRightPlace() {
        QFETCH(QString, part);
        QFETCH(QString, code);
        QFETCH(int, line);
        const auto corpus = test::readCorpus();
        if (!corpus) QSKIP("The shared corpus is not beside this checkout.");
        for (const auto& entry : *corpus) {
            if (entry.strict != "broken" || entry.file.find(part.toStdString()) == std::string::npos) continue;
            const auto document = xml::Document::parse(entry.text, entry.file);
            for (const auto& problem : document.problems().all()) {
                if (problem.code == code.toStdString() && problem.range.begin.line == static_cast<std::uint32_t>(line)) return;
            }
        }
        QFAIL("not reported");
    }

    void parsesTwoThousandLinesInTenMilliseconds() {
        const auto corpus = test::readCorpus();
        if (!corpus) QSKIP("The shared corpus is not beside this checkout.");
        std::string text = "<policies>\n<inbound>\n";
        std::size_t lines = 0;
        for (const auto& entry : *corpus) {
            if (entry.strict != "yes" || lines > 2000) continue;
            const auto document = xml::Document::parse(entry.text);
            const auto section = xml::findByPath(document, "inbound");
            if (!section) continue;
            text += document.slice(document.content(*section));
            lines += static_cast<std::size_t>(std::count(entry.text.begin(), entry.text.end(), '\n'));
        }
        text += "</inbound>\n</policies>\n";
        auto best = std::chrono::steady_clock::duration::max();
        for (int i = 0; i < 5; ++i) {
            const auto start = std::chrono::steady_clock::now();
            const auto document = xml::Document::parse(text);
            best = std::min(best, std::chrono::steady_clock::now() - start);
            QVERIFY(!document.hasErrors());
        }
        // An unoptimized build on a busy machine has its share of the ten, too.
        QVERIFY2(best < std::chrono::milliseconds(10), std::to_string(std::chrono::duration<double, std::milli>(best).count()).c_str());
    }
};

MGC_TEST_CLASS(CorpusTest);
#include "corpus_test.moc"
