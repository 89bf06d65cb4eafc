#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>
#include <QTreeView>

#include "support/suite.h"
#include "ui/designer_stage.h"
#include "ui/forms/policy_form.h"
#include "ui/forms/value_field.h"
#include "ui/pages/policies/policy_palette.h"
#include "ui/pages/policies/xml/completion_popup.h"
#include "ui/pages/policies/xml/xml_editor.h"
#include "ui/settings/settings_catalog.h"
#include "ui/theme/theme.h"

using namespace mgc;
using namespace mgc::test;

class PoliciesPageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ShellStage::dress(ui::Theme::Choice::Light); }

    void cardsMoveByKeyAndUndoGivesTheBytesBack() {
        Designer designer(sample);
        designer.choose(designer.card("inbound", 1));
        auto& lane = designer.lane("inbound");
        QTest::keyClick(&lane, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(designer.card("inbound", 2).data().toString(), QStringLiteral("set-variable"));
        QVERIFY(designer.text().contains(QStringLiteral("</choose>\n        <set-variable  name='a'   value=\"1\" />\n    </inbound>")));
        QVERIFY(designer.text().contains(QStringLiteral("<!-- keep me -->")));
        QTest::keyClick(&lane, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(designer.model().rowCount(designer.model().section(QStringLiteral("inbound"))), 4);
        QTest::keyClick(&lane, Qt::Key_Slash, Qt::ControlModifier);
        QVERIFY(designer.text().contains(QStringLiteral("<!-- <set-variable")));
        QTest::keyClick(&lane, Qt::Key_Right, Qt::AltModifier);  // the switched-off one to the backend section
        QTest::keyClick(&lane, Qt::Key_Delete);
        while (designer.file().history().canUndo()) designer.file().history().undo();
        QCOMPARE(designer.text().toUtf8(), sample);
    }

    void cardsReadMeaningfully() {
        Designer designer(sample);
        const QString read = designer.card("inbound", 1).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(read, QStringLiteral("set-variable, Inbound step 2 of 3, a = 1"));
        QVERIFY(designer.lane("inbound").accessibleName().contains(QStringLiteral("Inbound")));
        auto edit = policy::xml::setAttribute(designer.file().document(), designer.model().nodeOf(designer.card("inbound", 1)), "name", "");
        designer.file().apply(policy::edit::changeOf(std::move(*edit), {}), QStringLiteral("x"), ui::DocumentView::Other);
        QTRY_VERIFY(designer.checked());
    }

    void baseFoldsOutTheOuterScope() {
        Designer designer(sample);
        QTRY_VERIFY(designer.documents().workspace().current() != nullptr);
        QFile global(designer.stage.window().context().gateway.workspace() + QStringLiteral("/policy.xml"));
        QVERIFY(global.open(QIODevice::WriteOnly));
        global.write("<policies><inbound><set-variable name=\"outer\" value=\"1\"/></inbound><backend/><outbound/><on-error/></policies>");
        global.close();
        designer.documents().workspace().refresh();
        QTRY_COMPARE(designer.model().rowCount(designer.card("inbound", 0)), 1);
        const QModelIndex outer = designer.model().index(0, 0, designer.card("inbound", 0));
        QVERIFY(outer.data(FlowModel::ReadOnlyRole).toBool());
        QVERIFY(outer.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("read-only")));
    }

    void formChangesOnlyItsAttribute() {
        Designer designer(sample);
        designer.choose(designer.card("inbound", 1));
        auto* form = designer.stage.find<ui::PolicyForm>("policyForm");
        auto* field = form->findChild<ui::ValueField*>(QStringLiteral("field.value"));
        QVERIFY(field);
        field->focusField();
        QTest::keyClicks(field->editor(), QStringLiteral("42"));
        QVERIFY(designer.text().contains(QStringLiteral("<set-variable  name='a'   value=\"42\" />")));
        QCOMPARE(QByteArray(sample).replace("value=\"1\"", "value=\"42\""), designer.text().toUtf8());
        designer.page->run(QStringLiteral("undo"));
        QCOMPARE(designer.text().toUtf8(), sample);
        // An open bracket is said at the field and never reaches the document.
        field->setText(QStringLiteral("@(1"), true);
        emit field->edited(QStringLiteral("@(1"));
        QVERIFY(!field->problem().isEmpty());
        QCOMPARE(designer.text().toUtf8(), sample);
    }

    void paletteInsertsBehindTheCardAndRefusesWithAReason() {
        Designer designer(sample);
        designer.choose(designer.card("inbound", 1));
        designer.stage.window().context().actions.trigger(QStringLiteral("edit.add"));
        auto* search = designer.stage.find<QLineEdit>("paletteSearch");
        QVERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("rate-limit-by"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(designer.card("inbound", 2).data().toString(), QStringLiteral("rate-limit-by-key"));
        QVERIFY(qobject_cast<QWidget*>(QApplication::focusWidget()) &&
                designer.stage.find<ui::PolicyForm>("policyForm")->isAncestorOf(QApplication::focusWidget()));
        const QString before = designer.text();
        designer.choose(designer.card("inbound", 1));
        designer.stage.window().context().actions.trigger(QStringLiteral("edit.add"));
        QTest::keyClicks(search, QStringLiteral("forward-request"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(designer.text(), before);
        QCOMPARE(designer.editor().flow().commands().refusal(QStringLiteral("forward-request"),
                                                             designer.model().section(QStringLiteral("inbound"))),
                 QStringLiteral("forward-request is allowed in backend only."));
    }

    void xmlAndFlowShareTextSelectionAndHistory() {
        Designer designer(sample);
        designer.page->run(QStringLiteral("split"));
        auto* xml = designer.editor().xml();
        QVERIFY(xml);
        xml->setFocus();
        xml->goTo(static_cast<std::size_t>(sample.indexOf("value=\"1\"") + 8));
        QTest::keyClicks(xml, QStringLiteral("0"));
        QVERIFY(designer.text().contains(QStringLiteral("value=\"10\"")));
        QTRY_COMPARE(designer.card("inbound", 1).data(FlowModel::SummaryRole).toString(), QStringLiteral("a = 10"));
        QTRY_COMPARE(designer.editor().flow().current().data().toString(), QStringLiteral("set-variable"));
        designer.choose(designer.card("inbound", 2));
        QCOMPARE(static_cast<int>(xml->caret()), sample.indexOf("<choose>") + 1);
        designer.page->run(QStringLiteral("undo"));
        QCOMPARE(xml->text().toUtf8(), sample);
    }

    void brokenXmlFreezesTheFlow() {
        Designer designer(sample);
        designer.page->run(QStringLiteral("split"));
        auto* xml = designer.editor().xml();
        xml->replaceRange(static_cast<std::size_t>(sample.indexOf("</choose>")), static_cast<std::size_t>(sample.indexOf("</choose>") + 9),
                          "");
        QTRY_VERIFY(designer.model().isFrozen());
        QCOMPARE(designer.card("inbound", 2).data().toString(), QStringLiteral("choose"));
        QVERIFY(!designer.editor()
                     .flow()
                     .commands()
                     .refusal(QStringLiteral("set-header"), designer.model().section(QStringLiteral("inbound")))
                     .isEmpty());
        designer.page->run(QStringLiteral("undo"));
        QTRY_VERIFY(!designer.model().isFrozen());
    }

    void completesElementsAttributesAndValues() {
        Designer designer(sample);
        designer.page->run(QStringLiteral("xml"));
        auto* xml = designer.editor().xml();
        auto* popup = xml->findChild<ui::CompletionPopup*>();
        xml->setFocus();
        xml->goTo(static_cast<std::size_t>(sample.indexOf("<set-variable")));
        QTest::keyClicks(xml, QStringLiteral("<rate-limit-b"));
        QVERIFY(popup->isVisible());
        QTest::keyClick(xml, Qt::Key_Tab);
        QVERIFY2(designer.text().contains(QStringLiteral("<rate-limit-by-key calls=\"\"")), qPrintable(designer.text()));
        const int exists = designer.text().indexOf(QStringLiteral("exists-action=\"override\"")) + 15;
        xml->replaceRange(static_cast<std::size_t>(exists), static_cast<std::size_t>(exists) + 8, "");
        xml->showCompletion();
        QVERIFY(popup->isVisible() && popup->count() >= 4);
    }

    void comesBackInTheViewOfTheLastSession() {
        ShellStage stage;
        stage.settings().setState(QStringLiteral("policies.view"), QStringLiteral("split"));
        stage.open();
        auto* page = qobject_cast<ui::PoliciesPage*>(stage.window().showPage(QStringLiteral("policies")));
        QTRY_VERIFY(page->editor() != nullptr);
        QVERIFY(page->editor()->xml() != nullptr);
    }

    void savesAndMarksUnsaved() {
        Designer designer(sample);
        designer.choose(designer.card("inbound", 1));
        QTest::keyClick(&designer.lane("inbound"), Qt::Key_Delete);
        QVERIFY(designer.file().isDirty());
        QFile::remove(designer.path + QStringLiteral("x"));
        designer.stage.window().context().actions.trigger(QStringLiteral("edit.save"));
        QVERIFY(!designer.file().isDirty());
        QFile file(designer.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), designer.text().toUtf8());
    }

    /// Side by side where both parts have room, else the cards above the text, both as wide as the editor.
    void splitKeepsItsPartsWide() {
        Designer designer(sample, {1920, 1200});
        designer.page->run(QStringLiteral("split"));
        QTRY_VERIFY(designer.editor().xml() && designer.editor().xml()->isVisible());
        QVERIFY(designer.editor().flow().width() < designer.editor().width() / 2);
        designer.stage.settings().set(ui::settings::zoom, 200);
        ShellStage::dress(ui::Theme::Choice::Light, 200);
        QTRY_COMPARE(designer.editor().flow().width(), designer.editor().width());
        QTRY_VERIFY(designer.editor().xml()->width() >= designer.editor().width() - 2);
        QVERIFY(designer.editor().flow().height() >= designer.editor().height() / 4);
        // Lanes side by side keep their headings whole in a zoomed window as well.
        designer.page->run(QStringLiteral("flow"));
        for (const char* section : {"inbound", "backend", "outbound"})
            QTRY_VERIFY(designer.lane(section).parentWidget()->parentWidget()->width() >= 400);
        // Where they do not fit side by side they stand in one column: nothing scrolls sideways.
        QTRY_COMPARE(designer.editor().flow().horizontalScrollBar()->maximum(), 0);
        ShellStage::dress(ui::Theme::Choice::Light, 100);
    }

    /// Pictures to lay beside design/mockups: MGC_SHOTS=folder ui_policies_test PoliciesPageTest pictures
    void pictures_data() {
        QTest::addColumn<int>("choice");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("zoom");
        QTest::newRow("light") << static_cast<int>(ui::Theme::Choice::Light) << QSize(1600, 1000) << 100;
        QTest::newRow("dark") << static_cast<int>(ui::Theme::Choice::Dark) << QSize(1600, 1000) << 100;
        QTest::newRow("narrow") << static_cast<int>(ui::Theme::Choice::Light) << QSize(1024, 700) << 100;
        QTest::newRow("zoom200") << static_cast<int>(ui::Theme::Choice::Light) << QSize(1920, 1200) << 200;
    }
    void pictures() {
        if (!qEnvironmentVariableIsSet("MGC_SHOTS")) QSKIP("MGC_SHOTS names no folder: no pictures wanted");
        QFETCH(int, choice);
        QFETCH(QSize, size);
        QFETCH(int, zoom);
        const QString tag = QString::fromLatin1(QTest::currentDataTag());
        const bool dark = choice == static_cast<int>(ui::Theme::Choice::Dark);
        QByteArray showcase = sample;
        showcase.replace(
            "        <choose>",
            "        <llm-token-limit counter-key=\"@(context.Subscription.Id)\" tokens-per-minute=\"0\" estimate-prompt-tokens=\"true\" "
            "remaining-tokens-header-name=\"x-ratelimit-remaining-tokens\" />\n        <!-- <trace "
            "source=\"x\"><message>m</message></trace> -->\n        <choose>");
        showcase.replace("<backend>\n        <base />",
                         "<backend>\n        <retry count=\"2\" interval=\"0\" condition=\"@(context.Response.StatusCode == 429)\">\n      "
                         "      <forward-request buffer-request-body=\"true\" />\n        </retry>");
        showcase.replace("            </when>\n",
                         "            </when>\n            <otherwise>\n                <set-backend-service backend-id=\"aoai-pool\" />\n "
                         "           </otherwise>\n");
        Designer designer(showcase, size);
        designer.stage.settings().set(ui::settings::theme, dark ? QStringLiteral("dark") : QStringLiteral("light"));
        designer.stage.settings().set(ui::settings::zoom, zoom);
        ShellStage::dress(static_cast<ui::Theme::Choice>(choice), zoom);
        QTRY_VERIFY(designer.checked());
        designer.stage.window().showPanel(QStringLiteral("problems"));
        designer.choose(designer.card("inbound", 2));
        designer.lane("inbound").setFocus();
        QTest::qWait(200);
        designer.stage.shoot(QStringLiteral("flow-") + tag);
        designer.page->run(QStringLiteral("split"));
        QTest::qWait(200);
        designer.stage.shoot(QStringLiteral("split-") + tag);
        auto* xml = designer.editor().xml();
        xml->setFocus();
        xml->goTo(static_cast<std::size_t>(designer.text().indexOf(QStringLiteral("estimate-prompt"))));
        QTest::keyClicks(xml, QStringLiteral("re"));
        QTest::qWait(200);
        designer.stage.shoot(QStringLiteral("completion-") + tag);
        designer.file().history().undo();
        designer.page->run(QStringLiteral("effective"));
        QTest::qWait(200);
        designer.stage.shoot(QStringLiteral("effective-") + tag);
        designer.page->run(QStringLiteral("split"));
        xml->replaceRange(static_cast<std::size_t>(designer.text().indexOf(QStringLiteral("</choose>"))),
                          static_cast<std::size_t>(designer.text().indexOf(QStringLiteral("</choose>"))) + 9, "");
        QTest::qWait(400);
        designer.stage.shoot(QStringLiteral("broken-") + tag);
        designer.file().history().undo();
        designer.file().replaceText("<policies>\n    <inbound />\n    <backend />\n    <outbound />\n    <on-error />\n</policies>\n",
                                    QStringLiteral("x"));
        designer.page->run(QStringLiteral("flow"));
        QTest::qWait(300);
        designer.stage.shoot(QStringLiteral("empty-") + tag);
        designer.file().replaceText(longPolicy(2000).toStdString(), QStringLiteral("x"));
        designer.page->run(QStringLiteral("split"));
        QTest::qWait(500);
        designer.stage.shoot(QStringLiteral("long-") + tag);
        ShellStage::dress(ui::Theme::Choice::Light, 100);
    }
};

MGC_TEST_CLASS(PoliciesPageTest);
#include "policies_page_test.moc"
