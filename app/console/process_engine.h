#pragma once
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include "ui/session/engine_host.h"

namespace mgc::app {

/// Runs the engine as a child process: `model-gateway run`, found beside this program. Used with --engine process, and where this
/// build has no embedded engine.
class ProcessEngine : public ui::EngineHost {
    Q_OBJECT
public:
    explicit ProcessEngine(QObject* parent = nullptr);
    ~ProcessEngine() override;

    void start(const ui::EngineOptions& options) override;
    void stop() override;
    [[nodiscard]] QString where() const override;

private:
    void look();
    void fail(const QString& message, const QString& detail);

    QProcess m_process;
    QTemporaryDir m_folder;
    QTimer m_look;  ///< for the ready file
    int m_lookedMs = 0;
    QString m_errors;  ///< what the child wrote to stderr, at most 16 KiB
    bool m_ready = false;
    bool m_stopping = false;
};

}  // namespace mgc::app
