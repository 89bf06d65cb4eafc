#pragma once
#include <cstdint>

namespace mgc::metrics {

struct Tokens {
    std::uint64_t prompt = 0, completion = 0, cached = 0;
    void clear() { *this = {}; }
    void add(const Tokens& other) {
        prompt += other.prompt;
        completion += other.completion;
        cached += other.cached;
    }
};

}  // namespace mgc::metrics
