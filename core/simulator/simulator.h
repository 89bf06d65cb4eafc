#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "http/exchange.h"
#include "simulator/profile.h"
#include "simulator/statistics.h"

namespace mgc::simulator {

class State;

/// The built-in model backend: answers HTTP calls as Azure OpenAI (classic and v1), OpenAI and Azure AI inference would, from a
/// profile of regions and deployments. Which dialect: by path; which region: by host. Facts: reference/openai-wire.md.
/// Deterministic by profile seed, request and clock; apart from ids and times, which come from `random` and `clock` unless
/// Profile::deterministicIds. Thread-safe; a call stays on the thread that made it. Bounded: see Profile, ResponseStore, 32 MiB per request
/// body.
class Simulator : public http::Exchange {
public:
    /// `clock` and `random` must outlive the simulator and every body it has given out.
    Simulator(Profile profile, Clock& clock, Random& random);
    Simulator(const Simulator&) = delete;
    Simulator& operator=(const Simulator&) = delete;
    ~Simulator() override;

    /// Answers under any host: one that no region claims is answered by the first region.
    [[nodiscard]] Task<Result<http::Response>> exchange(http::Request& request, const http::SendOptions& options) override;
    /// True when a region of the profile claims the host: the gateway then calls the simulator instead of the network.
    [[nodiscard]] bool claims(const http::Url& url) const;

    [[nodiscard]] std::shared_ptr<const Profile> profile() const;
    /// Calls under way finish with the profile they began with. Limits and counts of deployments that stay are kept.
    void setProfile(Profile profile);
    /// Forgets limits, fault counts, stored responses and statistics.
    void reset();
    [[nodiscard]] Statistics statistics() const;
    /// Names of the deployments and ids of the regions, in the order of the profile.
    [[nodiscard]] std::vector<std::string> deploymentNames() const;
    [[nodiscard]] std::vector<std::string> regionIds() const;

    /// GET /v1/simulator: the profile's members, then "stats" and "presets" (fault rules to offer).
    [[nodiscard]] std::string toJson() const;
    /// PUT /v1/simulator: the members given replace those of the profile (so {"faults":[]} switches all faults off).
    [[nodiscard]] Result<void> applyJson(std::string_view json);

private:
    std::shared_ptr<State> m_state;
    Clock& m_clock;
    Random& m_random;
};

}  // namespace mgc::simulator
