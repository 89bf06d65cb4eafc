#include <QtTest/qtest.h>

#include <random>

#include "policy/xml/corpus.h"
#include "policy/xml/decode.h"
#include "policy/xml/edit.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

namespace {

using Random = std::mt19937;

std::size_t pick(Random& random, std::size_t count) { return count == 0 ? 0 : random() % count; }

xml::NodeId pickElement(const xml::Document& document, Random& random) {
    for (int attempt = 0; attempt < 100; ++attempt) {
        const auto id = static_cast<xml::NodeId>(pick(random, document.tree().nodes.size()));
        if (document.isElement(id)) return id;
    }
    return document.firstChildElement(xml::documentNode);
}

std::string pickValue(Random& random) {
    static const std::vector<std::string> values{
        "", "1", "a & b", "<\"'>", "@(x(\"y\") < 1 && z)", "@{\n // it's\n return \"a\";\n}", "&amp;", "\xC3\xA4\t\n"};
    return values[pick(random, values.size())];
}

Result<xml::Edit> randomEdit(const xml::Document& document, Random& random) {
    const auto element = pickElement(document, random);
    const auto attributes = document.attributes(element);
    const std::string name = attributes.empty() ? "added" : std::string(document.slice(attributes[pick(random, attributes.size())].name));
    switch (random() % 9) {
        case 0:
            return xml::setAttribute(document, element, name, pickValue(random));
        case 1:
            return xml::setAttribute(document, element, "added", pickValue(random));
        case 2:
            return xml::removeAttribute(document, element, name);
        case 3:
            return xml::setText(document, element, pickValue(random));
        case 4:
            return xml::insertMarkup(document, element, document.firstChildElement(element), "<x a=\"1\">\n  <y/>\n</x>");
        case 5:
            return xml::removeNode(document, element);
        case 6:
            return xml::moveNode(document, element, pickElement(document, random), xml::noNode);
        case 7:
            return xml::duplicateNode(document, element);
        default:
            return xml::commentOut(document, element);
    }
}

}  // namespace

class EditPropertyTest : public QObject {
    Q_OBJECT
private slots:
    void touchesNothingElse() {
        const auto corpus = test::readCorpus();
        if (!corpus) QSKIP("The shared corpus is not beside this checkout.");
        Random random(4711);
        std::size_t made = 0;
        for (const auto& entry : *corpus) {
            auto document = xml::Document::parse(entry.text, entry.file);
            for (int step = 0; step < 8; ++step) {
                if (document.firstChildElement(xml::documentNode) == xml::noNode) break;
                const auto edit = randomEdit(document, random);
                if (!edit) continue;
                ++made;
                const std::string_view before = document.text();
                const std::string_view after = edit->document.text();
                const auto& patch = edit->patch;
                QCOMPARE(after.substr(0, patch.offset), before.substr(0, patch.offset));
                QCOMPARE(before.substr(patch.offset, patch.removed.size()), std::string_view(patch.removed));
                QCOMPARE(after.substr(patch.offset, patch.inserted.size()), std::string_view(patch.inserted));
                QCOMPARE(after.substr(patch.offset + patch.inserted.size()), before.substr(patch.offset + patch.removed.size()));
                QCOMPARE(xml::write(edit->document), std::string(after));
                QVERIFY(edit->document.problems().errorCount() <= document.problems().errorCount());
                const auto undone = xml::applyPatch(edit->document, {patch.offset, patch.inserted, patch.removed});
                QVERIFY(undone && undone->document.text() == before);
                if (edit->document.text().size() < 200000) document = edit->document;
            }
        }
        QVERIFY2(made > 3000, std::to_string(made).c_str());
    }

    void setAttributeReadsBackAndLeavesTheOthers() {
        const auto corpus = test::readCorpus();
        if (!corpus) QSKIP("The shared corpus is not beside this checkout.");
        Random random(1);
        for (const auto& entry : *corpus) {
            if (entry.strict == "broken") continue;
            const auto document = xml::Document::parse(entry.text, entry.file);
            const auto element = pickElement(document, random);
            const std::string value = pickValue(random);
            const auto edit = xml::setAttribute(document, element, "added", value);
            QVERIFY2(edit, (entry.file + (edit ? "" : ": " + edit.error().fullMessage())).c_str());
            QCOMPARE(edit->document.tree().nodes.size(), document.tree().nodes.size());
            QCOMPARE(xml::decodeAttribute(edit->document, *edit->document.attribute(element, "added")).text(), value);
            for (xml::NodeId id = 1; id < document.tree().nodes.size(); ++id) {
                for (const auto& attribute : document.attributes(id)) {
                    const auto* same = edit->document.attribute(id, document.slice(attribute.name));
                    if (document.slice(attribute.name) == "added") continue;
                    QVERIFY(same && edit->document.slice(same->value) == document.slice(attribute.value));
                }
            }
        }
    }
};

MGC_TEST_CLASS(EditPropertyTest);
#include "edit_property_test.moc"
