#pragma once
#include <QMap>
#include <QObject>
#include <QString>
#include <QUrl>

namespace mgc::ui {

struct EngineOptions {
    QString workspace;  ///< folder
    QString host = QStringLiteral("127.0.0.1");
    int port = 8080;  ///< 0 picks a free one
    int workers = 0;    ///< 0: one per core
    QString collector;  ///< OTLP/HTTP base address; "" exports nothing
};

/// Where a running engine is reached.
struct EngineAddress {
    QUrl gateway;  ///< may be empty: then the status says it
    QUrl management;
    QString token;
    QMap<QString, QString> subscriptionKeys;  ///< subscription id to primary key; may be empty
};

struct EngineFailure {
    QString message;  ///< one sentence: what failed and why, in plain words
    QString detail;   ///< raw text for "Details": the engine's own output or the operating system's error
    bool addressInUse = false;
};

/// Runs one engine. start() and stop() return at once; exactly one of started() and failed() follows each start(), stopped() follows
/// stop() and also an end that nobody asked for (then with a failure first).
class EngineHost : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start(const EngineOptions& options) = 0;
    virtual void stop() = 0;
    /// False where the engine belongs to someone else (attached): the console then offers neither Stop nor Restart.
    [[nodiscard]] virtual bool ownsEngine() const { return true; }
    /// "in this process", "as process 4711": shown in the gateway card.
    [[nodiscard]] virtual QString where() const = 0;

signals:
    void started(const mgc::ui::EngineAddress& address);
    void failed(const mgc::ui::EngineFailure& failure);
    void stopped();
    /// A line the engine wrote, for the Log dock.
    void logLine(const QString& line);
};

/// A gateway that already runs elsewhere (`--attach URL --token TOKEN`).
class AttachedEngine : public EngineHost {
    Q_OBJECT
public:
    AttachedEngine(EngineAddress address, QObject* parent = nullptr) : EngineHost(parent), m_address(std::move(address)) {}
    void start(const EngineOptions&) override {
        QMetaObject::invokeMethod(
            this, [this] { emit started(m_address); }, Qt::QueuedConnection);
    }
    void stop() override {
        QMetaObject::invokeMethod(
            this, [this] { emit stopped(); }, Qt::QueuedConnection);
    }
    [[nodiscard]] bool ownsEngine() const override { return false; }
    [[nodiscard]] QString where() const override { return tr("attached to %1").arg(m_address.management.authority()); }

private:
    EngineAddress m_address;
};

}  // namespace mgc::ui
