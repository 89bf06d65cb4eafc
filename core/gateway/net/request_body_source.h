#pragma once
#include "gateway/net/connection.h"

namespace mgc::gateway::net {

/// The body of a request that is still arriving. Reads from the connection only while its request is the current one.
class RequestBodySource final : public http::BodySource {
public:
    RequestBodySource(std::shared_ptr<Connection> connection, std::string first)
        : m_connection(std::move(connection)), m_serial(m_connection->m_serial), m_first(std::move(first)) {}
    [[nodiscard]] Task<Result<std::optional<std::string>>> next() override;

private:
    std::shared_ptr<Connection> m_connection;
    std::uint64_t m_serial;
    std::string m_first;
};

}  // namespace mgc::gateway::net
