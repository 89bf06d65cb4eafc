#pragma once
#include <memory>
#include <optional>
#include <string>

#include "gateway/net/upstream_call.h"
#include "gateway/net/upstream_pool.h"
#include "http/body.h"

namespace mgc::gateway::net {

/// How far a streamed request body got; the exchange goes on meanwhile.
struct Upload {
    bool complete = false;
    bool headReceived = false;   ///< the response has begun: its deadlines count
    std::optional<Error> error;  ///< the body itself failed; the connection was closed
};

/// A response body that is still arriving. Gives the connection back at the clean end; destroyed before, it closes it.
class ResponseBodySource final : public http::BodySource {
public:
    ResponseBodySource(std::shared_ptr<UpstreamConnection> connection, std::shared_ptr<UpstreamCall> call, std::string first, bool reusable,
                       std::shared_ptr<const Upload> upload, Duration idleTimeout)
        : m_connection(std::move(connection)),
          m_call(std::move(call)),
          m_upload(std::move(upload)),
          m_first(std::move(first)),
          m_idleTimeout(idleTimeout),
          m_reusable(reusable) {}
    ~ResponseBodySource() override;
    [[nodiscard]] Task<Result<std::optional<std::string>>> next() override;

private:
    void finish();

    std::shared_ptr<UpstreamConnection> m_connection;  ///< null once it was given back
    std::shared_ptr<UpstreamCall> m_call;
    std::shared_ptr<const Upload> m_upload;  ///< null where the request body was whole
    std::string m_first;
    Duration m_idleTimeout;
    bool m_reusable;
};

}  // namespace mgc::gateway::net
