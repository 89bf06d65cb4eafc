#include "app/host/simulated_model.h"

#include <fstream>
#include <iterator>

namespace mgc::app {

namespace {

std::string profilePath(const std::string& workspaceFolder) {
    return workspaceFolder + "/.model-gateway/simulator.json";
}

}  // namespace

std::string simulatorProfileText(const std::string& workspaceFolder) {
    std::ifstream file(profilePath(workspaceFolder), std::ios::binary);
    if (!file) return {};
    return {std::istreambuf_iterator<char>(file), {}};
}

Result<simulator::Profile> parseSimulatorProfile(const std::string& text, const std::string& workspaceFolder) {
    if (text.empty()) return simulator::starterProfile();
    return simulator::parseProfile(text, profilePath(workspaceFolder));
}

}  // namespace mgc::app
