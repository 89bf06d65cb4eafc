#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/text.h"

namespace mgc::azure {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    HeaderList headers;
    std::string body;
    std::chrono::milliseconds timeout{120'000};  ///< for the whole exchange
};

struct HttpResponse {
    int status = 0;
    HeaderList headers;
    std::string body;
    std::chrono::milliseconds took{0};

    /// First value of that name, compared without case; "" where there is none.
    [[nodiscard]] std::string header(std::string_view name) const {
        for (const auto& [field, value] : headers)
            if (equalsIgnoreCase(field, name)) return value;
        return {};
    }
};

/// Set from any thread (a signal handler, the window) to end the work under way at its next wait.
using CancelFlag = std::shared_ptr<std::atomic<bool>>;
[[nodiscard]] inline CancelFlag makeCancelFlag() { return std::make_shared<std::atomic<bool>>(false); }

/// Sends requests and waits. Used on one thread, never on the user interface's. Errors: ConnectionFailed (nothing is known about
/// whether the server saw the request), Timeout, TlsFailed, Cancelled, AnswerTooLarge (64 MiB). Redirects are not followed.
class Transport {
public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual Result<HttpResponse> send(const HttpRequest& request) = 0;
    /// Error Cancelled where the wait was cut short.
    [[nodiscard]] virtual Result<void> wait(std::chrono::milliseconds duration) = 0;
    [[nodiscard]] virtual bool cancelled() const = 0;
    /// While held, a request under way and the look-ups after it are not cut short; see TransportHold.
    virtual void hold(bool held) = 0;
};

/// Keeps cancellation from taking effect in the middle of a change: a call that may have changed something is finished and looked up.
/// A request is bounded by its timeout.
class TransportHold {
public:
    explicit TransportHold(Transport& transport) : m_transport(transport) { m_transport.hold(true); }
    ~TransportHold() { m_transport.hold(false); }
    TransportHold(const TransportHold&) = delete;
    TransportHold& operator=(const TransportHold&) = delete;

private:
    Transport& m_transport;
};

}  // namespace mgc::azure
