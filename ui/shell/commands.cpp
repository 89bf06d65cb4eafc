#include "ui/shell/commands.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QUrl>
#include <algorithm>

#include "ui/pages/live/burst_setup.h"
#include "ui/session/samples.h"
#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"

#include "ui/shell/main_window.h"
#include "ui/shell/open_dialog.h"
#include "ui/shell/toast_layer.h"

namespace mgc::ui {

namespace {

QString tr(const char* source) { return QCoreApplication::translate("Commands", source); }

void copy(MainWindow& window, const QString& text, const QString& said) {
    QApplication::clipboard()->setText(text);
    window.toast(paint::Tone::Ok, said, {});
}

void registerGateway(MainWindow& window) {
    ActionRegistry& actions = window.context().actions;
    GatewaySession& gateway = window.context().gateway;
    const QString group = tr("Gateway");
    actions.add({QStringLiteral("gateway.start"), tr("Start gateway"), group, QStringLiteral("play"), {}, {}, [&] { gateway.start(); }});
    actions.add({QStringLiteral("gateway.stop"), tr("Stop gateway"), group, QStringLiteral("stop"), {}, {}, [&] { gateway.stop(); }});
    actions.add({QStringLiteral("gateway.restart"),
                 tr("Restart gateway"),
                 group,
                 QStringLiteral("arrow_clockwise"),
                 {},
                 tr("requests under way are dropped"),
                 [&] { gateway.restart(); }});
    actions.add({QStringLiteral("gateway.reload"),
                 tr("Reload the workspace"),
                 group,
                 QStringLiteral("arrow_sync"),
                 {},
                 tr("reads the files again"),
                 [&] {
                     gateway.client().reload(&window, [&window, &gateway](const Result<QJsonObject>& done) {
                         if (!done)
                             window.toast(paint::Tone::Err,
                                          tr("The workspace was not reloaded: %1").arg(QString::fromStdString(done.error().message)), {});
                         gateway.client().refreshStatus();
                     });
                 }});
    actions.add({QStringLiteral("gateway.resetCounters"),
                 tr("Reset limit counters"),
                 group,
                 QStringLiteral("arrow_reset"),
                 {},
                 tr("token limits, rate limits, quotas, breakers, caches"),
                 [&] {
                     gateway.client().resetState(&window, [&window](const Result<QJsonObject>& done) {
                         if (done)
                             window.toast(paint::Tone::Ok, tr("Counters, quotas, breakers and caches are empty again."), {});
                         else
                             window.toast(paint::Tone::Err,
                                          tr("The counters were not reset: %1").arg(QString::fromStdString(done.error().message)), {});
                     });
                 }});
    actions.add({QStringLiteral("gateway.copyUrl"), tr("Copy the endpoint"), group, QStringLiteral("copy"), {}, {}, [&] {
                     copy(window, gateway.gatewayUrl().toString(), tr("Endpoint copied."));
                 }});
    actions.add({QStringLiteral("gateway.copyKey"), tr("Copy the subscription key"), group, QStringLiteral("key"), {}, {}, [&] {
                     copy(window, gateway.key(), tr("Key of %1 copied.").arg(gateway.keyName()));
                 }});
    actions.add({QStringLiteral("gateway.copyCurl"),
                 tr("Copy the prompt as curl"),
                 group,
                 QStringLiteral("code"),
                 {QKeySequence(QStringLiteral("Ctrl+Shift+C"))},
                 tr("the key stays in $API_KEY"),
                 [&] { copy(window, window.context().prompt.curl(), tr("Command copied. Set API_KEY before you run it.")); }});
    actions.add({QStringLiteral("gateway.settings"),
                 tr("Gateway settings"),
                 group,
                 QStringLiteral("settings"),
                 {},
                 tr("address, port, threads"),
                 [&] { window.showPage(QStringLiteral("settings")); }});
}

void registerPrompt(MainWindow& window) {
    ActionRegistry& actions = window.context().actions;
    GatewaySession& gateway = window.context().gateway;
    PromptSession& prompt = window.context().prompt;
    const QString group = tr("Prompt");
    actions.add({QStringLiteral("prompt.send"),
                 tr("Send prompt"),
                 group,
                 QStringLiteral("send"),
                 {QKeySequence(QStringLiteral("Ctrl+Enter")), QKeySequence(QStringLiteral("Ctrl+Return"))},
                 {},
                 [&] {
                     if (!prompt.send())
                         window.toast(paint::Tone::Warn, prompt.blockedReason(), {});
                     else if (window.currentPage() != QLatin1String("home"))
                         window.showPanel(QStringLiteral("prompt"));
                 }});
    actions.add({QStringLiteral("prompt.stop"), tr("Stop the answer"), group, QStringLiteral("stop"), {}, {}, [&] { prompt.stop(); }});
    actions.add(
        {QStringLiteral("prompt.openTrace"), tr("Open the trace of the last prompt"), group, QStringLiteral("list_bar_tree"), {}, {}, [&] {
             if (const auto& detail = prompt.detail())
                 QMetaObject::invokeMethod(window.showPage(QStringLiteral("traffic")), "select", Q_ARG(quint64, detail->row.id));
             else
                 window.showPanel(QStringLiteral("trace"));
         }});
    actions.add({QStringLiteral("burst.start"),
                 tr("Send a burst"),
                 group,
                 QStringLiteral("flash"),
                 {QKeySequence(QStringLiteral("Ctrl+Shift+B"))},
                 tr("50 prompts, into the token limit"),
                 [&] {
                     if (!gateway.startBurst(prompt.deployment(), prompt.text()))
                         window.toast(paint::Tone::Warn,
                                      gateway.burst().isRunning() ? tr("A burst is running already.") : tr("The gateway is not running."),
                                      {});
                 }});
    actions.add(
        {QStringLiteral("burst.stop"), tr("Stop the burst"), group, QStringLiteral("stop"), {}, {}, [&] { gateway.burst().stop(); }});
    actions.add({QStringLiteral("burst.dialog"),
                 tr("Burst with other numbers…"),
                 group,
                 QStringLiteral("flash"),
                 {QKeySequence(QStringLiteral("Ctrl+Alt+B"))},
                 tr("how many, how fast"),
                 [&] {
                     BurstSetup dialog(window.context(), &window);
                     if (dialog.exec() == QDialog::Accepted) window.showPage(QStringLiteral("live"));
                 }});
    actions.add({QStringLiteral("burst.settings"), tr("Burst settings"), group, QStringLiteral("settings"), {}, {}, [&] {
                     window.showPage(QStringLiteral("settings"));
                 }});
}

void registerWorkspace(MainWindow& window) {
    ActionRegistry& actions = window.context().actions;
    GatewaySession& gateway = window.context().gateway;
    Recents& recents = window.context().recents;
    const QString group = tr("Workspace");
    actions.add({QStringLiteral("workspace.open"),
                 tr("Open…"),
                 group,
                 QStringLiteral("folder_open"),
                 {QKeySequence(QStringLiteral("Ctrl+O"))},
                 tr("a workspace, a policy file, an OpenAPI document"),
                 [&] {
                     OpenDialog dialog(gateway.workspace(), recents, &window);
                     if (dialog.exec() != QDialog::Accepted) return;
                     const QString path = dialog.path();
                     const auto onPage = [&](const char* slot) {
                         QMetaObject::invokeMethod(window.showPage(QStringLiteral("policies")), slot, Q_ARG(QString, path));
                     };
                     switch (OpenDialog::whatIs(path)) {
                         case OpenDialog::What::Workspace:
                             recents.add(path);
                             gateway.openWorkspace(path);
                             break;
                         case OpenDialog::What::Policy:
                             onPage("openElsewhere");
                             break;
                         case OpenDialog::What::Api:
                             onPage("importApi");
                             break;
                         case OpenDialog::What::Nothing:
                             break;
                     }
                 }});
    actions.add({QStringLiteral("workspace.importApi"),
                 tr("Import an API (OpenAPI)…"),
                 group,
                 QStringLiteral("plug_connected"),
                 {},
                 tr("from a file or an address"),
                 [&] { QMetaObject::invokeMethod(window.showPage(QStringLiteral("policies")), "importApi", Q_ARG(QString, QString())); }});
    actions.add({QStringLiteral("workspace.new"), tr("New workspace from the starter"), group, QStringLiteral("add"), {}, {}, [&] {
                     const auto folder = copySample(QStringLiteral("starter"), true);
                     if (!folder) {
                         window.toast(paint::Tone::Err, QString::fromStdString(folder.error().message), {});
                         return;
                     }
                     recents.add(*folder);
                     gateway.openWorkspace(*folder);
                     window.toast(paint::Tone::Ok, tr("A fresh copy of the starter is at %1.").arg(*folder), {});
                 }});
    actions.add({QStringLiteral("workspace.reveal"),
                 tr("Show the workspace folder"),
                 group,
                 QStringLiteral("folder"),
                 {},
                 tr("in the file manager"),
                 [&] { QDesktopServices::openUrl(QUrl::fromLocalFile(gateway.workspace())); }});
    actions.add({QStringLiteral("workspace.openFile"),
                 tr("Open the selected file in the system editor"),
                 group,
                 QStringLiteral("open"),
                 {},
                 {},
                 [&] {
                     QString path = actions.action(QStringLiteral("workspace.openFile"))->data().toString();
                     if (path.isEmpty()) {
                         window.toast(paint::Tone::Info, tr("Select a file in the workspace tree first."), {});
                         return;
                     }
                     if (QFileInfo(path).isRelative()) path = QDir(gateway.workspace()).filePath(path);
                     if (!QFileInfo::exists(path) || !QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
                         window.toast(paint::Tone::Err, tr("No program could open %1.").arg(path), {});
                 }});
}

void registerViews(MainWindow& window) {
    ActionRegistry& actions = window.context().actions;
    SettingsStore& settings = window.context().settings;
    const QString group = tr("View");
    const auto add = [&](const char* id, const QString& text, const char* icon, const char* keys, std::function<void()> run,
                         const QString& detail = {}) {
        QList<QKeySequence> sequences;
        if (*keys != '\0') sequences << QKeySequence(QLatin1String(keys));
        actions.add({QLatin1String(id), text, group, QLatin1String(icon), sequences, detail, std::move(run)});
    };
    add("view.prompt", tr("Prompt panel"), "send", "Alt+1", [&] { window.showPanel(QStringLiteral("prompt")); });
    add("view.problems", tr("Problems panel"), "error_circle", "Alt+2", [&] { window.showPanel(QStringLiteral("problems")); });
    add("view.trace", tr("Trace panel"), "list_bar_tree", "Alt+3", [&] { window.showPanel(QStringLiteral("trace")); });
    add("view.log", tr("Log panel"), "document_text", "Alt+4", [&] { window.showPanel(QStringLiteral("log")); });
    add("view.activity", tr("Activity panel"), "arrow_sync", "Alt+5", [&] { window.showPanel(QStringLiteral("activity")); });
    add("view.workspace", tr("Workspace tree"), "panel_left", "Ctrl+E", [&] { window.focusWorkspace(); });
    add("view.inspector", tr("Inspector"), "panel_right", "Ctrl+I", [&] { window.focusInspector(); });
    add("view.toggleBottom", tr("Show or hide the bottom panel"), "panel_bottom", "Ctrl+J",
        [&] { window.toggleDock(QStringLiteral("bottomDock")); });
    add("view.toggleWorkspace", tr("Show or hide the workspace tree"), "panel_left", "Ctrl+B",
        [&] { window.toggleDock(QStringLiteral("workspaceDock")); });
    add("view.toggleInspector", tr("Show or hide the inspector"), "panel_right", "",
        [&] { window.toggleDock(QStringLiteral("inspectorDock")); });
    add(
        "view.resetLayout", tr("Reset layout"), "arrow_reset", "", [&] { window.resetLayout(); }, tr("docks of every page as at first"));
    add("view.nextRegion", tr("Next region"), "arrow_right", "F6", [&] { window.cycleRegion(1); });
    add("view.previousRegion", tr("Previous region"), "arrow_right", "Shift+F6", [&] { window.cycleRegion(-1); });
    const auto zoomBy = [&settings](int step) {
        settings.set(settings::zoom, std::clamp(settings.get(settings::zoom) + step, settings::zoomMinimum, settings::zoomMaximum));
    };
    add("view.zoomIn", tr("Zoom in"), "zoom_in", "Ctrl+=", [zoomBy] { zoomBy(settings::zoomStep); });
    add("view.zoomOut", tr("Zoom out"), "subtract", "Ctrl+-", [zoomBy] { zoomBy(-settings::zoomStep); });
    add("view.zoomReset", tr("Zoom to 100 %"), "zoom_fit", "Ctrl+0", [&settings] { settings.reset(QLatin1String(settings::zoom.key)); });
    add("view.themeSystem", tr("Theme: follow the system"), "window", "",
        [&settings] { settings.set(settings::theme, QStringLiteral("system")); });
    add("view.themeLight", tr("Theme: light"), "window", "", [&settings] { settings.set(settings::theme, QStringLiteral("light")); });
    add("view.themeDark", tr("Theme: dark"), "window", "", [&settings] { settings.set(settings::theme, QStringLiteral("dark")); });
    add("view.themeHighContrast", tr("Theme: high contrast"), "window", "",
        [&settings] { settings.set(settings::theme, QStringLiteral("highContrast")); });
    add("view.compact", tr("Switch between standard and compact density"), "grid", "", [&settings] {
        settings.set(settings::density,
                     settings.get(settings::density) == QLatin1String("compact") ? QStringLiteral("standard") : QStringLiteral("compact"));
    });
}

void registerPlaces(MainWindow& window) {
    ActionRegistry& actions = window.context().actions;
    const QString group = tr("Go to");
    for (const PageDescriptor* page : window.pages()) {
        const QString id = QLatin1String(page->id);
        const QString title = QCoreApplication::translate("Pages", page->title);
        actions.add({QStringLiteral("go.") + id,
                     title,
                     group,
                     QLatin1String(page->icon),
                     {QKeySequence(QLatin1String(page->shortcut))},
                     tr("page"),
                     [&window, id] { window.showPage(id); }});
    }
    actions.add({QStringLiteral("go.locator"),
                 tr("Go to file, policy, command…"),
                 group,
                 QStringLiteral("search"),
                 {QKeySequence(QStringLiteral("Ctrl+K"))},
                 {},
                 [&] { window.openPalette({}); }});
    actions.add({QStringLiteral("go.commands"),
                 tr("All commands"),
                 group,
                 QStringLiteral("keyboard"),
                 {QKeySequence(QStringLiteral("Ctrl+Shift+P"))},
                 {},
                 [&] { window.openPalette(QStringLiteral(">")); }});
    actions.add({QStringLiteral("go.policyChooser"), tr("Choose a policy document"), group, QStringLiteral("document_text"), {}, {}, [&] {
                     window.openPalette(QStringLiteral("@"));
                 }});
    actions.add({QStringLiteral("traffic.whyThrottled"),
                 tr("Show throttled requests"),
                 group,
                 QStringLiteral("gauge"),
                 {},
                 tr("with the policy that refused them"),
                 [&] {
                     QWidget* page = window.showPage(QStringLiteral("traffic"));
                     // The traffic page offers this by name; pages and shell share no class for it.
                     if (page) QMetaObject::invokeMethod(page, "showThrottled");
                 }});
    actions.add({QStringLiteral("help.keys"),
                 tr("Keyboard shortcuts"),
                 tr("Help"),
                 QStringLiteral("keyboard"),
                 {QKeySequence(QStringLiteral("F1"))},
                 tr("every command with its keys"),
                 [&] { window.openPalette(QStringLiteral(">")); }});
    actions.add({QStringLiteral("help.about"), tr("About Model Gateway Console"), tr("Help"), QStringLiteral("info"), {}, {}, [&] {
                     QMessageBox::about(&window, tr("About"),
                                        tr("Model Gateway Console %1\n\nA local gateway that behaves as Azure API Management does in front "
                                           "of AI models, and its console.\nFree software under the GNU General "
                                           "Public License, version 3 or later.\nIcons: Fluent UI System Icons (MIT).")
                                            .arg(QApplication::applicationVersion()));
                 }});
    actions.add(
        {QStringLiteral("app.quit"), tr("Quit"), tr("File"), QStringLiteral("dismiss"), {QKeySequence(QStringLiteral("Ctrl+Q"))}, {}, [&] {
             window.close();
         }});
}

}  // namespace

void registerCommands(MainWindow& window) {
    registerPlaces(window);
    registerWorkspace(window);
    registerGateway(window);
    registerPrompt(window);
    registerViews(window);
    ActionRegistry& actions = window.context().actions;
    GatewaySession& gateway = window.context().gateway;
    PromptSession& prompt = window.context().prompt;
    const auto judge = [&] {
        using State = GatewaySession::State;
        const State state = gateway.state();
        const bool up = state == State::Running || state == State::Lost || state == State::Starting;
        const QString attached = gateway.ownsEngine() ? QString() : tr("the gateway belongs to another program");
        const QString down = gateway.isRunning() ? QString() : tr("the gateway is not running");
        actions.setBlocked(QStringLiteral("gateway.start"), !attached.isEmpty() ? attached : up ? tr("it runs") : QString());
        actions.setBlocked(QStringLiteral("gateway.stop"), !attached.isEmpty() ? attached : up ? QString() : tr("it does not run"));
        actions.setBlocked(QStringLiteral("gateway.restart"), attached);
        for (const char* id :
             {"gateway.reload", "gateway.resetCounters", "gateway.copyUrl", "gateway.copyCurl", "burst.start", "burst.dialog"})
            actions.setBlocked(QLatin1String(id), down);
        actions.setBlocked(QStringLiteral("gateway.copyKey"), gateway.key().isEmpty() ? tr("no active subscription has a key") : QString());
        actions.setBlocked(QStringLiteral("burst.stop"), gateway.burst().isRunning() ? QString() : tr("no burst is running"));
        actions.setBlocked(QStringLiteral("prompt.stop"), prompt.isBusy() ? QString() : tr("no answer is under way"));
        actions.setBlocked(QStringLiteral("prompt.openTrace"),
                           prompt.hasResult() || prompt.isBusy() ? QString() : tr("send a prompt first"));
        actions.setBlocked(QStringLiteral("workspace.reveal"), gateway.workspace().isEmpty() ? tr("no workspace folder") : QString());
    };
    QObject::connect(&gateway, &GatewaySession::stateChanged, &window, judge);
    QObject::connect(&gateway, &GatewaySession::statusChanged, &window, judge);
    QObject::connect(&gateway, &GatewaySession::workspaceChanged, &window, judge);
    QObject::connect(&gateway.burst(), &BurstRunner::started, &window, judge);
    QObject::connect(&gateway.burst(), &BurstRunner::finished, &window, judge);
    QObject::connect(&prompt, &PromptSession::started, &window, judge);
    QObject::connect(&prompt, &PromptSession::finished, &window, judge);
    judge();
}

}  // namespace mgc::ui
