#include "embeddings/sentence_encoder.h"

#include <algorithm>
#include <cmath>

#include "embeddings/matrix.h"

namespace mgc::embeddings {

namespace {

constexpr std::size_t narrow = 256, wide = 512, inner = 1536;
constexpr std::size_t heads = 4;
constexpr float epsilon = 1e-6F;

std::vector<float> normalized(const std::vector<float>& input, std::size_t width, const float* scale, const float* bias) {
    std::vector<float> out(input.size());
    for (std::size_t row = 0; row * width < input.size(); ++row) {
        const float* from = &input[row * width];
        float* to = &out[row * width];
        double sum = 0, squares = 0;
        for (std::size_t i = 0; i < width; ++i) sum += static_cast<double>(from[i]);
        const auto mean = static_cast<float>(sum / static_cast<double>(width));
        for (std::size_t i = 0; i < width; ++i) squares += static_cast<double>(from[i] - mean) * static_cast<double>(from[i] - mean);
        const float factor = 1 / std::sqrt(static_cast<float>(squares / static_cast<double>(width)) + epsilon);
        for (std::size_t i = 0; i < width; ++i) to[i] = scale[i] * factor * (from[i] - mean) + bias[i];
    }
    return out;
}

void softmax(std::vector<float>& values) {
    const float largest = *std::max_element(values.begin(), values.end());
    float sum = 0;
    for (float& value : values) sum += value = std::exp(value - largest);
    for (float& value : values) value /= sum;
}

/// Scaled dot-product attention over all heads; `qkv` holds query, key and value of each token side by side.
std::vector<float> attend(const std::vector<float>& qkv, std::size_t tokens, std::size_t width) {
    std::vector<float> out(tokens * width, 0.0F);
    std::vector<float> weights(tokens);
    const std::size_t headWidth = width / heads;
    const float scale = 1 / std::sqrt(static_cast<float>(headWidth));
    for (std::size_t head = 0; head < heads; ++head)
        for (std::size_t token = 0; token < tokens; ++token) {
            const float* query = &qkv[token * 3 * width + head * headWidth];
            for (std::size_t other = 0; other < tokens; ++other) {
                const float* key = &qkv[other * 3 * width + width + head * headWidth];
                float product = 0;
                for (std::size_t i = 0; i < headWidth; ++i) product += query[i] * scale * key[i];
                weights[other] = product;
            }
            softmax(weights);
            float* to = &out[token * width + head * headWidth];
            for (std::size_t other = 0; other < tokens; ++other) {
                const float* value = &qkv[other * 3 * width + 2 * width + head * headWidth];
                for (std::size_t i = 0; i < headWidth; ++i) to[i] += weights[other] * value[i];
            }
        }
    return out;
}

}  // namespace

std::size_t SentenceWeights::total() {
    const std::size_t feed = 2 * wide + wide * inner + inner + inner * wide + wide;
    const auto attention = [](std::size_t width) { return 2 * width + width * 3 * width + 3 * width + width * wide + wide; };
    return vocabulary * narrow + narrow / 2 + narrow * wide + wide + attention(narrow) + feed + attention(wide) + feed + wide * wide + wide;
}

SentenceWeights SentenceWeights::at(const float* table) {
    const auto take = [&table](std::size_t floats) {
        const float* begin = table;
        table += floats;
        return begin;
    };
    SentenceWeights weights{};
    weights.embeddings = take(vocabulary * narrow);
    weights.frequencies = take(narrow / 2);
    weights.residual = take(narrow * wide);
    weights.residualBias = take(wide);
    std::size_t width = narrow;
    for (auto& layer : weights.layers) {
        layer.attentionScale = take(width);
        layer.attentionBias = take(width);
        layer.qkv = take(width * 3 * width);
        layer.qkvBias = take(3 * width);
        layer.output = take(width * wide);
        layer.outputBias = take(wide);
        layer.feedScale = take(wide);
        layer.feedBias = take(wide);
        layer.first = take(wide * inner);
        layer.firstBias = take(inner);
        layer.second = take(inner * wide);
        layer.secondBias = take(wide);
        width = wide;
    }
    weights.top = take(wide * wide);
    weights.topBias = take(wide);
    return weights;
}

std::vector<float> SentenceEncoder::layer(const SentenceWeights::Layer& weights, const std::vector<float>& input, std::size_t width,
                                          std::vector<float> residual) const {
    const std::size_t tokens = input.size() / width;
    const auto before = normalized(input, width, weights.attentionScale, weights.attentionBias);
    const auto qkv = multiply(before, tokens, width, weights.qkv, weights.qkvBias, 3 * width);
    const auto attended = attend(qkv, tokens, width);
    auto state = multiply(attended, tokens, width, weights.output, weights.outputBias, wide);
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += residual[i];
    const auto feed = normalized(state, wide, weights.feedScale, weights.feedBias);
    auto hidden = multiply(feed, tokens, wide, weights.first, weights.firstBias, inner);
    for (float& value : hidden) value = std::max(value, 0.0F);
    const auto added = multiply(hidden, tokens, inner, weights.second, weights.secondBias, wide);
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += added[i];
    return state;
}

std::vector<float> SentenceEncoder::encode(std::span<const int> tokens) const {
    const std::size_t count = std::min(tokens.size(), longest);
    std::vector<float> input(count * narrow);
    for (std::size_t token = 0; token < count; ++token) {
        const float* row = m_weights.embeddings + static_cast<std::size_t>(tokens[token]) * narrow;
        // Quirk of the model: the stack gets the embedding twice, once with the position signal.
        for (std::size_t i = 0; i < narrow / 2; ++i) {
            const float angle = static_cast<float>(token) * m_weights.frequencies[i];
            input[token * narrow + i] = row[i] + (row[i] + std::sin(angle));
            input[token * narrow + narrow / 2 + i] = row[narrow / 2 + i] + (row[narrow / 2 + i] + std::cos(angle));
        }
    }
    auto widened = multiply(input, count, narrow, m_weights.residual, m_weights.residualBias, wide);
    const auto first = layer(m_weights.layers[0], input, narrow, std::move(widened));
    const auto second = layer(m_weights.layers[1], first, wide, first);
    std::vector<float> mean(wide, 0.0F);
    for (std::size_t token = 0; token < count; ++token)
        for (std::size_t i = 0; i < wide; ++i) mean[i] += second[token * wide + i];
    for (float& value : mean) value /= static_cast<float>(count);
    auto vector = multiply(mean, 1, wide, m_weights.top, m_weights.topBias, wide);
    double squares = 0;
    for (float& value : vector) {
        value = std::tanh(value);
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    const auto factor = static_cast<float>(1 / std::sqrt(std::max(squares, 1e-12)));
    for (float& value : vector) value *= factor;
    return vector;
}

}  // namespace mgc::embeddings
