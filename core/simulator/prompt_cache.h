#pragma once
#include <cstdint>
#include <deque>
#include <string_view>
#include <unordered_set>

namespace mgc::simulator {

/// Remembers the beginnings of prompts, so that repeated long ones report cached tokens as the services do: from 1,024 tokens on, in
/// steps of 128. Bounded: the oldest beginnings are forgotten. Not thread-safe: the simulator guards it.
class PromptCache {
public:
    static constexpr std::int64_t leastCached = 1024;
    /// Cached tokens of a prompt of `tokens` tokens whose text is `text`; the prompt is known from then on.
    [[nodiscard]] std::int64_t lookUp(std::uint64_t scope, std::string_view text, std::int64_t tokens);

private:
    static constexpr std::size_t mostBlocks = 16'384;

    std::unordered_set<std::uint64_t> m_known;
    std::deque<std::uint64_t> m_order;
};

}  // namespace mgc::simulator
