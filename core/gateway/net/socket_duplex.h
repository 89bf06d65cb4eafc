#pragma once
#include <memory>
#include <string>

#include "gateway/net/byte_reader.h"
#include "gateway/net/stream.h"
#include "http/duplex.h"

namespace mgc::gateway::net {

/// A socket whose connection has left HTTP. Used on the socket's own loop.
class SocketDuplex final : public http::Duplex {
public:
    /// `owner` keeps `stream` and `reader` alive; what the reader holds already is read first.
    SocketDuplex(std::shared_ptr<void> owner, Stream& stream, ByteReader& reader);
    /// Over a stream that nothing reads any more; `early` came in before and is read first.
    [[nodiscard]] static std::shared_ptr<SocketDuplex> over(std::shared_ptr<Stream> stream, std::string early);
    ~SocketDuplex() override;

    [[nodiscard]] Task<Result<std::optional<std::string>>> read() override;
    [[nodiscard]] Task<Result<void>> write(std::string bytes) override;
    void finish() override;
    void close() override;

private:
    std::shared_ptr<void> m_owner;
    Stream& m_stream;
    ByteReader& m_reader;
    std::string m_early;
};

}  // namespace mgc::gateway::net
