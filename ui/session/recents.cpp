#include "ui/session/recents.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <algorithm>

#include "ui/settings/settings_store.h"

namespace mgc::ui {

namespace {

constexpr int maxRecents = 20;
const QString stateName = QStringLiteral("recentWorkspaces");

}  // namespace

QString RecentWorkspace::name() const { return QFileInfo(folder).fileName(); }

QString RecentWorkspace::where() const {
    QString parent = QFileInfo(folder).path();
    const QString home = QDir::homePath();
    if (parent == home || parent.startsWith(home + QLatin1Char('/'))) parent.replace(0, home.size(), QLatin1Char('~'));
    return parent;
}

QString RecentWorkspace::when(const QDate& today) const {
    const QDate day = opened.date();
    const qint64 days = day.daysTo(today);
    if (days <= 0) return Recents::tr("today");
    if (days == 1) return Recents::tr("yesterday");
    const QLocale locale;
    if (days < 7) return locale.dayName(day.dayOfWeek(), QLocale::ShortFormat);
    return locale.toString(day, QStringLiteral("d MMM"));
}

Recents::Recents(SettingsStore& settings, QObject* parent) : QObject(parent), m_settings(settings) {}

QVector<RecentWorkspace> Recents::all() const {
    QVector<RecentWorkspace> list;
    for (const QJsonValue& value : m_settings.state(stateName).toArray()) {
        const QString folder = value[QLatin1String("folder")].toString();
        if (!folder.isEmpty()) list.push_back({folder, QDateTime::fromString(value[QLatin1String("opened")].toString(), Qt::ISODate)});
    }
    return list;
}

void Recents::add(const QString& folder) {
    QVector<RecentWorkspace> list = all();
    list.erase(std::remove_if(list.begin(), list.end(), [&](const RecentWorkspace& entry) { return entry.folder == folder; }), list.end());
    list.prepend({folder, QDateTime::currentDateTime()});
    if (list.size() > maxRecents) list.resize(maxRecents);
    save(list);
}

void Recents::remove(const QString& folder) {
    QVector<RecentWorkspace> list = all();
    list.erase(std::remove_if(list.begin(), list.end(), [&](const RecentWorkspace& entry) { return entry.folder == folder; }), list.end());
    save(list);
}

void Recents::clear() { save({}); }

void Recents::save(const QVector<RecentWorkspace>& list) {
    QJsonArray array;
    for (const RecentWorkspace& entry : list)
        array.append(QJsonObject{{QStringLiteral("folder"), entry.folder}, {QStringLiteral("opened"), entry.opened.toString(Qt::ISODate)}});
    m_settings.setState(stateName, array);
    emit changed();
}

}  // namespace mgc::ui
