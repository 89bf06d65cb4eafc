#include <QtTest/qtest.h>

#include <functional>
#include <random>

#include "catalog.h"
#include "policy/edit/node_changes.h"
#include "policy/edit/outline.h"
#include "policy/edit/placement.h"
#include "policy/edit/skeleton.h"
#include "policy/model/node_builder.h"
#include "policy/xml/corpus.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

namespace {

using Random = std::mt19937;

const Catalog& catalog() {
    static const Catalog all{policies::catalog()};
    return all;
}

std::size_t pick(Random& random, std::size_t count) { return random() % count; }

/// Everything a card or a drop place could be.
struct Cards {
    edit::Nodes cards;
    std::vector<const edit::OutlineItem*> places;
};

void collect(const edit::OutlineItem& item, Cards& cards) {
    if (item.holdsPolicies) cards.places.push_back(&item);
    for (const auto& child : item.children) {
        if (child.part != edit::Part::Branch) cards.cards.push_back(child.node);
        collect(child, cards);
    }
}

edit::Nodes some(const edit::Nodes& cards, Random& random) {
    edit::Nodes chosen;
    for (std::size_t i = 0, count = 1 + pick(random, 3); i < count; ++i) chosen.push_back(cards[pick(random, cards.size())]);
    return chosen;
}

/// Visible child of a place to go before; noNode: the end.
xml::NodeId before(const edit::OutlineItem& place, Random& random) {
    const std::size_t index = pick(random, place.children.size() + 1);
    return index == place.children.size() ? xml::noNode : place.children[index].node;
}

Result<edit::Change> setAttribute(const xml::Document& document, const edit::Nodes& cards, Random& random) {
    const auto node = cards[pick(random, cards.size())];
    if (!document.isElement(node)) return fail("skip", "");
    const auto attributes = document.attributes(node);
    const auto* policy = catalog().find(document.name(node));
    std::string name = "id";
    if (!attributes.empty() && random() % 2 == 0)
        name = document.slice(attributes[pick(random, attributes.size())].name);
    else if (policy && !policy->element.attributes.empty())
        name = policy->element.attributes[pick(random, policy->element.attributes.size())].name;
    static const std::vector<std::string> values{"7", "a \"b\" & <c>", "@(context.Variables[\"x\"] == \"y\" && 1 < 2)", "it's", ""};
    auto edit = xml::setAttribute(document, node, name, values[pick(random, values.size())]);
    if (!edit) return fail(std::move(edit).error());
    // Nothing but this attribute: every other start tag, text and comment is byte for byte what it was.
    if (edit->document.tree().nodes.size() != document.tree().nodes.size()) return fail("broken", "the tree changed its shape");
    for (xml::NodeId id = 1; id < document.tree().nodes.size(); ++id) {
        const auto part = [&](const xml::Document& of) { return of.slice(of.isElement(id) ? of.node(id).startTag : of.node(id).range); };
        if (id != node && part(document) != part(edit->document)) return fail("broken", "another node changed");
    }
    return edit::changeOf(std::move(*edit), {document.node(node).range.begin});
}

Result<edit::Change> randomEdit(const xml::Document& document, Random& random) {
    const auto outline = edit::outlineOf(document, catalog());
    Cards cards;
    for (const auto& section : outline.sections) collect(section, cards);
    if (cards.places.empty()) return fail("skip", "");
    const auto& place = *cards.places[pick(random, cards.places.size())];
    if (cards.cards.empty() || random() % 6 == 0) {
        const auto* policy = catalog().all()[pick(random, catalog().all().size())];
        return edit::insertAt(document, place.node, before(place, random), edit::skeletonOf(policy->element));
    }
    switch (random() % 5) {
        case 0:
            return edit::removeNodes(document, some(cards.cards, random));
        case 1:
            return edit::moveNodes(document, some(cards.cards, random), place.node, before(place, random));
        case 2:
            return edit::duplicateNodes(document, some(cards.cards, random));
        case 3:
            return edit::toggleComments(document, some(cards.cards, random));
        default:
            return setAttribute(document, cards.cards, random);
    }
}

/// The bytes that no patch covers, taken from the text before: what must survive in this order.
std::string survivors(std::string text, const std::vector<xml::Patch>& patches) {
    constexpr char hole = '\1';
    for (const auto& patch : patches) text.replace(patch.offset, patch.removed.size(), std::string(patch.inserted.size(), hole));
    std::string kept;
    for (const char c : text)
        if (c != hole) kept += c;
    return kept;
}

bool isSubsequence(const std::string& part, std::string_view whole) {
    std::size_t at = 0;
    for (const char c : whole)
        if (at < part.size() && part[at] == c) ++at;
    return at == part.size();
}

/// A history as the console keeps one, over plain documents.
class History {
public:
    explicit History(xml::Document document) : m_document(std::move(document)) {}
    [[nodiscard]] const xml::Document& document() const { return m_document; }
    void push(edit::Change change) {
        m_done.resize(m_index);
        m_done.push_back(std::move(change.patches));
        ++m_index;
        m_document = std::move(change.document);
    }
    bool undo() {
        if (m_index == 0) return false;
        const auto result = edit::applied(m_document, edit::inverse(m_done[--m_index]));
        if (result) m_document = *result;
        return result.has_value();
    }
    bool redo() {
        if (m_index == m_done.size()) return false;
        const auto result = edit::applied(m_document, m_done[m_index++]);
        if (result) m_document = *result;
        return result.has_value();
    }
    [[nodiscard]] std::size_t depth() const { return m_index; }

private:
    xml::Document m_document;
    std::vector<std::vector<xml::Patch>> m_done;
    std::size_t m_index = 0;
};

}  // namespace

