#include "simulator/wire/logprobs.h"

#include <cstdio>

#include "simulator/seeded.h"
#include "simulator/wire/json_writer.h"

namespace mgc::simulator {

namespace {

/// A small negative number that depends on the token only.
std::string logprobOf(const std::string& token, int rank) {
    const auto hash = stableHash(token, static_cast<std::uint64_t>(rank));
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.6f", -static_cast<double>(hash % 100'000) / 250'000 - 1.5 * rank);
    return buffer;
}

std::string bytesOf(const std::string& token) {
    std::string out = "[";
    for (const char c : token) out += (out.size() > 1 ? "," : "") + std::to_string(static_cast<unsigned char>(c));
    return out + "]";
}

std::string entry(const std::string& token, int rank) {
    return "{\"token\":" + jsonString(token) + ",\"logprob\":" + logprobOf(token, rank) + ",\"bytes\":" + bytesOf(token);
}

}  // namespace

std::string chatLogprobs(const std::vector<tokens::Encoding::Piece>& pieces, int alternatives) {
    static constexpr const char* others[] = {" the", " a",    ",",   ".",     " and", " to", " of", " in", " is", " it",
                                             " for", " that", " on", " with", " as",  " at", " by", " or", " an"};
    std::string out = "{\"content\":[";
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i > 0) out += ',';
        out += entry(pieces[i].text, 0) + ",\"top_logprobs\":[";
        for (int k = 0; k < alternatives; ++k) {
            if (k > 0) out += ',';
            out += entry(k == 0 ? pieces[i].text : others[static_cast<std::size_t>(k - 1) % std::size(others)], k) + "}";
        }
        out += "]}";
    }
    return out + "],\"refusal\":null}";
}

std::string completionLogprobs(const std::vector<tokens::Encoding::Piece>& pieces) {
    std::string tokens, logprobs, offsets;
    std::size_t offset = 0;
    for (const auto& piece : pieces) {
        const char* comma = tokens.empty() ? "" : ",";
        tokens += comma + jsonString(piece.text);
        logprobs += comma + logprobOf(piece.text, 0);
        offsets += comma + std::to_string(offset);
        offset += piece.text.size();
    }
    return "{\"tokens\":[" + tokens + "],\"token_logprobs\":[" + logprobs + "],\"top_logprobs\":null,\"text_offset\":[" + offsets + "]}";
}

}  // namespace mgc::simulator
