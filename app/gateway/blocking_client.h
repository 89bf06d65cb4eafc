#pragma once
#include <memory>
#include <string>

#include "base/result.h"
#include "foundry/transport.h"

namespace mgc::app {

/// An HTTP client for subcommands that do one request after the other: runs the engine's client on a worker of its own and waits.
class BlockingClient {
public:
    /// `extraAuthorities`: PEM file with further certificate authorities; "" for none. Error InvalidTlsConfiguration.
    [[nodiscard]] static Result<std::unique_ptr<BlockingClient>> create(const std::string& extraAuthorities);
    ~BlockingClient();
    BlockingClient(const BlockingClient&) = delete;
    BlockingClient& operator=(const BlockingClient&) = delete;

    /// At most 30 s to the head, 60 s between two pieces, 8 MiB of body. Errors as foundry::Send.
    [[nodiscard]] Result<foundry::Answer> send(const foundry::Call& call);

private:
    struct Impl;
    explicit BlockingClient(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mgc::app
