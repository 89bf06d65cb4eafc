#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "azure/transport.h"

namespace mgc::azure {

/// Listens on loopback (IPv4 and IPv6, one port) for the browser's redirect with `state`, answers it with a closing page and stops.
/// Takes response_mode form_post; a query with the right state is taken as well. Everything else is answered 400, 404 or 405 and ignored.
class LoopbackReceiver {
public:
    /// Error LoopbackFailed.
    [[nodiscard]] static Result<std::unique_ptr<LoopbackReceiver>> listen(std::string state);
    ~LoopbackReceiver();

    /// "http://localhost:PORT"
    [[nodiscard]] std::string redirectUri() const;
    /// The parameters of the redirect (code, or error and error_description). Errors: Timeout, Cancelled.
    [[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> wait(Transport& transport, std::chrono::seconds limit);

private:
    struct Impl;
    explicit LoopbackReceiver(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mgc::azure
