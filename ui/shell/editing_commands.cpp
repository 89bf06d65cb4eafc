#include "ui/shell/editing_commands.h"

#include <QCoreApplication>

#include "ui/shell/main_window.h"

namespace mgc::ui {

namespace {

QString tr(const char* source) { return QCoreApplication::translate("EditingCommands", source); }

}  // namespace

void registerEditing(MainWindow& window) {
    ActionRegistry& actions = window.context().actions;
    const QString group = tr("Policy");
    const auto add = [&](const char* id, const QString& text, const char* icon, std::initializer_list<const char*> keys,
                         std::function<void()> run, const QString& detail = {}) {
        QList<QKeySequence> sequences;
        for (const char* key : keys) sequences << QKeySequence(QLatin1String(key));
        actions.add({QLatin1String(id), text, group, QLatin1String(icon), sequences, detail, std::move(run)});
    };
    const auto page = [&window](const char* command) {
        return [&window, command] {
            QMetaObject::invokeMethod(window.showPage(QStringLiteral("policies")), "run", Q_ARG(QString, QLatin1String(command)));
        };
    };
    // Undo where the author is: other pages keep their own.
    const auto history = [&window](const char* command) {
        return [&window, command] {
            const bool undo = QLatin1String(command) == QLatin1String("undo");
            QUndoStack& files = window.context().edits.history();
            if (window.treeHasFocus() || window.currentPage() != QLatin1String("policies"))
                undo ? window.context().documents.links().undo(files) : window.context().documents.links().redo(files);
            else
                QMetaObject::invokeMethod(window.showPage(QStringLiteral("policies")), "run", Q_ARG(QString, QLatin1String(command)));
        };
    };
    add("edit.save", tr("Save the policy"), "save", {"Ctrl+S"}, page("save"), tr("the gateway reloads it at once"));
    add("edit.saveAll", tr("Save all policies"), "save", {"Ctrl+Shift+S"}, page("saveAll"));
    add("edit.undo", tr("Undo"), "arrow_counterclockwise", {"Ctrl+Z"}, history("undo"));
    add("edit.redo", tr("Redo"), "arrow_clockwise", {"Ctrl+Shift+Z", "Ctrl+Y"}, history("redo"));
    add("edit.close", tr("Close the policy"), "dismiss", {"Ctrl+W"}, page("close"));
    add("edit.add", tr("Add a policy or pattern"), "add", {"Ctrl+Shift+A"}, [&window] { window.focusPalette(); });
    add("edit.find", tr("Find in the XML"), "search", {"Ctrl+F"}, page("find"));
    add("edit.replace", tr("Find and replace"), "search", {"Ctrl+H"}, page("replace"), tr("regular expressions too"));
    add("edit.findAll", tr("Find in all policies"), "search", {"Ctrl+Shift+H"}, page("findAll"),
        tr("and replace, with regular expressions"));
    add("edit.rename", tr("Rename a variable, named value or fragment"), "edit", {}, page("rename"), tr("F2 in the XML"));
    add("edit.fixes", tr("Quick fixes"), "lightbulb", {"Ctrl+."}, page("fixes"));
    add("edit.nextProblem", tr("Next problem"), "error_circle", {"F8"}, page("nextProblem"));
    add("edit.previousProblem", tr("Previous problem"), "error_circle", {"Shift+F8"}, page("previousProblem"));
    add("edit.complete", tr("Complete at the caret"), "list_bar_tree", {}, page("complete"), tr("Ctrl+Space in the XML"));
    add("edit.definition", tr("Go to definition"), "arrow_right", {}, page("definition"),
        tr("F12 in the XML: fragment, backend, named value"));
    add("edit.format", tr("Format the selected lines"), "text_bullet_list", {"Ctrl+Shift+F"}, page("format"));
    add("edit.playground", tr("Expression playground"), "beaker", {"Ctrl+Shift+E"}, page("playground"),
        tr("any expression against any recorded request"));
    add("edit.flow", tr("View the policy as flow"), "flowchart", {"Ctrl+Alt+1"}, page("flow"));
    add("edit.split", tr("View flow and XML side by side"), "panel_left", {"Ctrl+Alt+2"}, page("split"));
    add("edit.xml", tr("View the policy as XML"), "code", {"Ctrl+Alt+3"}, page("xml"));
    add("edit.effective", tr("View the effective policy"), "layer", {"Ctrl+Alt+4"}, page("effective"));
    add("edit.focus", tr("Go to the policy"), "flowchart", {"Alt+0"}, page("focus"));
}

QStringList editingMenu() {
    QStringList ids;
    for (const char* id : {"edit.undo",
                           "edit.redo",
                           "",
                           "edit.add",
                           "edit.find",
                           "edit.replace",
                           "edit.format",
                           "",
                           "edit.fixes",
                           "edit.nextProblem",
                           "edit.previousProblem",
                           "",
                           "edit.complete",
                           "edit.definition",
                           "edit.playground",
                           "",
                           "edit.flow",
                           "edit.split",
                           "edit.xml",
                           "edit.effective"})
        ids << QLatin1String(id);
    return ids;
}

}  // namespace mgc::ui
