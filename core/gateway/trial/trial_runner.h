#pragma once
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "gateway/run/engine.h"
#include "gateway/run/virtual_clock.h"
#include "gateway/trial/request_script.h"

namespace mgc::gateway {

/// Runs scripted requests through an engine on a controllable clock, without sockets: `try`, `test` and the behaviour cases.
class TrialRunner {
public:
    TrialRunner(Engine& engine, VirtualClock& clock) : m_engine(engine), m_clock(clock) {}

    /// {"responses":[...]} of design/cli.md, flat, in the order of the requests. Error TrialStuck if a request never ends.
    [[nodiscard]] Result<nlohmann::ordered_json> run(const std::vector<RequestGroup>& groups);

private:
    struct Outcome;
    [[nodiscard]] Result<http::Request> toRequest(const ScriptedRequest& scripted) const;
    [[nodiscard]] Task<Outcome> perform(http::Request request, ClientInfo client);
    void keepCookies(const Outcome& outcome);
    [[nodiscard]] static nlohmann::ordered_json report(const Outcome& outcome);

    Engine& m_engine;
    VirtualClock& m_clock;
    std::map<std::string, std::string> m_cookies;
};

}  // namespace mgc::gateway
