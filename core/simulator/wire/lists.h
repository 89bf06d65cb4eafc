#pragma once
#include <string>
#include <vector>

#include "simulator/operation.h"
#include "simulator/profile.h"

namespace mgc::simulator {

/// Model and deployment lists in the shapes that clients and Foundry's discovery expect (reference/openai-wire.md 4 and 8).
[[nodiscard]] std::string modelList(Dialect dialect, const std::vector<const Deployment*>& deployments);
[[nodiscard]] std::string modelEntry(Dialect dialect, const Deployment& deployment);
/// `legacy`: the list of the old data plane (api-version up to 2023-03-15-preview), else the management shape {"value":[...]}.
[[nodiscard]] std::string deploymentList(const std::vector<const Deployment*>& deployments, bool legacy);
[[nodiscard]] std::string deploymentEntry(const Deployment& deployment, bool legacy);
[[nodiscard]] std::string inferenceInfo(const Deployment& deployment);

}  // namespace mgc::simulator
