#pragma once
#include "gateway/management/management_api.h"
#include "gateway/net/relay.h"
#include "gateway/net/server.h"
#include "gateway/net/socket_duplex.h"
#include "gateway/run/engine.h"

namespace mgc::app {

/// The listener's requests to the engine.
class GatewayHandler : public gateway::net::Handler {
public:
    explicit GatewayHandler(gateway::Engine& engine) : m_engine(engine) {}
    Task<Result<http::Response>> handle(http::Request& request, const gateway::net::RequestInfo& info) override {
        gateway::ClientInfo client;
        client.ip = info.connection->remoteAddress;
        client.certificateChain = info.connection->clientCertificatePem;
        if (info.upgrade) return handshake(request, info, std::move(client));
        return m_engine.handle(std::move(request), std::move(client), info.cancellation);
    }

private:
    Task<Result<http::Response>> handshake(http::Request& request, const gateway::net::RequestInfo& info, gateway::ClientInfo client) {
        const auto upgrade = client.upgrade = std::make_shared<http::Upgrade>();
        auto response = co_await m_engine.handle(std::move(request), std::move(client), info.cancellation);
        if (response && response->status == 101 && upgrade->peer) {
            auto peer = std::move(upgrade->peer);
            peer->keep(std::move(upgrade->owner));
            info.upgrade->takeOver = joined(std::move(peer));
        } else {
            *upgrade = {};
        }
        co_return response;
    }

    /// Passes bytes between the client and `backend` once the handshake's answer is written.
    static std::function<Task<void>(std::shared_ptr<gateway::net::Stream>, std::string)> joined(std::shared_ptr<http::Duplex> backend) {
        return [backend = std::move(backend)](std::shared_ptr<gateway::net::Stream> stream, std::string early) {
            auto client = gateway::net::SocketDuplex::over(std::move(stream), std::move(early));
            return gateway::net::relay(*gateway::net::EventLoop::current(), std::move(client), backend);
        };
    }

    gateway::Engine& m_engine;
};

/// The management listener's requests to the management API.
class ManagementHandler : public gateway::net::Handler {
public:
    explicit ManagementHandler(gateway::ManagementApi& api) : m_api(api) {}
    Task<Result<http::Response>> handle(http::Request& request, const gateway::net::RequestInfo&) override {
        auto response = co_await m_api.handle(std::move(request));
        co_return response;
    }

private:
    gateway::ManagementApi& m_api;
};

}  // namespace mgc::app
