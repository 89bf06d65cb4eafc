#pragma once
#include "gateway/management/management_api.h"
#include "gateway/net/server.h"
#include "gateway/run/engine.h"

namespace mgc::app {

/// The listener's requests to the engine.
class GatewayHandler : public gateway::net::Handler {
public:
    explicit GatewayHandler(gateway::Engine& engine) : m_engine(engine) {}
    Task<Result<http::Response>> handle(http::Request request, gateway::net::RequestInfo info) override {
        gateway::ClientInfo client;
        client.ip = info.connection->remoteAddress;
        client.certificateChain = info.connection->clientCertificatePem;
        auto response = co_await m_engine.handle(std::move(request), std::move(client), info.cancellation);
        co_return response;
    }

private:
    gateway::Engine& m_engine;
};

/// The management listener's requests to the management API.
class ManagementHandler : public gateway::net::Handler {
public:
    explicit ManagementHandler(gateway::ManagementApi& api) : m_api(api) {}
    Task<Result<http::Response>> handle(http::Request request, gateway::net::RequestInfo) override {
        auto response = co_await m_api.handle(std::move(request));
        co_return response;
    }

private:
    gateway::ManagementApi& m_api;
};

}  // namespace mgc::app
