#include "base/random.h"

#include <array>
#include <atomic>
#include <random>
#include <string_view>

namespace mgc {

namespace {

class SplitMix : public Random {
public:
    explicit SplitMix(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() override {
        std::uint64_t z = m_state.fetch_add(0x9E3779B97F4A7C15ull, std::memory_order_relaxed) + 0x9E3779B97F4A7C15ull;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }

private:
    std::atomic<std::uint64_t> m_state;
};

/// The two digits of every byte.
constexpr auto hexPairs = [] {
    constexpr std::string_view hex = "0123456789abcdef";
    std::array<std::array<char, 2>, 256> pairs{};
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {hex[i / 16], hex[i % 16]};
    return pairs;
}();

}  // namespace

std::string Random::guid() {
    std::string text(36, '-');
    char* out = text.data();
    const std::array<std::uint64_t, 2> bits{(next() & ~0xF000ull) | 0x4000ull, (next() & ~(3ull << 62)) | (2ull << 62)};
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) ++out;
        const auto digits = hexPairs[(bits[i / 8] >> (56 - 8 * (i % 8))) & 255];
        *out++ = digits[0];
        *out++ = digits[1];
    }
    return text;
}

std::unique_ptr<Random> makeSeededRandom(std::uint64_t seed) { return std::make_unique<SplitMix>(seed); }

std::unique_ptr<Random> makeSystemRandom() {
    std::random_device device;
    return std::make_unique<SplitMix>((static_cast<std::uint64_t>(device()) << 32) | device());
}

}  // namespace mgc
