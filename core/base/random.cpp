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

}  // namespace

std::string Random::guid() {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text(36, '-');
    char* out = text.data();
    const std::array<std::uint64_t, 2> bits{(next() & ~0xF000ull) | 0x4000ull, (next() & ~(3ull << 62)) | (2ull << 62)};
    for (int i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20) ++out;
        *out++ = hex[(bits[static_cast<std::size_t>(i / 16)] >> (60 - 4 * (i % 16))) & 15];
    }
    return text;
}

std::unique_ptr<Random> makeSeededRandom(std::uint64_t seed) { return std::make_unique<SplitMix>(seed); }

std::unique_ptr<Random> makeSystemRandom() {
    std::random_device device;
    return std::make_unique<SplitMix>((static_cast<std::uint64_t>(device()) << 32) | device());
}

}  // namespace mgc
