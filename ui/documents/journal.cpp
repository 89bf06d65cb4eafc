#include "ui/documents/journal.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <algorithm>

#include "policy/xml/document.h"
#include "resources/files.h"

namespace mgc::ui {

namespace {

constexpr qint64 largestFile = 2 * static_cast<qint64>(policy::xml::largestDocument);
constexpr qsizetype mostEntries = 200;

QString stateFolder() {
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    return (state.isEmpty() ? QDir::homePath() + QStringLiteral("/.local/state") : state) + QStringLiteral("/model-gateway/recovery");
}

}  // namespace

Journal::Journal(QString folder) : m_folder(folder.isEmpty() ? stateFolder() : std::move(folder)) {}

QString Journal::fileOf(const QString& path) const {
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return m_folder + QLatin1Char('/') + QString::fromLatin1(hash) + QStringLiteral(".json");
}

Result<void> Journal::write(const QString& path, std::string_view text) const {
    const QJsonObject entry{{QStringLiteral("path"), path},
                            {QStringLiteral("time"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                            {QStringLiteral("text"), QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))}};
    return resources::writeFile(fileOf(path).toStdString(), QJsonDocument(entry).toJson(QJsonDocument::Compact).toStdString(), true);
}

void Journal::remove(const QString& path) const { QFile::remove(fileOf(path)); }

QVector<Journal::Entry> Journal::entries() const {
    QVector<Entry> found;
    for (const QFileInfo& info : QDir(m_folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Time)) {
        QFile file(info.filePath());
        if (found.size() >= mostEntries || file.size() > largestFile || !file.open(QIODevice::ReadOnly)) continue;
        const QJsonObject entry = QJsonDocument::fromJson(file.readAll()).object();
        const QString path = entry.value(QLatin1String("path")).toString();
        if (path.isEmpty()) continue;
        found.push_back({path, QDateTime::fromString(entry.value(QLatin1String("time")).toString(), Qt::ISODateWithMs),
                         entry.value(QLatin1String("text")).toString().toStdString(), info.filePath()});
    }
    return found;
}

}  // namespace mgc::ui
