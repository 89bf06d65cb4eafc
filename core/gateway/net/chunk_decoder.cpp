#include "gateway/net/chunk_decoder.h"

#include <algorithm>

namespace mgc::gateway::net {

namespace {

constexpr std::size_t mostDigits = 15;
constexpr std::size_t mostExtension = 1024;
constexpr std::size_t mostTrailer = 8 * 1024;

int hexValue(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

}  // namespace

ChunkDecoder::Status ChunkDecoder::decode(std::string_view input, std::size_t& used, std::string& out, std::size_t limit) {
    used = 0;
    while (m_part != Part::Done && m_part != Part::Bad && used < input.size()) {
        const char c = input[used];
        switch (m_part) {
            case Part::Size:
                if (const int digit = hexValue(c); digit >= 0) {
                    if (++m_digits > mostDigits) m_part = Part::Bad;
                    m_left = m_left * 16 + static_cast<std::uint64_t>(digit);
                } else if (m_digits == 0) {
                    m_part = Part::Bad;
                } else if (c == '\r') {
                    m_part = Part::SizeEnd;
                } else if (c == ';' || c == ' ' || c == '\t') {
                    m_part = Part::Extension;
                    m_extra = 0;
                } else {
                    m_part = Part::Bad;
                }
                ++used;
                break;
            case Part::Extension:
                if (c == '\r')
                    m_part = Part::SizeEnd;
                else if (isControl(c) || ++m_extra > mostExtension)
                    m_part = Part::Bad;
                ++used;
                break;
            case Part::SizeEnd:
                m_extra = 0;
                if (c != '\n')
                    m_part = Part::Bad;
                else
                    m_part = m_left == 0 ? Part::TrailerStart : Part::Data;
                ++used;
                break;
            case Part::Data: {
                if (out.size() >= limit) return Status::NeedMore;
                const auto count = static_cast<std::size_t>(
                    std::min<std::uint64_t>(m_left, std::min<std::uint64_t>(input.size() - used, limit - out.size())));
                out.append(input.substr(used, count));
                used += count;
                m_left -= count;
                m_total += count;
                if (m_left == 0) m_part = Part::DataCr;
                break;
            }
            case Part::DataCr:
                m_part = c == '\r' ? Part::DataLf : Part::Bad;
                ++used;
                break;
            case Part::DataLf:
                m_part = c == '\n' ? Part::Size : Part::Bad;
                m_digits = 0;
                m_left = 0;
                ++used;
                break;
            case Part::TrailerStart:
                m_part = c == '\r' ? Part::LastLf : isControl(c) ? Part::Bad : Part::Trailer;
                [[fallthrough]];
            case Part::Trailer:
                if (m_part == Part::Trailer) {
                    if (c == '\r')
                        m_part = Part::TrailerLf;
                    else if (isControl(c))
                        m_part = Part::Bad;
                }
                if (++m_extra > mostTrailer) m_part = Part::Bad;
                ++used;
                break;
            case Part::TrailerLf:
                m_part = c == '\n' ? Part::TrailerStart : Part::Bad;
                ++used;
                break;
            case Part::LastLf:
                m_part = c == '\n' ? Part::Done : Part::Bad;
                ++used;
                break;
            case Part::Done:
            case Part::Bad:
                break;
        }
    }
    if (m_part == Part::Bad) return Status::Bad;
    return m_part == Part::Done ? Status::End : Status::NeedMore;
}

}  // namespace mgc::gateway::net
