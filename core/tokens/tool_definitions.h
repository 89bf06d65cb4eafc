#pragma once
#include <functional>
#include <string>
#include <vector>

#include "tokens/json_text.h"

namespace mgc::tokens {

/// One function the model may call, in any of the request dialects.
struct FunctionDefinition {
    std::string_view name;
    std::string_view description;
    Json parameters;  ///< JSON Schema; meaningful when `hasParameters`
    bool hasParameters = false;
};

/// The functions of `tools` (chat: {type, function{}}; responses: flat; Anthropic: input_schema) or of the old `functions` member.
[[nodiscard]] std::vector<FunctionDefinition> functionDefinitions(const Json& tools);
/// The text that models are shown for their functions: declarations in the manner of TypeScript inside "namespace functions".
/// Known from experiments with the older chat models; later models are near it. Nested schemas are followed 16 deep.
[[nodiscard]] std::string declarationText(const std::vector<FunctionDefinition>& functions);

}  // namespace mgc::tokens
