#include "ui/session/samples.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <algorithm>

namespace mgc::ui {

namespace {

constexpr int maxFiles = 5000;
constexpr qint64 maxFileBytes = 16 * 1024 * 1024;

QString text(const char* source) { return QCoreApplication::translate("Samples", source); }

/// Policies too common to say anything about a sample.
bool saysNothing(const QString& element) {
    static const QSet<QString> common{QStringLiteral("base"),      QStringLiteral("value"),     QStringLiteral("forward-request"),
                                      QStringLiteral("inbound"),   QStringLiteral("backend"),   QStringLiteral("outbound"),
                                      QStringLiteral("on-error"),  QStringLiteral("policies"),  QStringLiteral("when"),
                                      QStringLiteral("otherwise"), QStringLiteral("choose"),    QStringLiteral("set-variable"),
                                      QStringLiteral("fragment"),  QStringLiteral("dimension"), QStringLiteral("set-header")};
    return common.contains(element);
}

QStringList policiesIn(const QString& folder) {
    static const QRegularExpression element(QStringLiteral("<([a-z][a-z0-9-]+-[a-z0-9-]+)[\\s/>]"));
    QStringList found;
    QDirIterator files(folder, {QStringLiteral("policy.xml")}, QDir::Files, QDirIterator::Subdirectories);
    for (int count = 0; files.hasNext() && count < 50; ++count) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) continue;
        auto matches = element.globalMatch(QString::fromUtf8(file.read(256 * 1024)));
        while (matches.hasNext()) {
            const QString name = matches.next().captured(1);
            if (!saysNothing(name) && !found.contains(name)) found << name;
        }
    }
    // AI gateway policies say most about an AI gateway's sample.
    std::stable_sort(found.begin(), found.end(), [](const QString& a, const QString& b) {
        const auto rank = [](const QString& name) {
            return name.startsWith(QLatin1String("llm-")) || name.startsWith(QLatin1String("azure-openai-")) ? 0 : 1;
        };
        return rank(a) < rank(b);
    });
    return found.mid(0, 3);
}

void readReadme(Sample& sample) {
    QFile file(sample.folder + QStringLiteral("/README.md"));
    if (!file.open(QIODevice::ReadOnly)) return;
    for (const QByteArray& raw : file.read(64 * 1024).split('\n')) {
        const QString line = QString::fromUtf8(raw).trimmed();
        if (line.startsWith(QLatin1String("# ")))
            sample.title = line.mid(2);
        else if (!line.isEmpty() && sample.summary.isEmpty() && !line.startsWith(QLatin1Char('#')))
            sample.summary = line;
    }
}

}  // namespace

QString samplesFolder() {
    QStringList candidates{qEnvironmentVariable("MGC_SAMPLES"),
                           QCoreApplication::applicationDirPath() + QStringLiteral("/../share/model-gateway/samples")};
#ifdef MGC_SOURCE_SAMPLES
    candidates << QStringLiteral(MGC_SOURCE_SAMPLES);
#endif
    for (const QString& folder : candidates)
        if (!folder.isEmpty() && QDir(folder).exists()) return QDir(folder).absolutePath();
    return {};
}

QVector<Sample> samples() {
    QVector<Sample> all;
    const QString root = samplesFolder();
    if (root.isEmpty()) return all;
    for (const QString& name : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        Sample sample{name, name, {}, {}, root + QLatin1Char('/') + name};
        readReadme(sample);
        sample.policies = policiesIn(sample.folder);
        all.push_back(std::move(sample));
    }
    return all;
}

QString workspacesFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/model-gateway/workspaces");
}

Result<QString> copySample(const QString& name, bool fresh) {
    const QString root = samplesFolder();
    const QDir from(root + QLatin1Char('/') + name);
    if (root.isEmpty() || !from.exists())
        return fail("MGC7001",
                    text("The sample workspace '%1' was not found; set MGC_SAMPLES to the folder of the samples.").arg(name).toStdString());
    QString target = workspacesFolder() + QLatin1Char('/') + name;
    if (!fresh && QDir(target).exists()) return target;
    for (int number = 2; QDir(target).exists(); ++number) target = workspacesFolder() + QStringLiteral("/%1-%2").arg(name).arg(number);
    // Copied beside its place and renamed at the end, so that a copy cut short is never taken for a workspace.
    const QString partial = target + QStringLiteral(".partial");
    QDir(partial).removeRecursively();
    const auto failed = [&](const QString& path) {
        QDir(partial).removeRecursively();
        return fail("MGC7002", text("The sample workspace could not be copied: %1 cannot be written.").arg(path).toStdString());
    };
    if (!QDir().mkpath(partial)) return failed(partial);
    QDirIterator files(from.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    for (int count = 0; files.hasNext() && count < maxFiles; ++count) {
        const QString source = files.next();
        if (files.fileInfo().size() > maxFileBytes) continue;
        const QString destination = partial + QLatin1Char('/') + from.relativeFilePath(source);
        QDir().mkpath(QFileInfo(destination).path());
        if (!QFile::copy(source, destination)) return failed(destination);
        QFile::setPermissions(destination, QFile::permissions(destination) | QFile::WriteOwner);
    }
    if (!QDir().rename(partial, target)) return failed(target);
    return target;
}

}  // namespace mgc::ui
