#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace mgc::embeddings {

/// Turns texts into unit vectors whose cosine says how alike the texts are. Immutable, thread-safe, deterministic.
class TextEncoder {
public:
    virtual ~TextEncoder() = default;
    /// `dimensions` 1 to 8192. Any text, also none, gives a vector of length 1.
    [[nodiscard]] virtual std::vector<float> encode(std::string_view text, std::size_t dimensions) const = 0;
    /// True where meaning counts; false where only shared words do.
    [[nodiscard]] virtual bool understandsMeaning() const = 0;
};

/// The encoder of this build: the sentence encoder (Universal Sentence Encoder lite, English) where its data were built in, else the
/// lexical one.
[[nodiscard]] const TextEncoder& localEncoder();

/// Hashed words, word pairs and letter triples spread over the dimensions: texts that share words lie close together.
[[nodiscard]] std::vector<float> lexicalVector(std::string_view text, std::size_t dimensions);

}  // namespace mgc::embeddings
