#pragma once
#include <cstdint>
#include <string>

#include "simulator/fault.h"
#include "simulator/operation.h"
#include "simulator/request.h"

namespace mgc::simulator {

/// Status and body of an error answer.
struct ErrorAnswer {
    int status = 500;
    std::string body;
    std::string code;  ///< for x-ms-error-code
};

/// The error bodies as the services send them (reference/openai-wire.md 6).
[[nodiscard]] ErrorAnswer badKey(Dialect dialect);
[[nodiscard]] ErrorAnswer unknownDeployment(Dialect dialect, const std::string& name);
[[nodiscard]] ErrorAnswer unknownPath(Dialect dialect, const std::string& method, const std::string& path);
[[nodiscard]] ErrorAnswer wrongOperation(Dialect dialect, OperationKind operation, const std::string& model);
[[nodiscard]] ErrorAnswer unknownResponse(const std::string& id);
[[nodiscard]] ErrorAnswer contextTooLong(std::int64_t limit, std::int64_t prompt, std::int64_t completion);
[[nodiscard]] ErrorAnswer rateLimited(Dialect dialect, OperationKind operation, const std::string& apiVersion, const std::string& model,
                                      bool byTokens, std::int64_t seconds);
[[nodiscard]] ErrorAnswer filteredPrompt(const std::string& category, const std::string& severity);
[[nodiscard]] ErrorAnswer refused(const Refusal& refusal);
[[nodiscard]] ErrorAnswer tooLarge();
/// The answer of a status fault in the shape its preset asks for.
[[nodiscard]] ErrorAnswer faultAnswer(const FaultPlan& plan, Dialect dialect);

/// {"hate":{"filtered":false,"severity":"safe"},...}; `category` "" for nothing found.
[[nodiscard]] std::string filterResults(const std::string& category, const std::string& severity, bool filtered, bool withJailbreak);

}  // namespace mgc::simulator
