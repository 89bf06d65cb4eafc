#include <QtTest/qtest.h>

#include "policy/edit/node_changes.h"
#include "policy/edit/patterns.h"
#include "policy/xml/path.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

namespace {

const std::string text =
    "<policies>\n  <inbound>\n    <base />\n    <!-- one -->\n    <a x='1'/>\n    <b>\n      <c/>\n    </b>\n    <d/>\n  </inbound>\n"
    "  <outbound />\n</policies>\n";

xml::NodeId at(const xml::Document& document, const char* path) {
    const auto found = xml::findByPath(document, path);
    return found ? *found : xml::noNode;
}

QByteArray textOf(const Result<edit::Change>& change) {
    return change ? QByteArray::fromStdString(std::string(change->document.text())) : QByteArray::fromStdString(change.error().code);
}

std::vector<std::string> namesAt(const edit::Change& change) {
    std::vector<std::string> names;
    for (const auto place : change.places) {
        const auto node = edit::nodeStartingAt(change.document, place);
        names.emplace_back(node == xml::noNode               ? "none"
                           : change.document.isElement(node) ? change.document.name(node)
                                                             : std::string_view("comment"));
    }
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

class ChangesTest : public QObject {
    Q_OBJECT
private slots:
    void removesSeveral() {
        const auto document = xml::Document::parse(text);
        const auto change =
            edit::removeNodes(document, {at(document, "inbound/d"), at(document, "inbound/a"), at(document, "inbound/b/c")});
        QCOMPARE(textOf(change), QByteArray("<policies>\n  <inbound>\n    <base />\n    <!-- one -->\n    <b>\n    </b>\n  </inbound>\n"
                                            "  <outbound />\n</policies>\n"));
        const auto back = edit::applied(change->document, edit::inverse(change->patches));
        QVERIFY(back && back->text() == text);
    }

    void movesSeveralIntoAnother() {
        const auto document = xml::Document::parse(text);
        const auto change = edit::moveNodes(document, {at(document, "inbound/d"), at(document, "inbound/a")}, at(document, "inbound/b"),
                                            at(document, "inbound/b/c"));
        QCOMPARE(textOf(change),
                 QByteArray("<policies>\n  <inbound>\n    <base />\n    <!-- one -->\n    <b>\n      <a x='1'/>\n      <d/>\n"
                            "      <c/>\n    </b>\n  </inbound>\n  <outbound />\n</policies>\n"));
        QCOMPARE(namesAt(*change), (Names{"a", "d"}));
        QVERIFY(edit::applied(change->document, edit::inverse(change->patches))->text() == text);
    }

    void movesIntoAnEmptySection() {
        const auto document = xml::Document::parse(text);
        const auto change = edit::moveNodes(document, {at(document, "inbound/b")}, at(document, "outbound"), xml::noNode);
        QCOMPARE(textOf(change),
                 QByteArray("<policies>\n  <inbound>\n    <base />\n    <!-- one -->\n    <a x='1'/>\n    <d/>\n  </inbound>\n"
                            "  <outbound>\n    <b>\n      <c/>\n    </b>\n  </outbound>\n</policies>\n"));
        QCOMPARE(namesAt(*change), Names{"b"});
    }

    void movingToWhereItStandsChangesNothing() {
        const auto document = xml::Document::parse(text);
        const auto change = edit::moveNodes(document, {at(document, "inbound/a")}, at(document, "inbound"), at(document, "inbound/b"));
        QVERIFY(change && change->patches.empty());
        QCOMPARE(namesAt(*change), Names{"a"});
        QCOMPARE(textOf(edit::moveNodes(document, {at(document, "inbound/b")}, at(document, "inbound/b"), xml::noNode)),
                 QByteArray("MGC1051"));
    }

    void duplicatesAndTogglesComments() {
        const auto document = xml::Document::parse(text);
        const auto twice = edit::duplicateNodes(document, {at(document, "inbound/a"), at(document, "inbound/d")});
        QCOMPARE(namesAt(*twice), (Names{"a", "d"}));
        QVERIFY(textOf(twice).contains("    <a x='1'/>\n    <a x='1'/>\n    <b>") && textOf(twice).contains("    <d/>\n    <d/>\n"));
        const auto off = edit::toggleComments(document, {at(document, "inbound/a"), at(document, "inbound/d")});
        QVERIFY(textOf(off).contains("    <!-- <a x='1'/> -->\n"));
        QCOMPARE(namesAt(*off), (Names{"comment", "comment"}));
        const auto on = edit::toggleComments(
            off->document, {edit::nodeStartingAt(off->document, off->places[0]), edit::nodeStartingAt(off->document, off->places[1])});
        QVERIFY(on && on->document.text() == text);
    }

    void copiesWithoutTheIndentationOfThePlace() {
        const auto document = xml::Document::parse(text);
        QCOMPARE(edit::markupOf(document, {at(document, "inbound/b"), at(document, "inbound/a")}),
                 std::string("<a x='1'/>\n<b>\n  <c/>\n</b>\n"));
    }

    void makesMissingSections() {
        const auto document = xml::Document::parse(text);
        const auto change = edit::ensureSection(document, "backend");
        QVERIFY(textOf(change).contains("  </inbound>\n  <backend />\n  <outbound />"));
        QCOMPARE(namesAt(*change), Names{"backend"});
        QVERIFY(edit::ensureSection(document, "inbound")->patches.empty());
    }

    void insertsPatterns() {
        for (const auto& pattern : edit::patterns()) {
            const auto document = xml::Document::parse(
                "<policies>\n    <inbound>\n        <base />\n        <x />\n    </inbound>\n    <backend>\n        <base />\n    "
                "</backend>\n</policies>");
            const auto change = edit::insertPattern(document, pattern);
            QVERIFY2(change, std::string(pattern.id).c_str());
            QVERIFY2(!change->document.hasErrors(), std::string(pattern.id).c_str());
            QCOMPARE(change->places.size(), pattern.parts.size());
            for (const auto& name : namesAt(*change)) QVERIFY(name != "none");
            QVERIFY(edit::applied(change->document, edit::inverse(change->patches))->text() == document.text());
        }
    }
};

MGC_TEST_CLASS(ChangesTest);
#include "changes_test.moc"
