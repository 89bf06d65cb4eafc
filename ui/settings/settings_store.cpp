#include "ui/settings/settings_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace mgc::ui {

namespace {

constexpr qint64 maxFileBytes = 4 * 1024 * 1024;

/// Sets `path` (split at dots) below `object`, or removes it when `to` is undefined.
void setPath(QJsonObject& object, QStringList path, const QJsonValue& to) {
    const QString head = path.takeFirst();
    if (path.isEmpty()) {
        if (to.isUndefined())
            object.remove(head);
        else
            object.insert(head, to);
        return;
    }
    QJsonObject child = object.value(head).toObject();
    setPath(child, path, to);
    if (child.isEmpty())
        object.remove(head);
    else
        object.insert(head, child);
}

}  // namespace

SettingsStore::SettingsStore(QString path, QObject* parent) : QObject(parent), m_path(std::move(path)) {
    m_save.setSingleShot(true);
    m_save.setInterval(300);
    connect(&m_save, &QTimer::timeout, this, [this] { flush(); });
    load();
}

SettingsStore::~SettingsStore() {
    if (m_save.isActive()) flush();
}

QString SettingsStore::defaultPath() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/model-gateway/console.json");
}

void SettingsStore::load() {
    if (m_path.isEmpty()) return;
    QFile file(m_path);
    if (!file.exists()) return;
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxFileBytes) {
        m_lastError = tr("The settings file %1 cannot be read: %2").arg(m_path, file.errorString());
        return;
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    file.close();
    if (document.isObject()) {
        m_root = document.object();
        return;
    }
    const QString kept = m_path + QStringLiteral(".unreadable");
    QFile::remove(kept);
    QFile::rename(m_path, kept);
    m_lastError = tr("The settings file is not valid JSON (%1 at byte %2). It was kept as %3; defaults are used.")
                      .arg(error.errorString())
                      .arg(error.offset)
                      .arg(kept);
}

QVariant SettingsStore::value(const QString& key) const {
    QJsonValue at = m_root;
    for (const QString& part : key.split(QLatin1Char('.'))) at = at.toObject().value(part);
    return at.isUndefined() ? QVariant() : at.toVariant();
}

void SettingsStore::setValue(const QString& key, const QVariant& to) {
    if (value(key) == to) return;
    setPath(m_root, key.split(QLatin1Char('.')), QJsonValue::fromVariant(to));
    m_save.start();
    emit changed(key);
}

void SettingsStore::reset(const QString& key) {
    if (!isSet(key)) return;
    setPath(m_root, key.split(QLatin1Char('.')), QJsonValue(QJsonValue::Undefined));
    m_save.start();
    emit changed(key);
}

QJsonValue SettingsStore::state(const QString& name) const { return m_root.value(QLatin1String("state")).toObject().value(name); }

void SettingsStore::setState(const QString& name, const QJsonValue& to) {
    if (state(name) == to) return;
    setPath(m_root, {QStringLiteral("state"), name}, to);
    m_save.start();
}

bool SettingsStore::flush() {
    m_save.stop();
    if (m_path.isEmpty()) return true;
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    const QByteArray bytes = QJsonDocument(m_root).toJson();
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return true;
    m_lastError = tr("The settings file %1 cannot be written: %2").arg(m_path, file.errorString());
    return false;
}

}  // namespace mgc::ui
