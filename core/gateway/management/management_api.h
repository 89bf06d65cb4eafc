#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gateway/run/engine.h"
#include "http/message.h"

namespace mgc::gateway {

struct ManagementOptions {
    std::string token;          ///< bearer token every call but /metrics on loopback must carry
    bool loopback = true;       ///< bound to loopback: Host must name it too, so that no web page can reach us by DNS tricks
    std::string version;
    /// Moves a controllable clock; empty: POST /v1/clock answers 409.
    std::function<void(Duration)> advanceClock;
    /// Adds to GET /v1/state what the engine does not know of; may be empty.
    std::function<void(nlohmann::json& report)> extendState;
};

/// The management API of design/cli.md over one engine. Errors are {"error":{"code","message"}}.
class ManagementApi {
public:
    ManagementApi(Engine& engine, ManagementOptions options);

    [[nodiscard]] Task<http::Response> handle(http::Request request);
    /// Lets all event streams end, for a clean shutdown.
    void endStreams() { m_ended->store(true); }

private:
    [[nodiscard]] std::optional<http::Response> refuse(const http::Request& request) const;
    [[nodiscard]] http::Response requests(const http::Request& request) const;
    [[nodiscard]] http::Response requestById(const http::Request& request, std::string_view rest);
    [[nodiscard]] http::Response metricsStream(const http::Request& request) const;
    [[nodiscard]] http::Response requestsStream(const http::Request& request) const;
    [[nodiscard]] Task<http::Response> replay(std::string_view id);
    [[nodiscard]] http::Response holdBreaker(std::string_view backend, bool open);
    [[nodiscard]] Task<http::Response> testBackend(std::string_view name);
    [[nodiscard]] http::Response effective(const http::Request& request) const;
    [[nodiscard]] http::Response simulator(const http::Request& request);
    [[nodiscard]] http::Response clock(const http::Request& request);
    [[nodiscard]] http::Response annotate(const http::Request& request);

    Engine& m_engine;
    ManagementOptions m_options;
    std::shared_ptr<std::atomic<bool>> m_ended = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace mgc::gateway
