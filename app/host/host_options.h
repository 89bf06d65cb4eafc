#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "gateway/run/engine.h"

namespace mgc::app {

/// "127.0.0.1:8080" taken apart; port 0 picks a free one.
struct ListenAddress {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    [[nodiscard]] bool isLoopback() const;
};
/// Error InvalidAddress.
[[nodiscard]] Result<ListenAddress> parseListenAddress(const std::string& text);

/// What a running gateway is started with; `model-gateway run` and the console's embedded engine share it.
struct HostOptions {
    std::string workspace;                    ///< folder; "" for the built-in starter, unpacked into a private folder
    ListenAddress listen{"127.0.0.1", 8080};
    ListenAddress management{"127.0.0.1", 0};
    std::size_t workers = 0;                  ///< 0: one per core
    std::string tier;
    std::string state = "memory";  ///< or redis://HOST:PORT
    gateway::Tracing tracing = gateway::Tracing::OnRequest;
    std::map<std::string, std::string> settings;    ///< --set NAME=VALUE
    std::map<std::string, std::string> upstreams;   ///< --upstream ID=URL
    std::optional<std::uint64_t> seed;
    std::string certificateFile, privateKeyFile;    ///< PEM; both or none: TLS on the listener
    bool requestClientCertificate = false;          ///< TLS clients are asked for a certificate; policies decide about it
    bool nextFreePort = false;                      ///< a taken port moves on to the next free one instead of failing
    bool watch = true;
    std::string otlpEndpoint;        ///< base address of an OTLP/HTTP collector, "http://127.0.0.1:4318"; "" for none
    std::string gatewayLog, llmLog;  ///< files that the logs are appended to as JSON lines; "" for none
};

}  // namespace mgc::app
