#pragma once
#include <cstdint>
#include <string>

#include "simulator/seeded.h"
#include "tokens/encoding.h"

namespace mgc::simulator {

/// What an answer may tell about the call it answers.
struct AnswerSetting {
    std::string regionId;    ///< "aoai-eastus"
    std::string regionName;  ///< "East US"
    std::string deployment;
    std::string model;  ///< versioned
    std::int64_t promptTokens = 0;
    const tokens::Encoding& encoding;
};

/// Writes the simulator's prose: short, friendly, telling where it came from. The same prompt and seed give the same text.
/// About 40 tokens unless the prompt asks for more or less; never more than 4,000.
[[nodiscard]] std::string composeAnswer(const std::string& prompt, const std::string& systemText, const AnswerSetting& setting,
                                        Seeded& random);
/// What is said after a tool has answered.
[[nodiscard]] std::string composeToolAnswer(const std::string& toolResult, const AnswerSetting& setting, Seeded& random);
/// Continues a text for the completions operation.
[[nodiscard]] std::string composeContinuation(const std::string& prompt, const AnswerSetting& setting, Seeded& random);

}  // namespace mgc::simulator
