#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mgc::gateway::net {

/// Takes the chunked coding (RFC 9112 7.1) off a body, piece by piece, without I/O. Line ends must be CRLF; sizes up to 15 hexadecimal
/// digits; an extension up to 1 KiB and all trailers up to 8 KiB are read over; everything else is a fault.
class ChunkDecoder {
public:
    enum class Status { NeedMore, End, Bad };

    /// Appends the data in `input` to `out` up to `limit` bytes in `out` and tells how many bytes of `input` are used up.
    /// NeedMore with unused input: `out` is full.
    [[nodiscard]] Status decode(std::string_view input, std::size_t& used, std::string& out, std::size_t limit);
    /// Data bytes given out so far.
    [[nodiscard]] std::uint64_t total() const { return m_total; }

private:
    enum class Part { Size, Extension, SizeEnd, Data, DataCr, DataLf, TrailerStart, Trailer, TrailerLf, LastLf, Done, Bad };

    Part m_part = Part::Size;
    std::uint64_t m_left = 0;
    std::uint64_t m_total = 0;
    std::size_t m_digits = 0;
    std::size_t m_extra = 0;
};

}  // namespace mgc::gateway::net
