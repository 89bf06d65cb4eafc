#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <algorithm>

#include "support/suite.h"
#include "ui/designer_stage.h"
#include "ui/forms/completion_list.h"
#include "ui/forms/expression_queries.h"
#include "ui/forms/expression_value.h"
#include "ui/forms/policy_form.h"
#include "ui/forms/signature_tip.h"
#include "ui/forms/special/allowed_origins.h"
#include "ui/forms/special/retry_schedule.h"
#include "ui/forms/value_field.h"
#include "ui/pages/policies/effective_text.h"
#include "ui/pages/policies/open/import_api_dialog.h"
#include "ui/pages/policies/open/open_policy_dialog.h"
#include "ui/pages/policies/playground/playground.h"
#include "ui/pages/policies/playground/recorded_context.h"
#include "ui/pages/policies/refactor/naming.h"
#include "ui/pages/policies/refactor/rename_dialog.h"
#include "ui/pages/policies/refactor/workspace_search.h"
#include "ui/pages/policies/xml/completion_popup.h"
#include "ui/pages/policies/xml/xml_editor.h"
#include "ui/session/evaluation_context.h"
#include "ui/shell/open_dialog.h"

using namespace mgc;
using namespace mgc::test;

/// Expressions, names over the workspace, documents from elsewhere.
class PoliciesEditingTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ShellStage::dress(ui::Theme::Choice::Light); }

    void completesCsharpInTheXml() {
        Designer designer(sample);
        designer.page->run(QStringLiteral("xml"));
        auto* xml = designer.editor().xml();
        auto* popup = xml->findChild<ui::CompletionPopup*>();
        xml->setFocus();
        const auto method = static_cast<std::size_t>(sample.indexOf("Request.Method"));
        xml->replaceRange(method, method + 14, "");
        QTest::keyClicks(xml, QStringLiteral("Req"));
        QVERIFY(popup->isVisible());
        QTest::keyClick(xml, Qt::Key_Tab);
        QVERIFY2(designer.text().contains(QStringLiteral("@(context.Request ==")), qPrintable(designer.text()));
        QTest::keyClicks(xml, QStringLiteral(".Headers.GetV"));
        QTest::keyClick(xml, Qt::Key_Tab);
        QVERIFY(designer.text().contains(QStringLiteral("context.Request.Headers.GetValueOrDefault()")));
        auto* tip = xml->findChild<ui::SignatureTip*>();
        QVERIFY(tip->isVisible());
        QVERIFY(tip->accessibleDescription().contains(QStringLiteral("GetValueOrDefault")));
        const QString colours = ui::hoverText("@(context.Request.Method)", 19);
        QVERIFY2(colours.contains(QStringLiteral("Method")), qPrintable(colours));
    }

    void completesAndChecksCsharpInFields() {
        Designer designer(sample);
        designer.choose(designer.card("inbound", 1));
        auto* form = designer.stage.find<ui::PolicyForm>("policyForm");
        auto* field = form->findChild<ui::ValueField*>(QStringLiteral("field.value"));
        field->setText(QStringLiteral("@(context)"), true);
        field->focusField();
        auto* code = qobject_cast<QPlainTextEdit*>(field->editor());
        QVERIFY(code);
        code->moveCursor(QTextCursor::End);
        code->moveCursor(QTextCursor::Left);
        QTest::keyClicks(code, QStringLiteral(".Subs"));
        // The popup is made when it is first needed, as a child of the window.
        const auto shown = [&] {
            const auto all =
                designer.stage.window().findChildren<ui::CompletionList*>(QStringLiteral("completionList"), Qt::FindDirectChildrenOnly);
            return std::any_of(all.begin(), all.end(), [](const auto* each) { return each->isVisible(); });
        };
        QTRY_VERIFY(shown());
        QTest::keyClick(code, Qt::Key_Return);
        QCOMPARE(field->text(), QStringLiteral("@(context.Subscription)"));
        QTest::keyClicks(code, QStringLiteral(".Nope"));
        QTRY_VERIFY(!code->extraSelections().isEmpty() &&
                    code->extraSelections().first().format.toolTip().contains(QStringLiteral("Nope")));
    }

    void opensALabPolicyWithItsPlaceholders() {
        Designer designer(sample);
        const QByteArray lab =
            "<policies>\n    <inbound>\n        <base />\n        <set-backend-service backend-id=\"{backend-id}\" />\n        <set-header "
            "name=\"k\" exists-action=\"override\"><value>{{lab-key}}</value></set-header>\n    </inbound>\n    <backend><base "
            "/></backend>\n    <outbound><base /></outbound>\n    <on-error><base /></on-error>\n</policies>\n";
        ui::OpenPolicyDialog dialog(QStringLiteral("/labs/token-rate-limiting/policy.xml"), lab.toStdString(),
                                    designer.stage.window().context(), &designer.stage.window());
        const auto fields = dialog.findChildren<ui::ValueField*>();
        QCOMPARE(fields.size(), 3);  // the name and two placeholders
        QCOMPARE(fields[0]->text(), QStringLiteral("token-rate-limiting"));
        QCOMPARE(fields[1]->text(), QStringLiteral("aoai-pool"));
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->accessibleName() == QLatin1String("Open the policy")) button->click();
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
        QFile made(dialog.opened());
        QVERIFY(made.open(QIODevice::ReadOnly));
        QCOMPARE(made.readAll(), QByteArray(lab).replace("{backend-id}", "aoai-pool"));
        QVERIFY(dialog.workspace() != designer.stage.window().context().gateway.workspace());
        Diagnostics problems;
        const auto read = resources::Workspace::read(dialog.workspace().toStdString(), problems);
        QVERIFY(read && (*read)->namedValue("lab-key", ""));
    }

    void renamesAndReplacesOverTheWorkspace() {
        const QByteArray text =
            "<policies>\n    <inbound>\n        <base />\n        <set-variable name=\"model\" value=\"{{lab-key}}\" />\n        "
            "<set-header "
            "name=\"m\" exists-action=\"override\">\n            <value>@((string)context.Variables[\"model\"] + "
            "context.Variables.GetValueOrDefault<string>(&quot;model&quot;, \"model\"))</value>\n        </set-header>\n    </inbound>\n   "
            " "
            "<backend><base /></backend>\n    <outbound><base /></outbound>\n    <on-error><base /></on-error>\n</policies>\n";
        Designer designer(text);
        const auto& document = designer.file().document();
        const auto& catalog = designer.documents().catalog();
        const auto at = [&](const char* words) { return static_cast<std::size_t>(text.indexOf(words)); };
        QCOMPARE(ui::namedAt(document, catalog, at("model\" value") + 1).name, QStringLiteral("model"));
        QCOMPARE(static_cast<int>(ui::namedAt(document, catalog, at("lab-key")).kind), static_cast<int>(ui::NamedThing::Kind::NamedValue));
        const ui::NamedThing model = ui::namedAt(document, catalog, at("Variables[") + 12);
        QCOMPARE(model.name, QStringLiteral("model"));
        QCOMPARE(ui::placesOf(model, document, catalog).size(), std::size_t{3});
        QTRY_VERIFY(designer.documents().workspace().current() != nullptr);
        designer.page->run(QStringLiteral("xml"));
        designer.editor().xml()->goTo(at("Variables[") + 12);
        designer.editor().xml()->goToDefinition();
        QCOMPARE(designer.editor().xml()->caret(), at("model\" value"));
        ui::RenameDialog dialog(model, designer.stage.window().context(), &designer.stage.window());
        auto* name = dialog.findChild<ui::ValueField*>();
        name->setText(QStringLiteral("deployment"), true);
        emit name->edited(QStringLiteral("deployment"));
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->accessibleName() == QLatin1String("Rename everywhere")) button->click();
        QCOMPARE(designer.text().count(QStringLiteral("deployment")), 3);
        QVERIFY(designer.text().contains(QStringLiteral(", \"model\")")));  // a default value is no name
        designer.file().history().undo();
        QCOMPARE(designer.text().toUtf8(), text);
        QString problem;
        const auto found =
            ui::WorkspaceSearch::search({{QStringLiteral("/p"), QStringLiteral("p"), text.toStdString()}},
                                        {QStringLiteral("name=\"(\\w+)\""), QStringLiteral("name='$1'"), true, true}, problem);
        QVERIFY(problem.isEmpty());
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].changes.size(), 2);
        QVERIFY(found[0].after().find("name='model'") != std::string::npos);
        QVERIFY(ui::WorkspaceSearch::search({}, {QStringLiteral("("), {}, true, true}, problem).isEmpty() && !problem.isEmpty());
    }

    void renameIsOneStepOverAllFiles() {
        const QByteArray text =
            "<policies>\n    <inbound>\n        <base />\n        <set-variable name=\"k\" value=\"{{lab-key}}\" />\n    </inbound>\n    "
            "<backend><base /></backend>\n    <outbound><base /></outbound>\n    <on-error><base /></on-error>\n</policies>\n";
        Designer designer(text);
        auto& context = designer.stage.window().context();
        const auto write = [&](const QString& name, const QByteArray& content) {
            const QString path = context.gateway.workspace() + QLatin1Char('/') + name;
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            if (file.open(QIODevice::WriteOnly)) file.write(content);
            return path;
        };
        const auto read = [](const QString& path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QString closed = write(QStringLiteral("policy.xml"), text);
        const QByteArray json = R"({"properties": {"displayName": "lab-key", "value": "1", "secret": false}})";
        const QString value = write(QStringLiteral("namedValues/lab-key/namedValueInformation.json"), json);
        designer.documents().workspace().refresh();
        QTRY_VERIFY(designer.documents().workspace().current() && designer.documents().workspace().current()->namedValue("lab-key", ""));
        ui::RenameDialog dialog({ui::NamedThing::Kind::NamedValue, QStringLiteral("lab-key")}, context, &designer.stage.window());
        auto* name = dialog.findChild<ui::ValueField*>();
        name->setText(QStringLiteral("key2"), true);
        emit name->edited(QStringLiteral("key2"));
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->accessibleName() == QLatin1String("Rename everywhere")) button->click();
        const auto renamed = [&] {
            return designer.text().contains(QStringLiteral("{{key2}}")) && read(closed).contains("{{key2}}") &&
                   read(value).contains("\"key2\"");
        };
        QVERIFY(renamed());
        designer.page->run(QStringLiteral("undo"));
        QCOMPARE(designer.text().toUtf8(), text);
        QCOMPARE(read(closed), text);
        QCOMPARE(read(value), json);
        designer.page->run(QStringLiteral("redo"));
        QVERIFY(renamed());
        // From the tree, the same step goes back.
        QVERIFY(designer.documents().links().undo(context.edits.history()));
        QCOMPARE(designer.text().toUtf8(), text);
        QCOMPARE(read(closed), text);
    }

    void effectiveJoinsScopesAtTheirBases() {
        const auto policy = [](const QByteArray& inbound) {
            return "<policies>\n    <inbound>\n" + inbound +
                   "    </inbound>\n    <backend><base /></backend>\n    <outbound><base /></outbound>\n    <on-error><base "
                   "/></on-error>\n</policies>\n";
        };
        const auto variable = [](const char* name) { return QByteArray("        <set-variable name=\"") + name + "\" value=\"1\" />\n"; };
        const QByteArray base = "        <base />\n";
        // One of them stands in a branch.
        Designer designer(policy(variable("c") +
                                 "        <choose>\n            <when condition=\"@(true)\"><base /></when>\n        </choose>\n" +
                                 variable("d")));
        const QString root = designer.stage.window().context().gateway.workspace();
        QFile global(root + QStringLiteral("/policy.xml"));
        QVERIFY(global.open(QIODevice::WriteOnly));
        global.write(policy(variable("e")));
        global.close();
        designer.documents().workspace().refresh();
        const auto globalIsRead = [&] {
            const auto read = designer.documents().workspace().current();
            return read && read->globalPolicy() && read->globalPolicy()->text->find("name=\"e\"") != std::string::npos;
        };
        QTRY_VERIFY(globalIsRead());
        const auto workspace = designer.documents().workspace().current();
        const auto* api = workspace->api("inference-api", "");
        QVERIFY(api && !api->operations.empty());
        const QString folder =
            QFileInfo(designer.path).path() + QStringLiteral("/operations/") + QString::fromStdString(api->operations.front().name);
        QDir().mkpath(folder);
        QFile own(folder + QStringLiteral("/policy.xml"));
        QVERIFY(own.open(QIODevice::WriteOnly));
        own.write(policy(variable("a") + base + variable("b")));
        own.close();
        designer.documents().workspace().refresh();
        QTRY_VERIFY(ui::scopeOf(own.fileName(), designer.documents().workspace().current().get()).outer.size() >= 2);
        const auto opened = designer.documents().open(own.fileName());
        QVERIFY(opened);
        const ui::EffectiveText joined = ui::effectiveText(**opened, designer.documents());
        const auto document = policy::xml::Document::parse(joined.text);
        QVERIFY(!document.hasErrors());
        QString order;
        QStringList scopes;
        for (policy::xml::NodeId id = 1; id < document.tree().nodes.size(); ++id) {
            if (!document.isElement(id) || document.name(id) != "set-variable") continue;
            order += QString::fromStdString(std::string(document.slice(document.attribute(id, "name")->value)));
            const auto line = joined.lines.at(document.range(document.node(id).range).begin.line - 1);
            scopes << joined.levels.at(static_cast<std::size_t>(line.level)).scope;
            QVERIFY(line.line > 0);
        }
        QCOMPARE(order, QStringLiteral("acedb"));
        QCOMPARE(scopes, (QStringList{QStringLiteral("operation"), QStringLiteral("api"), QStringLiteral("global"), QStringLiteral("api"),
                                      QStringLiteral("operation")}));
        QVERIFY(!QString::fromStdString(joined.text).contains(QStringLiteral("<base")));
    }

    /// The fifth line of the issue: every dialog and form of the designer speaks.
    void everyViewSpeaks() {
        const QByteArray text =
            "<policies>\n    <inbound>\n        <base />\n        <choose>\n            <when condition=\"@(true)\" />\n            <when "
            "condition=\"@(false)\" />\n            <otherwise />\n        </choose>\n        <cors>\n            <allowed-origins>\n      "
            "       "
            "   <origin>*</origin>\n            </allowed-origins>\n        </cors>\n        <validate-jwt />\n        <llm-token-limit "
            "counter-key=\"@(context.Subscription.Id)\" tokens-per-minute=\"10\" estimate-prompt-tokens=\"true\" />\n        <set-body "
            "template=\"liquid\">{{body.model}}</set-body>\n        <retry count=\"3\" interval=\"1\" condition=\"@(true)\" />\n    "
            "</inbound>\n    <backend><base /></backend>\n    <outbound><base /></outbound>\n    <on-error><base "
            "/></on-error>\n</policies>\n";
        Designer designer(text);
        auto& context = designer.stage.window().context();
        QTRY_VERIFY(designer.documents().workspace().current() != nullptr);
        QStringList nameless;
        for (const char* view : {"flow", "split", "xml", "effective"}) {
            designer.page->run(QLatin1String(view));
            QCoreApplication::processEvents();
            nameless += namelessControls(*designer.page);
        }
        designer.page->run(QStringLiteral("flow"));
        const QModelIndex inbound = designer.model().section(QStringLiteral("inbound"));
        auto* form = designer.stage.find<ui::PolicyForm>("policyForm");
        for (int row = 0; row < designer.model().rowCount(inbound); ++row) {
            const QModelIndex card = designer.card("inbound", row);
            QVERIFY(!card.data(Qt::AccessibleTextRole).toString().isEmpty());
            designer.choose(card);
            QCoreApplication::processEvents();
            if (const QString shots = qEnvironmentVariable("MGC_SHOTS"); !shots.isEmpty()) {
                QTest::qWait(100);
                form->grab().save(shots + QStringLiteral("/form-%1.png").arg(card.data().toString()));
            }
            nameless += namelessControls(*form);
        }
        const ui::NamedThing model{ui::NamedThing::Kind::Variable, QStringLiteral("x")};
        ui::OpenPolicyDialog open(QStringLiteral("/labs/a/policy.xml"),
                                  "<policies><inbound><set-backend-service backend-id=\"{b}\" /></inbound></policies>", context,
                                  &designer.stage.window());
        ui::ImportApiDialog import({}, context, &designer.stage.window());
        ui::RenameDialog rename(model, context, &designer.stage.window());
        ui::WorkspaceSearch search(context, &designer.stage.window());
        ui::Playground playground(context, &designer.stage.window());
        ui::OpenDialog path(context.gateway.workspace(), context.recents, &designer.stage.window());
        for (QDialog* dialog : std::initializer_list<QDialog*>{&open, &import, &rename, &search, &playground, &path}) {
            dialog->show();
            QCoreApplication::processEvents();
            // Pictures to look at: MGC_SHOTS=folder
            if (const QString shots = qEnvironmentVariable("MGC_SHOTS"); !shots.isEmpty())
                dialog->grab().save(shots + QStringLiteral("/dialog-") + dialog->objectName() + QStringLiteral(".png"));
            QVERIFY(!dialog->accessibleName().isEmpty());
            nameless += namelessControls(*dialog);
            // No trap: Tab comes back to where it began.
            QWidget* first = dialog->focusWidget();
            QVERIFY(first != nullptr);
            int steps = 0;
            do QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
            while (++steps < 60 && dialog->focusWidget() != first);
            QVERIFY2(steps < 60, dialog->metaObject()->className());
            dialog->hide();
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    void specialEditorsPatchTheDocument() {
        const QByteArray text =
            "<policies>\n    <inbound>\n        <base />\n        <cors>\n            <allowed-origins>\n                "
            "<origin>*</origin>\n      "
            "      </allowed-origins>\n        </cors>\n        <choose>\n            <when condition=\"@(true)\" />\n            <when "
            "condition=\"@(false)\" />\n        </choose>\n        <validate-jwt />\n    </inbound>\n    <backend><base /></backend>\n    "
            "<outbound><base /></outbound>\n    <on-error><base /></on-error>\n</policies>\n";
        Designer designer(text);
        auto* form = designer.stage.find<ui::PolicyForm>("policyForm");
        const auto press = [&](const char* name) {
            for (auto* button : form->findChildren<QAbstractButton*>())
                if (button->accessibleName() == QLatin1String(name) && button->isEnabled()) return button->click();
            QFAIL(name);
        };
        designer.choose(designer.card("inbound", 1));
        press("Allow POST");
        QVERIFY2(designer.text().contains(QStringLiteral("<method>POST</method>")), qPrintable(designer.text()));
        press("Allow POST");
        QCOMPARE(designer.text().toUtf8(), text);
        auto* origins = form->findChild<QWidget*>(QStringLiteral("allowedOrigins"));
        QVERIFY(origins);
        QLineEdit* fresh = nullptr;
        for (auto* edit : origins->findChildren<QLineEdit*>())
            if (edit->accessibleName() == QLatin1String("New origin")) fresh = edit;
        QVERIFY(fresh);
        QTest::keyClicks(fresh, QStringLiteral("https://app.contoso.com/path"));
        QTest::keyClick(fresh, Qt::Key_Return);
        QCOMPARE(designer.text().toUtf8(), text);  // a path is no origin, and the list says so
        fresh->clear();
        QTest::keyClicks(fresh, QStringLiteral("https://app.contoso.com"));
        QTest::keyClick(fresh, Qt::Key_Return);
        QVERIFY2(designer.text().contains(QStringLiteral("<origin>https://app.contoso.com</origin>")), qPrintable(designer.text()));
        const auto rows = [&] {
            int count = 0;
            for (auto* button : origins->findChildren<QAbstractButton*>())
                if (button->accessibleName().startsWith(QLatin1String("Remove origin")) && button->isEnabled()) ++count;
            return count;
        };
        QTRY_COMPARE(rows(), 2);
        press("Remove origin 1");
        QVERIFY(!designer.text().contains(QStringLiteral("<origin>*</origin>")));
        QCOMPARE(ui::AllowedOrigins::problemOf(QStringLiteral("http://localhost:3000")), QString());
        QVERIFY(!ui::AllowedOrigins::problemOf(QStringLiteral("app.contoso.com")).isEmpty());
        designer.page->run(QStringLiteral("undo"));
        designer.page->run(QStringLiteral("undo"));
        QCOMPARE(designer.text().toUtf8(), text);
        designer.choose(designer.card("inbound", 2));
        press("Move when 2 up");
        QVERIFY(designer.text().indexOf(QStringLiteral("@(false)")) < designer.text().indexOf(QStringLiteral("@(true)")));
        designer.choose(designer.card("inbound", 3));
        auto* jwt = form->findChild<QWidget*>(QStringLiteral("entraToken"));
        QVERIFY(jwt);
        const auto fields = jwt->findChildren<ui::ValueField*>();
        fields[0]->setText(QStringLiteral("contoso.com"), true);
        fields[1]->setText(QStringLiteral("api://app"), true);
        press("Fill the policy in for Microsoft Entra ID");
        for (const char* part : {"header-name=\"Authorization\"", "require-scheme=\"Bearer\"", "<audience>api://app</audience>",
                                 "https://login.microsoftonline.com/contoso.com/v2.0/.well-known/openid-configuration"})
            QVERIFY2(designer.text().contains(QLatin1String(part)), qPrintable(designer.text()));
        while (designer.file().history().canUndo()) designer.file().history().undo();
        QCOMPARE(designer.text().toUtf8(), text);
        QCOMPARE(ui::RetrySchedule::waits(4, 1, 1, 10, false), (QVector<double>{1, 2, 4, 8}));
        QCOMPARE(ui::RetrySchedule::waits(3, 2, 3, 0, true), (QVector<double>{0, 5, 8}));
    }

    void showsWhatAnExpressionGivesForARecordedRequest() {
        management::RequestDetail detail;
        detail.row = {};
        detail.row.method = "POST";
        detail.row.url = "/inference/openai/deployments/gpt-4o/chat/completions";
        detail.row.apiId = "inference-api";
        detail.row.subscriptionId = "foundry-subscription";
        detail.row.status = 200;
        detail.row.time = "2026-01-02T03:04:05.000Z";
        detail.request.headers = {{"x-team", "blue"}};
        detail.request.body = R"({"model":"gpt-4o"})";
        management::Status status;
        status.gatewayUrl = "http://127.0.0.1:8080/";
        status.apis = {{"inference-api",
                        "Inference API",
                        "inference/openai",
                        "1",
                        "api-key",
                        "api-key",
                        {"POST /deployments/{deployment-id}/chat/completions"}}};
        const std::string context = ui::evaluationContext(detail, status);
        const auto gives = [&](const char* expression) {
            const auto value = ui::evaluate(expression, context);
            return value.type + QLatin1Char(' ') + value.text;
        };
        QCOMPARE(gives("@(context.Subscription.Id)"), QStringLiteral("string \"foundry-subscription\""));
        QCOMPARE(gives("@((string)context.Request.Body.As<JObject>()[\"model\"])"), QStringLiteral("string \"gpt-4o\""));
        QCOMPARE(gives("@(context.Request.MatchedParameters[\"deployment-id\"])"), QStringLiteral("string \"gpt-4o\""));
        QCOMPARE(gives("@(context.Request.Headers.GetValueOrDefault(\"x-team\",\"\"))"), QStringLiteral("string \"blue\""));
        QVERIFY(gives("@(context.Nope)").startsWith(QStringLiteral("MGC3")));
        QVERIFY(gives("@(context.Variables[\"x\"])").startsWith(QStringLiteral("KeyNotFoundException")));
    }

    void variablesOfARecordingAreWorkedOutAgain() {
        Designer designer(
            "<policies>\n    <inbound>\n        <base />\n        <set-variable name=\"model\" "
            "value=\"@((string)context.Request.Body.As<JObject>()[&quot;model&quot;])\" />\n        <choose>\n            <when "
            "condition=\"@(true)\">\n                <set-variable name=\"twice\" value=\"@(context.Variables[&quot;model&quot;] + "
            "&quot;!&quot;)\" />\n            </when>\n        </choose>\n        <set-variable name=\"plain\" value=\"x\" />\n    "
            "</inbound>\n    <backend><base /></backend>\n    <outbound><base /></outbound>\n    <on-error><base "
            "/></on-error>\n</policies>\n");
        designer.documents().workspace().refresh();
        const auto isRead = [&] {
            const auto read = designer.documents().workspace().current();
            const auto* api = read ? read->api("inference-api", "") : nullptr;
            return api && api->policy && api->policy->text->find("twice") != std::string::npos;
        };
        QTRY_VERIFY(isRead());
        management::RequestDetail detail;
        detail.row.method = "POST";
        detail.row.url = "/inference/openai/deployments/gpt-4o/chat/completions";
        detail.row.apiId = "inference-api";
        detail.request.body = R"({"model":"gpt-4o"})";
        detail.steps = {{"set-variable", "inbound", "api", "set-variable[1]", "done", 0, 0, {}},
                        {"set-variable", "inbound", "api", "choose[1]\\when[1]\\set-variable[1]", "done", 0, 0, {}},
                        {"set-variable", "inbound", "api", "set-variable[2]", "skipped", 0, 0, {}}};
        const std::string context = ui::withVariables(ui::evaluationContext(detail, {}), detail,
                                                      *designer.documents().workspace().current(), designer.documents().catalog());
        QCOMPARE(ui::evaluate("@(context.Variables[\"model\"])", context).text, QStringLiteral("\"gpt-4o\""));
        QCOMPARE(ui::evaluate("@(context.Variables[\"twice\"])", context).text, QStringLiteral("\"gpt-4o!\""));
        QVERIFY(!ui::evaluate("@(context.Variables[\"plain\"])", context).ok);  // its policy did not run
    }

    void importsAnOpenApiDocumentWithUndo() {
        Designer designer(sample);
        const QString path = designer.stage.window().context().gateway.workspace() + QStringLiteral("/../pets.yaml");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "openapi: 3.0.0\ninfo: {title: Pet Store, version: '1'}\nservers: [{url: https://pets.example}]\npaths:\n  /pets:\n    "
            "get: {operationId: listPets, responses: {'200': {description: ok}}}\n");
        file.close();
        auto& context = designer.stage.window().context();
        ui::ImportApiDialog dialog(path, context, &designer.stage.window());
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->accessibleName() == QLatin1String("Import the API")) button->click();
        QStringList said;
        for (const auto* label : dialog.findChildren<QLabel*>()) said << label->text();
        QVERIFY2(dialog.result() == QDialog::Accepted, qPrintable(said.join(QLatin1Char('|'))));
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
        Diagnostics problems;
        const auto read = resources::Workspace::read(context.gateway.workspace().toStdString(), problems);
        QVERIFY(read);
        const auto* api = (*read)->api("pet-store", "");
        QVERIFY(api && api->operations.size() == 1);
        QVERIFY(QFile::exists(dialog.policy()));
        context.edits.history().undo();
        QVERIFY(!QFile::exists(dialog.policy()));
    }
};

MGC_TEST_CLASS(PoliciesEditingTest);
#include "policies_editing_test.moc"
