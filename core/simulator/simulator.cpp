#include "simulator/simulator.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/session.h"
#include "simulator/state.h"

namespace mgc::simulator {

Simulator::Simulator(Profile profile, Clock& clock, Random& random)
    : m_state(std::make_shared<State>(std::move(profile))), m_clock(clock), m_random(random) {}

Simulator::~Simulator() = default;

Task<Result<http::Response>> Simulator::exchange(http::Request& request, const http::SendOptions& options) {
    Session session(m_state, m_clock, m_random, std::move(request), options);
    auto answer = co_await session.run();
    co_return answer;
}

bool Simulator::claims(const http::Url& url) const {
    const auto current = profile();
    const auto& safety = current->contentSafety.hosts;
    return current->regionOf(url.host) != nullptr || std::find(safety.begin(), safety.end(), url.host) != safety.end();
}

std::shared_ptr<const Profile> Simulator::profile() const { return m_state->profile(); }

void Simulator::setProfile(Profile profile) { m_state->setProfile(std::move(profile)); }

void Simulator::reset() { m_state->reset(); }

Statistics Simulator::statistics() const { return m_state->statistics(); }

std::vector<std::string> Simulator::deploymentNames() const {
    std::vector<std::string> names;
    for (const auto& deployment : profile()->deployments) names.push_back(deployment.name);
    return names;
}

std::vector<std::string> Simulator::regionIds() const {
    std::vector<std::string> ids;
    for (const auto& region : profile()->regions) ids.push_back(region.id);
    return ids;
}

std::string Simulator::toJson() const {
    using nlohmann::ordered_json;
    const auto current = profile();
    auto out = ordered_json::parse(profileToJson(*current, -1));
    const auto numbers = statistics();
    ordered_json deployments = ordered_json::array();
    for (const auto& [key, entry] : numbers.byDeployment) {
        const auto slash = key.find('/');
        deployments.push_back({{"region", key.substr(0, slash)},
                               {"deployment", key.substr(slash + 1)},
                               {"requests", entry.requests},
                               {"succeeded", entry.succeeded},
                               {"throttled", entry.throttled},
                               {"faulted", entry.faulted},
                               {"refused", entry.refused},
                               {"promptTokens", entry.promptTokens},
                               {"completionTokens", entry.completionTokens}});
    }
    out["stats"] = {{"deployments", deployments},
                    {"faults", numbers.byFault},
                    {"unknownPaths", numbers.unknownPaths},
                    {"activeStreams", numbers.activeStreams},
                    {"abortedStreams", numbers.abortedStreams}};
    Profile offered;
    offered.faults = faultPresets(current->regions.empty() ? std::string() : current->regions.front().id);
    out["presets"] = ordered_json::parse(profileToJson(offered, -1))["faults"];
    return out.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

Result<void> Simulator::applyJson(std::string_view json) {
    MGC_TRY_ASSIGN(auto changed, parseProfileOver(*profile(), json, ""));
    setProfile(std::move(changed));
    return {};
}

}  // namespace mgc::simulator
