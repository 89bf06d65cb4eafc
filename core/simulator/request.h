#pragma once
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "simulator/operation.h"

namespace mgc::simulator {

/// A function the model may call.
struct Tool {
    std::string name;
    std::string description;
    std::string parametersJson;  ///< JSON Schema; "" for none
};

/// A refusal of a request in terms of its members; the dialect gives it its shape.
struct Refusal {
    int status = 400;
    std::string code;  ///< OpenAI's code, "" for null
    std::string message;
    std::string param;  ///< "" for null
    std::string type = "invalid_request_error";
};

/// What all generating operations ask for, read from the body once.
struct GenerationRequest {
    std::string model;       ///< from the body
    std::string systemText;  ///< system and developer messages, instructions
    std::string lastUserText;
    std::string lastToolResult;  ///< of the final message, when a tool has answered
    bool answersTool = false;
    bool stream = false;
    bool includeUsage = false;
    std::optional<std::int64_t> maximumTokens;
    int choices = 1;  ///< n, 1..32
    int bestOf = 1;
    std::vector<std::string> stops;
    int logprobs = -1;  ///< -1: not asked for; else how many alternatives (0..20)
    bool echo = false;
    std::string reasoningEffort;
    std::vector<std::string> prompts;  ///< completions: one answer (times n) each
    std::vector<Tool> tools;
    enum class ToolChoice { None, Auto, Required, Named } toolChoice = ToolChoice::None;
    std::string toolName;  ///< with Named
    bool parallelTools = true;
    enum class Format { Text, JsonObject, JsonSchema } format = Format::Text;
    std::string schemaJson;  ///< with JsonSchema
    std::string previousResponseId;
    bool store = true;
    std::uint64_t contentHash = 0;  ///< of all that shapes the answer (not: stream, user, metadata)
    std::shared_ptr<const nlohmann::json> body;
};

/// Reads and checks a chat, completions or responses body.
[[nodiscard]] std::optional<Refusal> readGenerationRequest(OperationKind kind, std::string_view text, GenerationRequest& request);

struct EmbeddingsRequest {
    std::string model;
    std::vector<std::string> inputs;  ///< token-id inputs as their ids' text
    std::int64_t promptTokens = 0;
    std::optional<std::int64_t> dimensions;
    bool base64 = false;
};
[[nodiscard]] std::optional<Refusal> readEmbeddingsRequest(std::string_view text, std::string_view vocabularyModel,
                                                           EmbeddingsRequest& request);

}  // namespace mgc::simulator
