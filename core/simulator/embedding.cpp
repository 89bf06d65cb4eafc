#include "simulator/embedding.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstdint>

#include "embeddings/text_encoder.h"

namespace mgc::simulator {

std::vector<float> embed(std::string_view text, std::size_t dimensions) { return embeddings::localEncoder().encode(text, dimensions); }

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
