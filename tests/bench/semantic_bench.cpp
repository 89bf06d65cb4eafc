// semantic_bench [ENTRIES [LOOKUPS]]: lookups in a semantic cache that holds ENTRIES prompts (10,000), apart from the embedding and with
// it, for the dimensions of the local encoder and of text-embedding-3-small and -large; exit code 1 if a lookup's median is not below 2 ms
// (-large, with twice the numbers of the others, is only shown), or what a hit adds (embedding in process and lookup) not below 15 ms. Run
// a release build on a quiet machine.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/random.h"
#include "embeddings/text_encoder.h"
#include "gateway/state/memory_semantic_cache.h"

using namespace mgc;
using namespace mgc::gateway;

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr double lookupLimitMs = 2, hitLimitMs = 15;
constexpr std::size_t judgedDimensions = 1536;

struct Times {
    std::vector<double> milliseconds;
    template <class Work>
    void take(Work work) {
        const auto begun = SteadyClock::now();
        work();
        milliseconds.push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count());
    }
    [[nodiscard]] double at(double quantile) {
        std::ranges::sort(milliseconds);
        return milliseconds[static_cast<std::size_t>(quantile * static_cast<double>(milliseconds.size() - 1))];
    }
};

/// A prompt of seven words from a vocabulary of 400: unlike most others, near to some.
std::string prompt(Random& random) {
    static constexpr const char* words[] = {"reset",  "password", "invoice",  "train",  "weather",
                                            "kernel", "bread",    "contract", "planet", "violin"};
    std::string text = "How do I";
    for (int i = 0; i < 5; ++i) text += ' ' + std::string(words[random.below(std::size(words))]) + std::to_string(random.below(40));
    return text + '?';
}

/// Random directions are as hard for the scan as vectors of a model.
std::vector<float> direction(Random& random, std::size_t dimensions) {
    std::vector<float> vector(dimensions);
    for (float& value : vector) value = static_cast<float>(random.unit() - 0.5);
    return vector;
}

bool measureLookup(std::size_t dimensions, std::size_t entries, std::size_t lookups) {
    const SystemClock clock;
    const auto random = makeSeededRandom(7);
    MemorySemanticCache cache(clock, std::size_t{1} << 30);
    std::vector<std::vector<float>> stored;
    for (std::size_t i = 0; i < entries; ++i) {
        stored.push_back(direction(*random, dimensions));
        if (!cache.storeNow("all", stored.back(), "answer " + std::to_string(i), clock.now() + std::chrono::hours(1))) return false;
    }
    Times hits, misses;
    bool right = true;
    for (std::size_t i = 0; i < lookups; ++i) {
        const std::size_t wanted = random->below(entries);
        hits.take([&] { right = right && cache.findNow("all", stored[wanted], 0.05).value.has_value(); });
        const auto other = direction(*random, dimensions);
        misses.take([&] { right = right && !cache.findNow("all", other, 0.05).value.has_value(); });
    }
    std::printf("%zu entries of %4zu dimensions: hit p50 %.3f ms, p99 %.3f ms; miss p50 %.3f ms, p99 %.3f ms%s\n", entries, dimensions,
                hits.at(0.5), hits.at(0.99), misses.at(0.5), misses.at(0.99), right ? "" : "; WRONG ANSWERS");
    return right && (dimensions > judgedDimensions || (hits.at(0.5) < lookupLimitMs && misses.at(0.5) < lookupLimitMs));
}

bool measureHit(std::size_t entries, std::size_t lookups) {
    constexpr std::size_t dimensions = 512;
    const SystemClock clock;
    const auto random = makeSeededRandom(8);
    const auto& encoder = embeddings::localEncoder();
    MemorySemanticCache cache(clock, std::size_t{1} << 30);
    for (std::size_t i = 0; i + 1 < entries; ++i)
        (void)cache.storeNow("all", direction(*random, dimensions), "x", clock.now() + std::chrono::hours(1));
    Times embedding, whole;
    bool right = true;
    for (std::size_t i = 0; i < lookups; ++i) {
        const std::string asked = prompt(*random);
        (void)cache.storeNow("all", encoder.encode(asked, dimensions), "answer", clock.now() + std::chrono::hours(1));
        embedding.take([&] { (void)encoder.encode(asked, dimensions); });
        whole.take([&] { right = right && cache.findNow("all", encoder.encode(asked, dimensions), 0.05).value.has_value(); });
    }
    std::printf("a hit among %zu entries adds p50 %.3f ms, p99 %.3f ms; of that the embedding (%s) p50 %.3f ms, p99 %.3f ms\n", entries,
                whole.at(0.5), whole.at(0.99), encoder.understandsMeaning() ? "sentence encoder" : "lexical", embedding.at(0.5),
                embedding.at(0.99));
    return right && whole.at(0.5) < hitLimitMs;
}

std::size_t argument(int argc, char** argv, int index, std::size_t otherwise) {
    return argc > index ? std::max<std::size_t>(1, std::strtoul(argv[index], nullptr, 10)) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t entries = argument(argc, argv, 1, 10'000), lookups = argument(argc, argv, 2, 300);
    bool good = true;
    for (const std::size_t dimensions : {std::size_t{512}, std::size_t{1536}, std::size_t{3072}})
        good = measureLookup(dimensions, entries, lookups) && good;
    good = measureHit(entries, lookups) && good;
    return good ? 0 : 1;
}
