#include "simulator/embedding.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

#include "simulator/seeded.h"

namespace mgc::simulator {

namespace {

constexpr std::size_t longestText = 256u << 10;
constexpr int dimensionsPerFeature = 24;

void add(std::vector<float>& vector, std::string_view feature, float weight) {
    Seeded random(stableHash(feature));
    for (int i = 0; i < dimensionsPerFeature; ++i) {
        const auto draw = random.next();
        vector[(draw >> 1) % vector.size()] += (draw & 1) != 0 ? weight : -weight;
    }
}

}  // namespace

std::vector<float> embed(std::string_view text, std::size_t dimensions) {
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
    double norm = 0;
    for (const float value : vector) norm += static_cast<double>(value) * static_cast<double>(value);
    if (norm == 0) {
        add(vector, text, 1.0F);  // nothing but signs and spaces
        for (const float value : vector) norm += static_cast<double>(value) * static_cast<double>(value);
    }
    const auto scale = static_cast<float>(1 / std::sqrt(norm > 0 ? norm : 1));
    for (float& value : vector) value *= scale;
    return vector;
}

std::string toBase64(const std::vector<float>& vector) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    bytes.reserve(vector.size() * 4);
    for (const float value : vector) {
        const auto bits = std::bit_cast<std::uint32_t>(value);
        for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((bits >> shift) & 0xFF);
    }
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (int k = 0; k < 4; ++k) out += i + static_cast<std::size_t>(k) > bytes.size() ? '=' : alphabet[(group >> (18 - 6 * k)) & 63];
    }
    return out;
}

std::string toJsonArray(const std::vector<float>& vector) {
    std::string out = "[";
    std::array<char, 32> buffer;
    for (const float value : vector) {
        if (out.size() > 1) out += ',';
        const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
        out.append(buffer.data(), written.ptr);
    }
    return out + "]";
}

}  // namespace mgc::simulator
