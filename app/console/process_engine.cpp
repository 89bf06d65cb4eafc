#include "app/console/process_engine.h"

#include <csignal>
#include <sys/prctl.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace mgc::app {

namespace {

constexpr int lookEveryMs = 20;
constexpr int giveUpMs = 15000;
constexpr qsizetype maxErrors = 16 * 1024;

}  // namespace

ProcessEngine::ProcessEngine(QObject* parent) : EngineHost(parent) {
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    // A console that is killed or crashes must not leave a gateway behind that keeps the port.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_look.setInterval(lookEveryMs);
    connect(&m_look, &QTimer::timeout, this, &ProcessEngine::look);
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
        const QString text = QString::fromUtf8(m_process.readAllStandardError());
        m_errors = (m_errors + text).right(maxErrors);
        for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) emit logLine(line);
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(tr("The gateway could not be started: %1.").arg(m_process.errorString()), m_process.program());
    });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        m_look.stop();
        if (!m_stopping) {
            const QString how = status == QProcess::CrashExit ? tr("It crashed.") : tr("It ended with code %1.").arg(code);
            fail(m_ready ? tr("The gateway ended by itself. %1").arg(how) : tr("The gateway did not start. %1").arg(how),
                 m_errors.trimmed());
        }
        m_ready = false;
        emit stopped();
    });
}

ProcessEngine::~ProcessEngine() {
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.terminate();
    if (!m_process.waitForFinished(3000)) m_process.kill();
    m_process.waitForFinished(1000);
}

QString ProcessEngine::where() const { return tr("process %1").arg(m_process.processId()); }

void ProcessEngine::start(const ui::EngineOptions& options) {
    m_stopping = false;
    m_ready = false;
    m_errors.clear();
    m_lookedMs = 0;
    const QString program = QCoreApplication::applicationDirPath() + QStringLiteral("/model-gateway");
    const QString ready = m_folder.filePath(QStringLiteral("ready.json"));
    QFile::remove(ready);
    QStringList arguments{QStringLiteral("run")};
    if (!options.workspace.isEmpty()) arguments << options.workspace;
    arguments << QStringLiteral("--listen") << QStringLiteral("%1:%2").arg(options.host).arg(options.port);
    arguments << QStringLiteral("--management") << QStringLiteral("127.0.0.1:0") << QStringLiteral("--ready-file") << ready;
    if (options.workers > 0) arguments << QStringLiteral("--workers") << QString::number(options.workers);
    if (!options.collector.isEmpty()) arguments << QStringLiteral("--otlp") << options.collector;
    m_process.start(program, arguments);
    m_look.start();
}

void ProcessEngine::look() {
    m_lookedMs += lookEveryMs;
    QFile file(m_folder.filePath(QStringLiteral("ready.json")));
    if (!file.open(QIODevice::ReadOnly)) {
        if (m_lookedMs > giveUpMs) {
            fail(tr("The gateway did not become ready within %1 s.").arg(giveUpMs / 1000), m_errors.trimmed());
            stop();
        }
        return;
    }
    const QJsonObject json = QJsonDocument::fromJson(file.read(1024 * 1024)).object();
    if (json.isEmpty()) return;  // not yet whole
    m_look.stop();
    m_ready = true;
    ui::EngineAddress address;
    address.gateway = QUrl(json.value(QLatin1String("gateway")).toString());
    address.management = QUrl(json.value(QLatin1String("management")).toString());
    address.token = json.value(QLatin1String("token")).toString();
    const QJsonObject keys = json.value(QLatin1String("subscriptionKeys")).toObject();
    for (auto it = keys.begin(); it != keys.end(); ++it) address.subscriptionKeys.insert(it.key(), it->toString());
    emit started(address);
}

void ProcessEngine::stop() {
    m_stopping = true;
    m_look.stop();
    if (m_process.state() == QProcess::NotRunning) {
        QMetaObject::invokeMethod(
            this, [this] { emit stopped(); }, Qt::QueuedConnection);
        return;
    }
    m_process.terminate();
    QTimer::singleShot(5000, &m_process, [this] {
        if (m_stopping && m_process.state() != QProcess::NotRunning) m_process.kill();
    });
}

void ProcessEngine::fail(const QString& message, const QString& detail) {
    m_look.stop();
    const bool inUse = detail.contains(QLatin1String("in use"), Qt::CaseInsensitive);
    emit failed({message, detail, inUse});
}

}  // namespace mgc::app
