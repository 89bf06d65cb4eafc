#include <QtTest/qtest.h>

#include "catalog.h"
#include "policy/edit/node_changes.h"
#include "policy/edit/outline.h"
#include "policy/edit/placement.h"
#include "policy/edit/skeleton.h"
#include "policy/model/document_check.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

namespace {

const Catalog& catalog() {
    static const Catalog all{policies::catalog()};
    return all;
}

std::string shown(const edit::OutlineItem& item) {
    std::string text = item.name;
    if (item.part == edit::Part::Disabled) text += "(off)";
    if (item.part == edit::Part::Unknown) text += "(?)";
    if (item.children.empty()) return text;
    text += "[";
    for (const auto& child : item.children) text += (text.back() == '[' ? "" : " ") + shown(child);
    return text + "]";
}

}  // namespace

class OutlineTest : public QObject {
    Q_OBJECT
private slots:
    void listsPoliciesAndBranchesOnly() {
        const auto document = xml::Document::parse(
            "<policies><inbound><base/><!-- words --><!-- <set-header name=\"a\" exists-action=\"delete\"/> -->"
            "<choose><when condition=\"@(true)\"><set-header name=\"x\"><value>1</value></set-header></when><otherwise/></choose>"
            "<made-up><y/></made-up></inbound><backend><retry condition=\"@(true)\" count=\"1\" "
            "interval=\"1\"><forward-request/></retry></backend></policies>");
        const auto outline = edit::outlineOf(document, catalog());
        QCOMPARE(outline.sections.size(), std::size_t(2));
        QCOMPARE(shown(outline.sections[0]), std::string("inbound[base set-header(off) choose[when[set-header] otherwise] made-up(?)]"));
        QCOMPARE(shown(outline.sections[1]), std::string("backend[retry[forward-request]]"));
        const auto& choose = outline.sections[0].children[2];
        QVERIFY(!choose.holdsPolicies && choose.children[0].holdsPolicies);
        QCOMPARE(choose.children[0].children[0].path, std::string("choose[1]\\when[1]\\set-header[1]"));
    }

    void decidesPlacesAsTheValidatorDoes() {
        const auto document =
            xml::Document::parse("<policies><inbound><base/><choose><when condition=\"@(true)\"/></choose></inbound></policies>");
        const auto outline = edit::outlineOf(document, catalog());
        const edit::Place inbound{Section::Inbound, Scope::Api, false, &outline.sections[0]};
        QVERIFY(edit::mayStand("set-header", inbound, catalog()).allowed());
        QCOMPARE(edit::mayStand("forward-request", inbound, catalog()).refusal, edit::Refusal::Section);
        QCOMPARE(edit::mayStand("base", inbound, catalog()).refusal, edit::Refusal::BasePlacement);
        const edit::Place choose{Section::Inbound, Scope::Api, false, &outline.sections[0].children[1]};
        QCOMPARE(edit::mayStand("set-header", choose, catalog()).refusal, edit::Refusal::Container);
        QCOMPARE(edit::mayStand("base", choose, catalog()).refusal, edit::Refusal::BasePlacement);
        const edit::Place when{Section::Inbound, Scope::Api, false, &outline.sections[0].children[1].children[0]};
        QVERIFY(edit::mayStand("base", when, catalog()).allowed());
        const edit::Place fragment{std::nullopt, std::nullopt, true, &outline.sections[0].children[1].children[0]};
        QCOMPARE(edit::mayStand("base", fragment, catalog()).refusal, edit::Refusal::BasePlacement);
    }

    /// What the palette inserts is well-formed, and wrong in nothing but values that only the author knows.
    void skeletonsLoad() {
        for (const auto* policy : catalog().all()) {
            if (policy->sections.empty()) continue;  // of GraphQL resolvers, which have no sections
            const std::string_view section = policy->sections.contains(Section::Inbound)    ? "inbound"
                                             : policy->sections.contains(Section::Outbound) ? "outbound"
                                             : policy->sections.contains(Section::Backend)  ? "backend"
                                                                                            : "on-error";
            const auto empty = xml::Document::parse("<policies><" + std::string(section) + "/></policies>");
            const auto change = edit::insertAt(empty, 2, xml::noNode, edit::skeletonOf(policy->element));
            QVERIFY2(change, std::string(policy->name()).c_str());
            const auto checked = checkDocument(change->document, catalog(), {});
            for (const auto& finding : checked.diagnostics.all()) {
                const bool structural = finding.severity == mgc::Severity::Error && (finding.code.starts_with("MGC10") || finding.code.starts_with("MGC21"));
                QVERIFY2(!structural, toText(finding).c_str());
            }
        }
    }
};

MGC_TEST_CLASS(OutlineTest);
#include "outline_test.moc"
