#include "simulator/profile.h"

#include <algorithm>

#include "base/text.h"

namespace mgc::simulator {

const Deployment* Profile::find(std::string_view name, std::string_view region) const {
    for (const auto& deployment : deployments) {
        if (!equalsIgnoreCase(deployment.name, name)) continue;
        const auto& regionIds = deployment.regions;
        if (regionIds.empty() || std::find(regionIds.begin(), regionIds.end(), region) != regionIds.end()) return &deployment;
    }
    return nullptr;
}

const Region* Profile::regionOf(std::string_view host) const {
    const auto label = host.substr(0, host.find('.'));
    for (const auto& region : regions) {
        if (equalsIgnoreCase(region.id, label)) return &region;
        for (const auto& claimed : region.hosts)
            if (equalsIgnoreCase(claimed, host)) return &region;
    }
    return nullptr;
}

Profile starterProfile() {
    Profile profile;
    profile.regions = {{"aoai-eastus", "East US", {}, true}, {"aoai-westus", "West US", {}, true}};
    const auto deployment = [](const char* name, const char* version, ModelKind kind, std::int64_t context) {
        Deployment made;
        made.name = name;
        made.model = name;
        made.version = version;
        made.kind = kind;
        made.contextTokens = context;
        return made;
    };
    profile.deployments = {deployment("gpt-4o-mini", "2024-07-18", ModelKind::Chat, 128'000),
                           deployment("gpt-4.1-mini", "2025-04-14", ModelKind::Chat, 1'047'576),
                           deployment("gpt-4o", "2024-11-20", ModelKind::Chat, 128'000),
                           deployment("text-embedding-3-small", "1", ModelKind::Embeddings, 8'191)};
    // Round figures of ours, no measurements.
    profile.latencies = {{"instant", {0, 0, 0, 0}},
                         {"local", {120, 20, 8, 0.25}},
                         {"gpt-4o", {400, 100, 20, 0.3}},
                         {"gpt-4.1-mini", {250, 60, 12, 0.3}},
                         {"reasoning", {2500, 150, 25, 0.3}}};
    return profile;
}

}  // namespace mgc::simulator
