#pragma once
#include <string>
#include <vector>

#include "tokens/encoding.h"

namespace mgc::simulator {

/// {"content":[{token, logprob, bytes, top_logprobs}],"refusal":null} with plausible figures derived from the tokens themselves.
[[nodiscard]] std::string chatLogprobs(const std::vector<tokens::Encoding::Piece>& pieces, int alternatives);
/// {"tokens":[...],"token_logprobs":[...],"top_logprobs":null,"text_offset":[...]}
[[nodiscard]] std::string completionLogprobs(const std::vector<tokens::Encoding::Piece>& pieces);

}  // namespace mgc::simulator
