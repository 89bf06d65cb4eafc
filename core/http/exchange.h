#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "base/cancellation.h"
#include "base/clock.h"
#include "http/message.h"

namespace mgc::http {

struct Upgrade;

/// A certificate with its private key, as PEM text. Lives in memory only; never traced or recorded.
struct ClientCertificate {
    std::string id;             ///< of the certificate in the service; "" where a policy gave the content
    std::string thumbprint;     ///< SHA-1, upper-case hexadecimal
    std::string chainPem;       ///< the certificate, then its intermediates
    std::string privateKeyPem;  ///< "" where only the public part is known
};

/// How one outgoing call is made. Times are per call; a missing one takes the sender's default.
struct SendOptions {
    std::optional<Duration> headerTimeout;  ///< until the response head has arrived; error Timeout
    std::string backendId;                  ///< backend entity for pooling and records; "" for a plain URL
    std::string poolId;                     ///< pool the entity was picked from; "" for none
    bool verifyCertificateChain = true;
    bool verifyCertificateName = true;
    std::string proxyUrl;                                        ///< "" for none
    std::shared_ptr<const ClientCertificate> clientCertificate;  ///< shown to a TLS server that asks for one; null: none
    std::shared_ptr<Cancellation> cancellation;
    /// The request asks to change the protocol to WebSocket; a 101 answer comes with Upgrade::peer set. Null: it does not ask.
    std::shared_ptr<Upgrade> upgrade;
};

/// Something that answers HTTP requests: the network, the simulator, or a script in tests. Errors are values:
/// BackendConnectionFailure (not reached, broken off), Timeout, Cancelled, BackendProtocolError (not HTTP).
/// The response's body may still be arriving when the task completes.
class Exchange {
public:
    virtual ~Exchange() = default;
    /// Both stay the caller's and must live until the task has completed, so that a call that passes several exchanges is not moved from
    /// one to the next. The request's URL, headers and body are left in any state.
    [[nodiscard]] virtual Task<Result<Response>> exchange(Request& request, const SendOptions& options) = 0;
    /// The same for a caller that has no place to keep them.
    [[nodiscard]] Task<Result<Response>> send(Request request, SendOptions options);
};

}  // namespace mgc::http
