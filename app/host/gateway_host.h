#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/host/host_options.h"

namespace mgc::app {

/// A whole gateway in this process: workers, listener, engine, simulator, management API, file watcher. Started by start(), stopped by
/// stop() or the destructor. Its threads are its own; the calling thread only waits while it starts and stops.
class GatewayHost {
public:
    /// Errors: ListenFailed (port busy, ...), InvalidWorkspace, InvalidAddress, InvalidTlsConfiguration. A workspace that has faults but can
    /// be read starts all the same: requests to what is broken are answered 500 and the problems are in the status.
    [[nodiscard]] static Result<std::unique_ptr<GatewayHost>> start(HostOptions options);
    ~GatewayHost();
    GatewayHost(const GatewayHost&) = delete;
    GatewayHost& operator=(const GatewayHost&) = delete;

    [[nodiscard]] std::string gatewayUrl() const;
    [[nodiscard]] std::string managementUrl() const;
    [[nodiscard]] const std::string& token() const;
    /// Primary keys of the workspace's active subscriptions by name, "master" left out.
    [[nodiscard]] std::map<std::string, std::string> subscriptionKeys() const;
    [[nodiscard]] gateway::Engine& engine();
    Result<void> reload();
    /// Lets requests finish for up to `grace`.
    void stop(Duration grace);

private:
    struct Impl;
    explicit GatewayHost(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mgc::app
