#include "gateway/net/socket_duplex.h"

#include <array>
#include <utility>

namespace mgc::gateway::net {

namespace {

constexpr std::size_t readBuffer = 16 * 1024;

/// A stream with the reader that takes over its bytes.
struct Taken {
    explicit Taken(std::shared_ptr<Stream> taken) : stream(std::move(taken)) {}
    std::shared_ptr<Stream> stream;
    ByteReader reader{readBuffer, readBuffer};
};

}  // namespace

SocketDuplex::SocketDuplex(std::shared_ptr<void> owner, Stream& stream, ByteReader& reader)
    : m_owner(std::move(owner)), m_stream(stream), m_reader(reader) {}

std::shared_ptr<SocketDuplex> SocketDuplex::over(std::shared_ptr<Stream> stream, std::string early) {
    auto taken = std::make_shared<Taken>(std::move(stream));
    taken->reader.attach(*taken->stream, taken);
    auto duplex = std::make_shared<SocketDuplex>(taken, *taken->stream, taken->reader);
    duplex->m_early = std::move(early);
    return duplex;
}

SocketDuplex::~SocketDuplex() { m_stream.close(); }

Task<Result<std::optional<std::string>>> SocketDuplex::read() {
    if (!m_early.empty()) co_return std::exchange(m_early, {});
    while (m_reader.data().empty()) {
        const bool more = co_await m_reader.fill();
        if (more) continue;
        if (m_reader.state() == ByteReader::State::Ended) co_return std::nullopt;
        co_return fail("BackendConnectionFailure", "The connection broke: " + m_reader.error().message());
    }
    std::string bytes(m_reader.data());
    m_reader.consume(bytes.size());
    co_return bytes;
}

Task<Result<void>> SocketDuplex::write(std::string bytes) {
    const std::array<std::string_view, 1> pieces{bytes};
    WriteAwaiter writing(m_stream, pieces);
    const std::error_code failed = co_await writing;
    if (failed) co_return fail("BackendConnectionFailure", "The connection broke: " + failed.message());
    co_return Result<void>{};
}

void SocketDuplex::finish() { m_stream.shutdownWrite(); }

void SocketDuplex::close() { m_stream.close(); }

}  // namespace mgc::gateway::net
