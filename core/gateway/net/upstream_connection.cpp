#include "gateway/net/upstream_pool.h"

namespace mgc::gateway::net {

namespace {
constexpr std::size_t readBuffer = 8 * 1024;
}

UpstreamConnection::UpstreamConnection(std::shared_ptr<UpstreamPool> pool, std::string key, std::unique_ptr<Stream> stream,
                                       std::size_t maximumHead)
    : m_pool(std::move(pool)),
      m_key(std::move(key)),
      m_stream(std::move(stream)),
      m_reader(readBuffer, std::max(maximumHead + 1024, readBuffer)) {
    m_pool->m_connections.insert(this);
}

UpstreamConnection::~UpstreamConnection() {
    m_pool->m_connections.erase(this);
    if (m_counted) m_pool->placeFreed(m_key);
}

void UpstreamConnection::start() {
    m_reader.attach(*m_stream, weak_from_this());
    m_reader.setOnBroken([this] {
        if (m_idle) discard();
    });
    m_reader.setOnBytes([this] { onIdleBytes(); });
}

void UpstreamConnection::onIdleBytes() {
    // A response nobody asked for.
    if (m_idle) discard();
}

void UpstreamConnection::release() {
    m_usedBefore = true;
    const bool clean = m_reader.state() == ByteReader::State::Open && m_reader.data().empty() && m_stream->isOpen();
    if (clean)
        m_pool->giveBack(shared_from_this());
    else
        discard();
}

void UpstreamConnection::discard() {
    const auto keep = shared_from_this();
    m_stream->close();
    m_pool->m_loop.disarm(*this);
    if (m_idle) m_pool->removeIdle(*this);
    if (std::exchange(m_counted, false)) m_pool->placeFreed(m_key);
}

}  // namespace mgc::gateway::net
