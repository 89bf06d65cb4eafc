#include "simulator/prompt_cache.h"

#include <algorithm>

#include "simulator/seeded.h"

namespace mgc::simulator {

namespace {

constexpr std::int64_t step = 128;
constexpr std::size_t mostSteps = 1024;  // a prompt's first 131,072 tokens

}  // namespace

std::int64_t PromptCache::lookUp(std::uint64_t scope, std::string_view text, std::int64_t tokens) {
    if (tokens < leastCached) return 0;
    // Steps of tokens are taken as equal shares of the text: near enough, and the same text always has the same shares.
    const auto steps = std::min(static_cast<std::size_t>(tokens / step), mostSteps);
    const std::size_t share = std::max<std::size_t>(1, text.size() * static_cast<std::size_t>(step) / static_cast<std::size_t>(tokens));
    std::uint64_t chain = scope;
    std::int64_t cached = 0;
    bool known = true;
    for (std::size_t i = 0; i < steps && i * share < text.size(); ++i) {
        chain = stableHash(text.substr(i * share, share), chain);
        known = known && m_known.contains(chain);
        if (known) cached += step;
        if (m_known.insert(chain).second) m_order.push_back(chain);
    }
    while (m_order.size() > mostBlocks) {
        m_known.erase(m_order.front());
        m_order.pop_front();
    }
    return cached >= leastCached ? cached : 0;
}

}  // namespace mgc::simulator