/// Twenty random edits of the flow on every real policy: what they do not touch stays byte for byte, the result loads, and undoing
/// all of it gives the file back.
class VisualEditsTest : public QObject {
    Q_OBJECT
private slots:
    void roundTrip() {
        const auto corpus = test::readCorpus();
        if (!corpus) QSKIP("The shared corpus is not beside this checkout.");
        Random random(20261127);
        std::size_t documents = 0;
        std::size_t edits = 0;
        for (const auto& entry : *corpus) {
            if (entry.strict != "yes") continue;
            ++documents;
            History history(xml::Document::parse(entry.text, entry.file));
            const auto errors = history.document().problems().errorCount();
            for (int step = 0, tries = 0; step < 20 && tries < 80; ++tries) {
                if (tries % 7 == 3 && history.depth() > 0) {
                    const std::string now(history.document().text());
                    QVERIFY(history.undo());
                    if (random() % 2 == 0) {
                        QVERIFY(history.redo());
                        QVERIFY2(history.document().text() == now, entry.file.c_str());
                    }
                    ++step;
                    continue;
                }
                const std::string text(history.document().text());
                auto change = randomEdit(history.document(), random);
                if (!change) {
                    QVERIFY2(change.error().code != "broken", (entry.file + ": " + change.error().message).c_str());
                    continue;  // refused, with a reason: a comment inside of a comment, an empty document
                }
                QVERIFY2(isSubsequence(survivors(text, change->patches), change->document.text()), entry.file.c_str());
                QVERIFY2(change->document.problems().errorCount() <= errors, entry.file.c_str());
                QCOMPARE(xml::write(change->document), std::string(change->document.text()));
                QVERIFY(!buildPolicyDocument(change->document).root.name.empty() || errors > 0 ||
                        change->document.firstChildElement(xml::documentNode) != xml::noNode);
                for (const auto place : change->places) QVERIFY(place < change->document.text().size());
                history.push(std::move(*change));
                ++step;
                ++edits;
            }
            while (history.depth() > 0) QVERIFY(history.undo());
            QVERIFY2(history.document().text() == entry.text, entry.file.c_str());
        }
        qInfo("%zu documents, %zu edits", documents, edits);
        QVERIFY(documents > 600);
        QVERIFY(edits > documents * 12);
    }
};

MGC_TEST_CLASS(VisualEditsTest);
#include "visual_edits_test.moc"
