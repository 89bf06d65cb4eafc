#pragma once
#include <cstdint>
#include <string_view>

namespace mgc::tokens {

/// Which schema a request body follows. Automatic: by its members (`messages`, `prompt`, `input`).
enum class PromptKind : std::uint8_t { Automatic, Chat, Completion, Embeddings, Responses };

/// Tokens that Azure's gateway counts for an image whose size it does not look at: a deliberate over-count
/// (llm-token-limit page: "each image as a maximum of 1,200 tokens").
inline constexpr std::int64_t tokensPerImage = 1200;

/// Prompt tokens of a request body under the vocabulary of `model` ("" takes the body's `model`): texts, roles, names, per-message
/// overhead, tool calls, tool declarations, images. 0 for a body that is none of the known schemas or no JSON.
/// Bodies over 64 MiB count as 0 too (no gateway accepts them). Exact for the first 4 MiB of text; what comes after is taken to hold
/// as many tokens per byte, so that a hostile body cannot keep a worker busy for seconds.
[[nodiscard]] std::int64_t countPrompt(std::string_view requestBody, std::string_view model, PromptKind kind = PromptKind::Automatic);

}  // namespace mgc::tokens
