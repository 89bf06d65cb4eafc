#include "ui/shell/palette_source.h"

#include <QCoreApplication>
#include <QDir>
#include <functional>

#include "ui/settings/settings_catalog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workspace_tree.h"

namespace mgc::ui {

namespace {

constexpr int maxRequests = 200;

QString tr(const char* source) { return QCoreApplication::translate("Palette", source); }

QVector<PaletteEntry> commands(PageContext& context) {
    QVector<PaletteEntry> entries;
    for (const QString& id : context.actions.ids()) {
        const ActionSpec* spec = context.actions.spec(id);
        QString text = spec->text;
        text.remove(QLatin1Char('&'));
        entries.push_back({spec->group, spec->icon, text, spec->detail, context.actions.keyText(id), context.actions.blockedReason(id),
                           [&context, id] { context.actions.trigger(id); }});
    }
    return entries;
}

QVector<PaletteEntry> policies(PageContext& context, MainWindow& window) {
    QVector<PaletteEntry> entries;
    const QDir root(context.workspace.folder());
    for (const WorkspaceNode& node : context.workspace.policies())
        entries.push_back({tr("Policies"),
                           WorkspaceTree::iconFor(node.kind),
                           root.relativeFilePath(node.path),
                           node.name,
                           {},
                           {},
                           [&window, path = node.path] {
                               QMetaObject::invokeMethod(window.showPage(QStringLiteral("policies")), "openPolicy", Q_ARG(QString, path));
                           }});
    return entries;
}

QVector<PaletteEntry> files(PageContext& context) {
    QVector<PaletteEntry> entries;
    const QDir root(context.workspace.folder());
    const std::function<void(const QVector<WorkspaceNode>&)> visit = [&](const QVector<WorkspaceNode>& nodes) {
        for (const WorkspaceNode& node : nodes) {
            if (!node.path.isEmpty() && !node.path.endsWith(QLatin1String("policy.xml")))
                entries.push_back({tr("Files"),
                                   WorkspaceTree::iconFor(node.kind),
                                   node.name,
                                   root.relativeFilePath(node.path),
                                   {},
                                   {},
                                   [&context, path = node.path] {
                                       context.actions.action(QStringLiteral("workspace.openFile"))->setData(path);
                                       context.actions.trigger(QStringLiteral("workspace.openFile"));
                                   }});
            visit(node.children);
        }
    };
    visit(context.workspace.nodes());
    return entries;
}

QVector<PaletteEntry> requests(PageContext& context, MainWindow& window) {
    QVector<PaletteEntry> entries;
    const TrafficModel& traffic = context.gateway.traffic();
    for (int row = traffic.rowCount() - 1; row >= 0 && entries.size() < maxRequests; --row) {
        const auto& request = traffic.rowAt(row);
        const QString icon = request.status == 429   ? QStringLiteral("gauge")
                             : request.status >= 400 ? QStringLiteral("error_circle")
                                                     : QStringLiteral("checkmark");
        entries.push_back(
            {tr("Requests"),
             icon,
             QStringLiteral("#%1 %2").arg(request.id).arg(operationText(request)),
             QStringLiteral("%1 %2, %3").arg(request.status).arg(QString::fromStdString(request.reason), clockTime(request.time)),
             {},
             {},
             [&window, id = request.id] {
                 QMetaObject::invokeMethod(window.showPage(QStringLiteral("traffic")), "select", Q_ARG(quint64, id));
             }});
    }
    return entries;
}

QVector<PaletteEntry> settingEntries(MainWindow& window) {
    QVector<PaletteEntry> entries;
    for (const SettingDescriptor& setting : settings::catalog())
        entries.push_back({tr("Settings"), QStringLiteral("settings"), setting.title, setting.group, {}, {}, [&window, key = setting.key] {
                               QMetaObject::invokeMethod(window.showPage(QStringLiteral("settings")), "reveal", Q_ARG(QString, key));
                           }});
    return entries;
}

}  // namespace

QVector<PaletteEntry> paletteEntries(PageContext& context, MainWindow& window, QChar prefix) {
    if (prefix == QLatin1Char('>')) return commands(context);
    if (prefix == QLatin1Char('@')) return policies(context, window);
    if (prefix == QLatin1Char('#')) return requests(context, window);
    QVector<PaletteEntry> all;
    for (const PaletteEntry& entry : commands(context))
        if (entry.detail == QCoreApplication::translate("Commands", "page")) all.push_back(entry);
    all += policies(context, window);
    all += files(context);
    all += requests(context, window);
    all += settingEntries(window);
    for (const PaletteEntry& entry : commands(context))
        if (entry.detail != QCoreApplication::translate("Commands", "page")) all.push_back(entry);
    return all;
}

}  // namespace mgc::ui
