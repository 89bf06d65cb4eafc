#pragma once
#include <cstdint>
#include <map>
#include <string>

namespace mgc::simulator {

/// What the simulator has done since it started (or since its profile was last replaced), per region and deployment.
struct DeploymentStatistics {
    std::uint64_t requests = 0, succeeded = 0, throttled = 0, faulted = 0, refused = 0;
    std::uint64_t promptTokens = 0, completionTokens = 0;
};

struct Statistics {
    std::map<std::string, DeploymentStatistics> byDeployment;  ///< "region/deployment"; bounded by the profile
    std::map<std::string, std::uint64_t> byFault;              ///< rule id; "header" and "prompt" for the per-call triggers
    std::uint64_t unknownPaths = 0;
    std::int64_t activeStreams = 0;
    std::uint64_t abortedStreams = 0;  ///< the client went away before the end
};

}  // namespace mgc::simulator
