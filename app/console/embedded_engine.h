#pragma once
#include <functional>
#include <memory>
#include <thread>

#include "ui/session/engine_host.h"

namespace mgc::app {

class GatewayHost;

/// The engine inside the console's own process, on its own threads. Starting and stopping happen on a helper thread, so that the
/// window never waits.
class EmbeddedEngine : public ui::EngineHost {
    Q_OBJECT
public:
    explicit EmbeddedEngine(QObject* parent = nullptr);
    ~EmbeddedEngine() override;

    void start(const ui::EngineOptions& options) override;
    void stop() override;
    [[nodiscard]] QString where() const override { return tr("in this process"); }

private:
    void run(std::function<void()> work);

    std::thread m_worker;            ///< the last start or stop; joined before the next
    std::unique_ptr<GatewayHost> m_host;  ///< touched only by that worker, and by the destructor after it has ended
};

}  // namespace mgc::app
