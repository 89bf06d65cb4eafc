#include <QtTest/qtest.h>

#include <cstdio>
#include <map>
#include <set>

#include "base/text.h"
#include "expression/expression.h"
#include "policy/xml/corpus.h"
#include "policy/xml/decode.h"
#include "policy/xml/document.h"
#include "policy/xml/text_parts.h"
#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

namespace {

struct Refused {
    std::string place;  ///< "file<TAB>code@line"
    std::string message;
};

class ExpressionWalk {
public:
    ExpressionWalk(const xml::Document& document, std::string file) : m_document(document), m_file(std::move(file)) {
        for (xml::NodeId id = 0; id < document.tree().nodes.size(); ++id) {
            if (document.isElement(id))
                for (const auto& attribute : document.attributes(id)) text(xml::decodeAttribute(document, attribute));
            const auto kind = document.node(id).kind;
            if (kind == xml::NodeKind::Expression || kind == xml::NodeKind::CData) text(xml::decodeText(document, id));
        }
    }
    int count = 0;
    std::vector<Refused> refused;

private:
    void text(const xml::MappedText& mapped) {
        for (const auto& part : xml::splitExpressions(mapped.text()).parts) {
            if (!part.isExpression) continue;
            ++count;
            Diagnostics findings;
            if (expression::compile(part.text, {{}, {1, 1, 0}, {1, 1, 0}}, findings)) continue;
            for (const auto& finding : findings.all()) {
                if (finding.severity != Severity::Error) continue;
                const auto at =
                    static_cast<std::uint32_t>(mapped.sourceOffset(part.offset + std::min(finding.range.begin.offset, part.text.size())));
                const auto line = m_document.range({at, at}).begin.line;
                refused.push_back({m_file + "\t" + finding.code + "@" + std::to_string(line), finding.message});
                break;
            }
        }
    }
    const xml::Document& m_document;
    std::string m_file;
};

}  // namespace

/// Every expression of the corpus compiles, or is on the list of refused ones with the reason that Azure has too.
class CorpusExpressionsTest : public QObject {
    Q_OBJECT
private slots:
    void compileOrAreRefusedForAKnownReason() {
        const auto corpus = test::readCorpus();
        if (!corpus) QSKIP("The shared corpus is not beside this checkout.");
        const std::string list = test::readFile(test::dataDir("expression") / "corpus_refused.tsv");
        std::map<std::string, std::string> known;
        for (const auto line : split(list, '\n')) {
            const auto columns = split(line, '\t');
            if (columns.size() == 3 && !line.starts_with('#')) known[std::string(columns[0]) + "\t" + std::string(columns[1])] = columns[2];
        }
        int count = 0;
        std::string unexpected;
        std::set<std::string> seen;
        for (const auto& entry : *corpus) {
            const auto document = xml::Document::parse(entry.text, entry.file);
            const ExpressionWalk walk(document, entry.file);
            count += walk.count;
            for (const auto& each : walk.refused) {
                seen.insert(each.place);
                if (known.contains(each.place)) continue;
                // Qt cuts long messages of a failure; these lines are what the list needs.
                std::fprintf(stderr, "%s\t%s\n", each.place.c_str(), each.message.c_str());
                unexpected += "\n" + each.place;
            }
        }
        std::string gone;
        for (const auto& [place, reason] : known)
            if (!seen.contains(place)) gone += "\n" + place;
        QVERIFY2(unexpected.empty(), ("refused, but not in tests/data/expression/corpus_refused.tsv:" + unexpected).c_str());
        QVERIFY2(gone.empty(), ("in the list, but not refused any more:" + gone).c_str());
        QVERIFY2(count >= 1600, std::to_string(count).c_str());
    }
};

MGC_TEST_CLASS(CorpusExpressionsTest);
#include "corpus_expressions_test.moc"
