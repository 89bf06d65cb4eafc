#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "foundry/transport.h"

// What the answers of gateways and models say, read tolerantly.
namespace mgc::foundry {

/// At most 300 bytes, on one line, cut at a character.
[[nodiscard]] std::string shortened(std::string_view text);
/// error.message, message or the shortened body.
[[nodiscard]] std::string messageOf(const Answer& answer);
/// error.code as text; "" where there is none.
[[nodiscard]] std::string errorCodeOf(const Answer& answer);
/// The model or deployment is unknown to the backend: DeploymentNotFound, model_not_found, "deployment ... does not exist".
[[nodiscard]] bool saysModelUnknown(const Answer& answer);
/// The answer complains about api-version.
[[nodiscard]] bool saysApiVersion(const Answer& answer);
/// The answer is API Management's own 404 for a request that no operation matched.
[[nodiscard]] bool isNoOperation(const Answer& answer);
/// choices[0].message is there.
[[nodiscard]] bool isChatCompletion(const Answer& answer);

}  // namespace mgc::foundry
