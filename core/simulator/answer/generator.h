#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "simulator/answer/composer.h"
#include "simulator/fault.h"
#include "simulator/request.h"

namespace mgc::simulator {

struct ToolCall {
    std::string id;  ///< "call_" and 24 characters
    std::string name;
    std::string arguments;  ///< JSON text
};

/// One of the n answers.
struct Choice {
    std::string text;
    std::vector<tokens::Encoding::Piece> pieces;  ///< the text token by token
    std::vector<ToolCall> calls;
    std::string finishReason = "stop";  ///< stop | length | tool_calls | content_filter
    std::int64_t tokens = 0;
};

struct Answer {
    std::vector<Choice> choices;
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;  ///< of all choices, reasoning included
    std::int64_t reasoningTokens = 0;
    std::int64_t cachedTokens = 0;
};

/// Makes the content of an answer: tool calls, JSON for a schema, or prose; cut at stop texts and at the maximum of tokens.
[[nodiscard]] Answer generate(OperationKind kind, const GenerationRequest& request, const AnswerSetting& setting, std::uint64_t seed,
                              const FaultPlan& fault);

}  // namespace mgc::simulator
