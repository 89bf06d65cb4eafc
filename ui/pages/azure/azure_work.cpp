#include "ui/pages/azure/azure_work.h"

namespace mgc::ui {

AzureWork::AzureWork(bool demonstration, QObject* parent) : QObject(parent), m_demonstration(demonstration), m_worker(new QObject) {
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

AzureWork::~AzureWork() {
    // The job under way ends at its next wait; the session's objects outlive their thread's event loop only.
    m_cancel->store(true);
    m_thread.quit();
    m_thread.wait();
    m_session.reset();
}

void AzureWork::setSignIn(azure::SignInOptions options) {
    QMetaObject::invokeMethod(m_worker, [this, options = std::move(options)] {
        m_session.reset();
        m_signIn = options;
    });
}

Result<azure::Session*> AzureWork::session() {
    if (m_session) return m_session.get();
    azure::SessionOptions options;
    options.signIn = m_signIn;
    options.cancel = m_cancel;
    options.demonstration = m_demonstration;
    options.hooks.showDeviceCode = [this](const azure::DeviceCodePrompt& prompt) {
        emit deviceCode(QString::fromStdString(prompt.address), QString::fromStdString(prompt.userCode));
    };
    options.hooks.openBrowser = [this](const std::string& url) -> Result<void> {
        emit browserNeeded(QString::fromStdString(url));
        return {};
    };
    MGC_TRY_ASSIGN(m_session, azure::Session::open(std::move(options)));
    m_session->log().onRecord([this](const azure::CallRecord& record) {
        emit called(QString::fromStdString(record.method), QString::fromStdString(record.url), record.status,
                    QString::fromStdString(azure::asAzRest(record.method, record.url, record.hasBody)));
    });
    return m_session.get();
}

bool AzureWork::start(const QString& title, Job job) {
    if (m_busy) return false;
    m_busy = true;
    m_lastTitle = title;
    m_last = job;
    m_cancel->store(false);
    emit started(title);
    QMetaObject::invokeMethod(m_worker, [this, title, job = std::move(job)] {
        const auto report = [this](const azure::Progress& progress) {
            emit progressed(static_cast<int>(progress.done), static_cast<int>(progress.total), QString::fromStdString(progress.what));
        };
        Result<std::function<void()>> result = fail("Internal", "The job did not run.");
        try {
            if (const auto used = session(); used)
                result = job(**used, report);
            else
                result = fail(used.error());
        } catch (const std::exception& error) {  // an answer of a shape that nobody foresaw
            result = fail("Internal", error.what());
        }
        QMetaObject::invokeMethod(this, [this, title, result = std::move(result)] {
            m_busy = false;
            if (result && *result) (*result)();
            emit finished(title, result ? QString() : QString::fromStdString(result.error().fullMessage()));
        });
    });
    return true;
}

}  // namespace mgc::ui
