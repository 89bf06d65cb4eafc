#pragma once
#include <cstdint>
#include <string_view>

#include "tokens/model_encoding.h"
#include "tokens/prompt.h"

namespace mgc::tokens {

/// The two questions policies ask (policy::TokenCounter has the same signatures). Stateless, safe from any thread.
class Counter {
public:
    /// Tokens of a plain text under the vocabulary of `model` (unknown models: o200k_base).
    [[nodiscard]] std::int64_t countText(std::string_view text, std::string_view model) const;
    /// Prompt tokens of a chat, completion, embeddings or responses request body; 0 if it is none of these.
    [[nodiscard]] std::int64_t countPrompt(std::string_view requestBody, std::string_view model) const;
};

}  // namespace mgc::tokens
