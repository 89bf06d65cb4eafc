#pragma once
#include <QObject>
#include <QThread>
#include <functional>
#include <memory>

#include "azure/apim/importer.h"
#include "azure/session.h"

namespace mgc::ui {

/// Azure work off the user interface's thread, one job after the other. The session (network, keychain, tokens) lives on the worker's
/// thread and is made by the first job. Signals arrive on the thread of this object.
class AzureWork : public QObject {
    Q_OBJECT
public:
    /// What a job gives back: values that the page shows, or an error.
    using Job = std::function<Result<std::function<void()>>(azure::Session& session, const azure::ProgressHandler& progress)>;

    explicit AzureWork(bool demonstration, QObject* parent = nullptr);
    ~AzureWork() override;

    /// Runs `job`; what it returns is run here when it has succeeded. False while another one runs.
    bool start(const QString& title, Job job);
    /// Runs the last job again.
    bool retry() { return m_last && start(m_lastTitle, m_last); }
    /// For jobs: runs `what` on the thread of this object, in order.
    void post(std::function<void()> what) { QMetaObject::invokeMethod(this, std::move(what), Qt::QueuedConnection); }
    /// For jobs: the real network, also in the demonstration; to reach the local gateway. Made by each call, used on the worker's thread.
    [[nodiscard]] Result<std::unique_ptr<azure::NetworkTransport>> network() { return azure::NetworkTransport::create({}, m_cancel); }
    void cancel() { m_cancel->store(true); }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] bool isDemonstration() const { return m_demonstration; }
    /// For the next session: method and client id. The present session is dropped.
    void setSignIn(azure::SignInOptions options);

signals:
    void started(const QString& title);
    void progressed(int done, int total, const QString& what);
    /// `error` is empty where the job succeeded.
    void finished(const QString& title, const QString& error);
    void called(const QString& method, const QString& url, int status, const QString& azRest);
    /// The code of a sign-in with a device code.
    void deviceCode(const QString& address, const QString& code);
    void browserNeeded(const QString& url);

private:
    [[nodiscard]] Result<azure::Session*> session();

    bool m_demonstration;
    bool m_busy = false;
    QString m_lastTitle;
    Job m_last;
    azure::CancelFlag m_cancel = azure::makeCancelFlag();
    azure::SignInOptions m_signIn;
    QThread m_thread;
    QObject* m_worker;
    std::unique_ptr<azure::Session> m_session;  ///< used on m_thread only
};

}  // namespace mgc::ui
