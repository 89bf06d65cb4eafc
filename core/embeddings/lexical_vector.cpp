#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "embeddings/text_encoder.h"

namespace mgc::embeddings {

namespace {

constexpr std::size_t longestText = 256u << 10;
constexpr int dimensionsPerFeature = 24;

std::uint64_t hash(std::string_view text) {
    std::uint64_t value = 0xcbf29ce484222325ULL;
    for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return value;
}

/// splitmix64: a stream of draws per feature.
std::uint64_t next(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t value = state;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

void add(std::vector<float>& vector, std::string_view feature, float weight) {
    std::uint64_t state = hash(feature);
    for (int i = 0; i < dimensionsPerFeature; ++i) {
        const auto draw = next(state);
        vector[(draw >> 1) % vector.size()] += (draw & 1) != 0 ? weight : -weight;
    }
}

double squares(const std::vector<float>& vector) {
    double sum = 0;
    for (const float value : vector) sum += static_cast<double>(value) * static_cast<double>(value);
    return sum;
}

}  // namespace

std::vector<float> lexicalVector(std::string_view text, std::size_t dimensions) {
    std::vector<float> vector(dimensions, 0.0F);
    std::string word;
    std::string previous;
    const auto end = [&] {
        if (word.empty()) return;
        // Long words tell more than short ones.
        const float weight = word.size() <= 3 ? 0.4F : 1.0F;
        add(vector, "w:" + word, weight);
        if (!previous.empty()) add(vector, "p:" + previous + " " + word, 0.3F);
        for (std::size_t i = 0; word.size() > 3 && i + 3 <= word.size(); ++i) add(vector, "t:" + word.substr(i, 3), 0.2F);
        previous = std::exchange(word, {});
    };
    for (const char c : text.substr(0, longestText)) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
            word += upper ? static_cast<char>(c + 32) : c;
        else
            end();
    }
    end();
    if (squares(vector) == 0) add(vector, text, 1.0F);  // nothing but signs and spaces
    if (squares(vector) == 0) vector.front() = 1.0F;    // draws that cancel out
    const auto scale = static_cast<float>(1 / std::sqrt(squares(vector)));
    for (float& value : vector) value *= scale;
    return vector;
}

}  // namespace mgc::embeddings
