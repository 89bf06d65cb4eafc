// Engine headers first: Qt makes `emit` a macro, and the engine has members of that name.
#include "app/host/gateway_host.h"

#include "app/console/embedded_engine.h"

#include <QMetaObject>

namespace mgc::app {

namespace {

constexpr Duration drain = std::chrono::seconds(2);

ui::EngineFailure toFailure(const Error& error) {
    ui::EngineFailure failure;
    failure.message = QString::fromStdString(error.message);
    failure.detail = QString::fromStdString(error.fullMessage());
    failure.addressInUse = error.code == "ListenFailed";
    return failure;
}

}  // namespace

EmbeddedEngine::EmbeddedEngine(QObject* parent) : EngineHost(parent) {}

EmbeddedEngine::~EmbeddedEngine() {
    if (m_worker.joinable()) m_worker.join();
    if (m_host) m_host->stop(Duration::zero());
}

void EmbeddedEngine::run(std::function<void()> work) {
    // The previous start or stop is waited for on the new thread, not here.
    m_worker = std::thread([previous = std::make_shared<std::thread>(std::move(m_worker)), work = std::move(work)] {
        if (previous->joinable()) previous->join();
        work();
    });
}

void EmbeddedEngine::start(const ui::EngineOptions& options) {
    HostOptions host;
    host.workspace = options.workspace.toStdString();
    host.listen = {options.host.toStdString(), static_cast<std::uint16_t>(options.port)};
    host.workers = static_cast<std::size_t>(options.workers);
    host.otlpEndpoint = options.collector.toStdString();
    host.tracing = gateway::Tracing::All;
    run([this, host = std::move(host)]() mutable {
        if (m_host) m_host->stop(drain);
        m_host.reset();
        auto started = GatewayHost::start(std::move(host));
        if (!started) {
            const auto failure = toFailure(started.error());
            QMetaObject::invokeMethod(this, [this, failure] { emit failed(failure); }, Qt::QueuedConnection);
            return;
        }
        m_host = std::move(*started);
        ui::EngineAddress address;
        address.gateway = QUrl(QString::fromStdString(m_host->gatewayUrl()));
        address.management = QUrl(QString::fromStdString(m_host->managementUrl()));
        address.token = QString::fromStdString(m_host->token());
        for (const auto& [name, key] : m_host->subscriptionKeys()) address.subscriptionKeys.insert(QString::fromStdString(name), QString::fromStdString(key));
        QMetaObject::invokeMethod(this, [this, address] { emit this->started(address); }, Qt::QueuedConnection);
    });
}

void EmbeddedEngine::stop() {
    run([this] {
        if (m_host) m_host->stop(drain);
        m_host.reset();
        QMetaObject::invokeMethod(this, [this] { emit stopped(); }, Qt::QueuedConnection);
    });
}

}  // namespace mgc::app
