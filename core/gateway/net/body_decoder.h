#pragma once
#include <cstdint>
#include <string>

#include "gateway/net/byte_reader.h"
#include "gateway/net/chunk_decoder.h"
#include "gateway/net/request_rules.h"

namespace mgc::gateway::net {

/// Takes one message body out of a connection's bytes by its framing.
class BodyDecoder {
public:
    void begin(Framing framing) {
        m_framing = framing;
        m_left = framing.length;
        m_chunks = {};
        m_finished = framing.kind == Framing::Kind::None;
        m_bad = false;
    }
    [[nodiscard]] const Framing& framing() const { return m_framing; }
    /// The last byte of the body has been taken.
    [[nodiscard]] bool finished() const { return m_finished; }
    /// The chunked coding is broken; nothing more can be read.
    [[nodiscard]] bool bad() const { return m_bad; }
    [[nodiscard]] std::uint64_t left() const { return m_left; }
    /// Data bytes taken so far from a chunked body.
    [[nodiscard]] std::uint64_t chunkedTotal() const { return m_chunks.total(); }

    /// Appends what is in the buffer to `piece`, up to `limit` bytes in it.
    void take(ByteReader& reader, std::string& piece, std::size_t limit);
    /// The stream ended; true if the body ends with it.
    [[nodiscard]] bool endWithStream() {
        if (m_framing.kind == Framing::Kind::UntilClose) m_finished = true;
        return m_finished;
    }

private:
    Framing m_framing;
    std::uint64_t m_left = 0;
    ChunkDecoder m_chunks;
    bool m_finished = true;
    bool m_bad = false;
};

}  // namespace mgc::gateway::net
