#include "gateway/net/body_decoder.h"

#include <algorithm>

namespace mgc::gateway::net {

void BodyDecoder::take(ByteReader& reader, std::string& piece, std::size_t limit) {
    if (m_finished || m_bad) return;
    const auto data = reader.data();
    switch (m_framing.kind) {
        case Framing::Kind::None:
            break;
        case Framing::Kind::Length:
        case Framing::Kind::UntilClose: {
            std::size_t count = std::min(data.size(), limit - std::min(limit, piece.size()));
            if (m_framing.kind == Framing::Kind::Length) {
                count = static_cast<std::size_t>(std::min<std::uint64_t>(count, m_left));
                m_left -= count;
                m_finished = m_left == 0;
            }
            piece.append(data.substr(0, count));
            reader.consume(count);
            break;
        }
        case Framing::Kind::Chunked: {
            std::size_t used = 0;
            const auto status = m_chunks.decode(data, used, piece, limit);
            reader.consume(used);
            m_finished = status == ChunkDecoder::Status::End;
            m_bad = status == ChunkDecoder::Status::Bad;
            break;
        }
    }
}

}  // namespace mgc::gateway::net
