// The scanning head parser against Beast's, and the chunk decoder cut at a place the input chooses. First byte: which.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "gateway/net/beast_head_parser.h"
#include "gateway/net/chunk_decoder.h"
#include "gateway/net/head_comparison.h"
#include "gateway/net/scanning_head_parser.h"

using namespace mgc::gateway::net;

namespace {

void check(const std::string& difference, std::string_view text) {
    if (difference.empty()) return;
    std::fprintf(stderr, "%s:\n%.*s\n", difference.c_str(), static_cast<int>(text.size()), text.data());
    std::abort();
}

/// The same bytes whole and in two parts must give the same.
void checkChunks(std::string_view text, std::size_t cut) {
    ChunkDecoder whole;
    ChunkDecoder parts;
    std::string wholeOut;
    std::string partsOut;
    std::size_t wholeUsed = 0;
    std::size_t firstUsed = 0;
    std::size_t secondUsed = 0;
    const auto wholeStatus = whole.decode(text, wholeUsed, wholeOut, text.size());
    cut %= text.size() + 1;
    auto status = parts.decode(text.substr(0, cut), firstUsed, partsOut, text.size());
    if (status == ChunkDecoder::Status::NeedMore) status = parts.decode(text.substr(cut), secondUsed, partsOut, text.size());
    if (status != wholeStatus || wholeOut != partsOut || wholeUsed != firstUsed + secondUsed) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    static const ScanningHeadParser own;
    static const BeastHeadParser kept;
    // A copy of the exact size, so that reading beyond it is seen.
    const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
    switch (data[0] % 3) {
        case 0: check(compareRequest(own, kept, text), text); break;
        case 1: check(compareResponse(own, kept, text), text); break;
        default: checkChunks(text, data[1]);
    }
    return 0;
}
