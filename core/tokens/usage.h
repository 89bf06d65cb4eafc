#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mgc::tokens {

/// Token usage of one answer. `reported`: the model's own figures (else counted here from the texts).
struct Usage {
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    std::int64_t totalTokens = 0;
    std::int64_t cachedTokens = 0;     ///< part of promptTokens
    std::int64_t reasoningTokens = 0;  ///< part of completionTokens
    bool reported = false;
    friend bool operator==(const Usage&, const Usage&) = default;
};

/// What an answer's body says about itself; members are empty where it does not.
struct AnswerFacts {
    std::optional<Usage> usage;
    std::string model;
};

/// The usage of a whole answer body: chat, completions, embeddings, responses, Azure AI inference, Anthropic messages.
/// Nullopt where the body has none (errors, other media). Never throws; any input is fine.
[[nodiscard]] std::optional<Usage> extractUsage(std::string_view body);
[[nodiscard]] AnswerFacts extractFacts(std::string_view body);
/// Tokens of the texts of an answer body without usage, counted with the vocabulary of `model`.
[[nodiscard]] std::int64_t countAnswer(std::string_view body, std::string_view model);

}  // namespace mgc::tokens
