#include "embeddings/text_encoder.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "embeddings/model/embedded.h"
#include "embeddings/sentence_encoder.h"
#include "embeddings/sentence_tokenizer.h"

namespace mgc::embeddings {

namespace {

class LexicalEncoder : public TextEncoder {
public:
    std::vector<float> encode(std::string_view text, std::size_t dimensions) const override { return lexicalVector(text, dimensions); }
    bool understandsMeaning() const override { return false; }
};

/// Brings a vector to another number of dimensions: more are zeros, fewer are signed sums (which keep cosines roughly).
std::vector<float> resized(const std::vector<float>& vector, std::size_t dimensions) {
    std::vector<float> out(dimensions, 0.0F);
    for (std::size_t i = 0; i < vector.size(); ++i) {
        if (dimensions >= vector.size()) {
            out[i] = vector[i];
            continue;
        }
        const std::uint64_t draw = (i + 1) * 0x9e3779b97f4a7c15ULL;
        out[(draw >> 33) % dimensions] += (draw >> 20 & 1) != 0 ? vector[i] : -vector[i];
    }
    return out;
}

void scaleToUnit(std::vector<float>& vector) {
    double squares = 0;
    for (const float value : vector) squares += static_cast<double>(value) * static_cast<double>(value);
    const auto factor = static_cast<float>(squares > 0 ? 1 / std::sqrt(squares) : 0);
    for (float& value : vector) value *= factor;
}

/// The sentence encoder, and words for what it cannot read: characters outside its (English) vocabulary, and what lies beyond its
/// 128 tokens at the beginning and the end. A short English text gives exactly the model's own vector.
class MeaningEncoder : public TextEncoder {
public:
    explicit MeaningEncoder(const model::Data& data)
        : m_tokenizer(data.pieces, data.pieceBytes), m_encoder(SentenceWeights::at(data.weights)) {}

    std::vector<float> encode(std::string_view text, std::size_t dimensions) const override {
        const auto tokens = m_tokenizer.encode(text);
        if (tokens.ids.empty()) return lexicalVector(text, dimensions);
        constexpr std::size_t window = SentenceEncoder::longest;
        auto meaning = m_encoder.encode(tokens.ids);
        double unread = static_cast<double>(tokens.unknown) / static_cast<double>(std::max<std::size_t>(1, tokens.characters));
        if (tokens.ids.size() > window) {
            const auto last = m_encoder.encode(std::span<const int>(tokens.ids).last(window));
            for (std::size_t i = 0; i < meaning.size(); ++i) meaning[i] += last[i];
            scaleToUnit(meaning);
            const double read = std::min(1.0, 2.0 * window / static_cast<double>(tokens.ids.size()));
            unread = 1 - read * (1 - unread);
        }
        auto vector = resized(meaning, dimensions);
        if (unread > 0) {
            const auto words = lexicalVector(text, dimensions);
            const auto meaningShare = static_cast<float>(std::sqrt(1 - unread));
            const auto wordShare = static_cast<float>(std::sqrt(unread));
            for (std::size_t i = 0; i < dimensions; ++i) vector[i] = meaningShare * vector[i] + wordShare * words[i];
        }
        if (unread > 0 || dimensions < meaning.size()) scaleToUnit(vector);
        return vector;
    }
    bool understandsMeaning() const override { return true; }

private:
    SentenceTokenizer m_tokenizer;
    SentenceEncoder m_encoder;
};

}  // namespace

const TextEncoder& localEncoder() {
    static const auto data = model::data();
    if (!data.weights) {
        static const LexicalEncoder lexical;
        return lexical;
    }
    static const MeaningEncoder meaning(data);
    return meaning;
}

}  // namespace mgc::embeddings
