#include "ui/shell/menus.h"

#include <QCoreApplication>
#include <QMenuBar>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/shell/editing_commands.h"

namespace mgc::ui {

namespace {

QStringList ids(std::initializer_list<const char*> names) {
    QStringList list;
    for (const char* name : names) list << QLatin1String(name);
    return list;
}

/// An empty id is a separator; a command that nobody registered is left out.
QMenu& add(QMenuBar& bar, ActionRegistry& actions, const char* title, const QStringList& commands) {
    QMenu* menu = bar.addMenu(QCoreApplication::translate("Menus", title));
    for (const QString& id : commands)
        if (id.isEmpty())
            menu->addSeparator();
        else if (QAction* action = actions.action(id))
            menu->addAction(action);
    return *menu;
}

}  // namespace

void fillMenus(QMenuBar& bar, ActionRegistry& actions, const QList<const PageDescriptor*>& pages) {
    add(bar, actions, QT_TRANSLATE_NOOP("Menus", "&File"),
        ids({"workspace.open", "workspace.importApi", "workspace.new", "workspace.reveal", "workspace.openFile", "", "edit.save",
             "edit.saveAll", "edit.close", "", "go.settings", "", "app.quit"}));
    add(bar, actions, QT_TRANSLATE_NOOP("Menus", "&Edit"), editingMenu());
    QStringList view;
    for (const PageDescriptor* page : pages) view << QStringLiteral("go.") + QLatin1String(page->id);
    view << ids({"",
                 "view.workspace",
                 "view.inspector",
                 "view.prompt",
                 "view.problems",
                 "view.trace",
                 "view.log",
                 "view.activity",
                 "view.toggleBottom",
                 "",
                 "view.zoomIn",
                 "view.zoomOut",
                 "view.zoomReset",
                 "",
                 "view.themeSystem",
                 "view.themeLight",
                 "view.themeDark",
                 "view.themeHighContrast",
                 "view.compact",
                 "",
                 "view.resetLayout"});
    add(bar, actions, QT_TRANSLATE_NOOP("Menus", "&View"), view);
    add(bar, actions, QT_TRANSLATE_NOOP("Menus", "&Gateway"),
        ids({"prompt.send", "prompt.stop", "prompt.openTrace", "", "burst.start", "burst.dialog", "burst.stop", "", "gateway.start",
             "gateway.stop", "gateway.restart", "gateway.reload", "gateway.resetCounters", "", "gateway.copyUrl", "gateway.copyKey",
             "gateway.copyCurl"}));
    add(bar, actions, QT_TRANSLATE_NOOP("Menus", "&Debug"), ids({"go.debug", "traffic.whyThrottled"}));
    add(bar, actions, QT_TRANSLATE_NOOP("Menus", "&Azure"), ids({"go.azure"}));
    add(bar, actions, QT_TRANSLATE_NOOP("Menus", "&Help"), ids({"go.commands", "go.locator", "help.keys", "", "help.about"}));
}

}  // namespace mgc::ui
