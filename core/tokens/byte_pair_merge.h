#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "tokens/vocabulary/embedded.h"

namespace mgc::tokens {

/// Byte pair merge of one piece (at least 2 bytes, itself no token): calls for the end offset of every resulting token, ascending.
/// Pieces up to 128 bytes are merged by scanning; longer ones with a heap in O(n log n), so that hostile long words stay cheap.
class BytePairMerge {
public:
    explicit BytePairMerge(const vocabulary::Vocabulary& vocabulary) : m_vocabulary(vocabulary) {}
    /// Appends the end offsets (relative to the piece) to `ends`. At most `maximumPiece` bytes.
    void run(std::string_view piece, std::vector<std::uint32_t>& ends);

    /// Longer pieces are cut here before merging: bounds the memory of one count (about 40 bytes per byte of the piece).
    /// DIFFERS: a run of more than 256 KiB without any split point may count one token more per 256 KiB than the reference.
    static constexpr std::size_t maximumPiece = 256u << 10;

private:
    void runByScan(std::string_view piece, std::vector<std::uint32_t>& ends);
    void runByHeap(std::string_view piece, std::vector<std::uint32_t>& ends);

    const vocabulary::Vocabulary& m_vocabulary;
};

}  // namespace mgc::tokens
