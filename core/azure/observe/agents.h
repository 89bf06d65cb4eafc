#pragma once
#include <string>
#include <vector>

#include "azure/arm/arm_client.h"

namespace mgc::azure {

/// A Foundry project's data plane (reference: agents of Foundry, API version v1).
struct FoundryProject {
    std::string account, project;
};
/// "https://<account>.services.ai.azure.com/api/projects/<project>", or below the cloud's `foundry` address.
[[nodiscard]] std::string projectEndpoint(const Cloud& cloud, const FoundryProject& project);

struct AgentRequest {
    std::string name = "model-gateway-check";
    std::string model;  ///< "<connection>/<deployment>": through a gateway connection
    std::string instructions = "Answer in one sentence.";
    std::string input;
};

/// One conversation with a prompt agent.
struct AgentRun {
    std::string agent, version, conversation, response;  ///< ids
    std::string text;                                    ///< what the agent said
    std::string startedAt;                               ///< ISO 8601; calls of the gateway since then are its
    Json usage;                                          ///< as Foundry reports it; null where it does not
};

/// Makes a version of a prompt agent, starts a conversation and asks. Errors: InvalidArgument (the model is no "<connection>/<model>"),
/// AgentFailed with what Foundry says, Foundry's own.
[[nodiscard]] Result<AgentRun> runAgent(ArmClient& arm, const FoundryProject& project, const AgentRequest& request,
                                        const std::function<void(const std::string& what)>& step = {});
[[nodiscard]] Result<std::vector<Json>> listAgents(ArmClient& arm, const FoundryProject& project);
/// False where there is no such agent.
[[nodiscard]] Result<bool> deleteAgent(ArmClient& arm, const FoundryProject& project, const std::string& name);

}  // namespace mgc::azure
