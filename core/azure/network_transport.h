#pragma once
#include <memory>
#include <string>

#include "azure/transport.h"

namespace mgc::azure {

struct NetworkOptions {
    std::string caFile;  ///< PEM file with further authorities; "" for none
    std::string proxy;   ///< "http://host:port"; "": the system's settings and the usual environment variables
};

/// The network, through Qt. Lives and works on the thread that made it; it runs that thread's event loop while it waits.
class NetworkTransport : public Transport {
public:
    /// Error CaFileUnreadable, ProxyInvalid.
    [[nodiscard]] static Result<std::unique_ptr<NetworkTransport>> create(const NetworkOptions& options, CancelFlag cancel);
    ~NetworkTransport() override;

    [[nodiscard]] Result<HttpResponse> send(const HttpRequest& request) override;
    [[nodiscard]] Result<void> wait(std::chrono::milliseconds duration) override;
    [[nodiscard]] bool cancelled() const override;
    void hold(bool held) override;

private:
    struct Impl;
    explicit NetworkTransport(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mgc::azure
