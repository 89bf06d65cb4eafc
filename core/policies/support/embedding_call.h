#pragma once
#include <string>
#include <vector>

#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// Asks the embeddings backend for the vector of one text (POST {"input": text}, reference/policies/ai-gateway.md). `withIdentity`: a
/// managed identity token where the entity has no credentials of its own. Error EmbeddingsFailed and those of callService().
[[nodiscard]] Task<Result<std::vector<float>>> embedText(policy::RequestContext& context, std::string backendId, std::string text,
                                                         bool withIdentity);

/// The first vector of an embeddings answer: numbers, or little-endian float32 in base64. Error EmbeddingsFailed.
[[nodiscard]] Result<std::vector<float>> readEmbedding(std::string_view answer);

}  // namespace mgc::policies
