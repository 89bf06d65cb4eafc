// build_vocabulary IN.tiktoken OUT: turns "base64 rank" lines into the table of table.h. Runs at build.
#include <array>
#include <bit>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "tokens/vocabulary/table.h"

using namespace mgc::tokens::vocabulary;

namespace {

bool decodeBase64(std::string_view text, std::string& bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes.clear();
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == '=') break;
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos) return false;
        bits = (bits << 6) | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>((bits >> count) & 0xFF);
        }
    }
    return !bytes.empty();
}

int complain(const char* what, const std::string& where) {
    std::fprintf(stderr, "build_vocabulary: %s: %s\n", what, where.c_str());
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    static_assert(std::endian::native == std::endian::little);
    if (argc != 3) return complain("usage", "build_vocabulary IN.tiktoken OUT");
    std::ifstream in(argv[1]);
    if (!in) return complain("cannot read", argv[1]);

    std::vector<std::string> tokens;
    std::string line;
    std::string bytes;
    while (std::getline(in, line)) {
        if (line.empty()) continue;
        const auto space = line.find(' ');
        if (space == std::string::npos || !decodeBase64(std::string_view(line).substr(0, space), bytes))
            return complain("not a token line", line);
        const auto rank = static_cast<std::size_t>(std::stoul(line.substr(space + 1)));
        if (rank >= rankMask) return complain("rank too large", line);
        if (tokens.size() <= rank) tokens.resize(rank + 1);
        tokens[rank] = bytes;
    }
    if (tokens.size() < 256) return complain("too few tokens", argv[1]);

    Header header{magic, static_cast<std::uint32_t>(tokens.size()), 19, 0};
    while ((1u << header.slotBits) > 4 * header.tokens) --header.slotBits;
    std::vector<std::uint32_t> slots(std::size_t{1} << header.slotBits, emptySlot);
    const std::uint64_t mask = slots.size() - 1;
    std::vector<std::uint32_t> offsets{0};
    std::string all;
    for (std::uint32_t rank = 0; rank < header.tokens; ++rank) {
        const auto& token = tokens[rank];
        all += token;
        offsets.push_back(static_cast<std::uint32_t>(all.size()));
        if (token.empty()) continue;  // a hole in the ranks
        header.longest = std::max(header.longest, static_cast<std::uint32_t>(token.size()));
        const auto hash = hashOf(token);
        auto slot = hash & mask;
        while (slots[slot] != emptySlot) slot = (slot + 1) & mask;
        slots[slot] = slotTag(hash) | rank;
    }

    std::ofstream out(argv[2], std::ios::binary | std::ios::trunc);
    const auto write = [&out](const void* data, std::size_t size) {
        out.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
    };
    write(&header, sizeof header);
    write(slots.data(), slots.size() * sizeof slots[0]);
    write(offsets.data(), offsets.size() * sizeof offsets[0]);
    write(all.data(), all.size());
    out.flush();
    return out ? 0 : complain("cannot write", argv[2]);
}
