#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace mgc::embeddings {

/// Where the parameters of the Universal Sentence Encoder lite lie (512 dimensions, two transformer layers): read-only floats, in the
/// order of core/embeddings/model/build_model.cpp.
struct SentenceWeights {
    struct Layer {
        const float *attentionScale, *attentionBias;  ///< layer norm before attention
        const float *qkv, *qkvBias;                   ///< width x 3 width
        const float *output, *outputBias;             ///< width x 512
        const float *feedScale, *feedBias;            ///< layer norm before the feed-forward part
        const float *first, *firstBias;               ///< 512 x 1536
        const float *second, *secondBias;             ///< 1536 x 512
    };
    const float* embeddings;               ///< 8002 x 256
    const float* frequencies;              ///< 128 of the position signal
    const float *residual, *residualBias;  ///< 256 x 512: the first layer widens
    Layer layers[2];
    const float *top, *topBias;  ///< 512 x 512, then tanh

    static constexpr std::size_t vocabulary = 8002;
    /// Floats of the whole table.
    [[nodiscard]] static std::size_t total();
    [[nodiscard]] static SentenceWeights at(const float* table);
};

/// The encoder's forward pass. Immutable.
class SentenceEncoder {
public:
    static constexpr std::size_t dimensions = 512;
    static constexpr std::size_t longest = 128;  ///< tokens that are read

    explicit SentenceEncoder(SentenceWeights weights) : m_weights(weights) {}
    /// Unit vector of the first 128 tokens; `tokens` must not be empty.
    [[nodiscard]] std::vector<float> encode(std::span<const int> tokens) const;

private:
    [[nodiscard]] std::vector<float> layer(const SentenceWeights::Layer& weights, const std::vector<float>& input, std::size_t width,
                                           std::vector<float> residual) const;
    SentenceWeights m_weights;
};

}  // namespace mgc::embeddings
