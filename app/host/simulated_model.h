#pragma once
#include "embeddings/text_encoder.h"
#include "gateway/run/local_model.h"
#include "simulator/simulator.h"

namespace mgc::app {

/// core/simulator as the engine sees it.
class SimulatedModel : public gateway::LocalModel {
public:
    enum class Reach { ClaimedHosts, EveryHost };

    SimulatedModel(simulator::Profile profile, Clock& clock, Random& random, Reach reach = Reach::ClaimedHosts)
        : m_simulator(std::move(profile), clock, random), m_reach(reach) {}

    [[nodiscard]] bool claims(const http::Url& url) const override { return m_reach == Reach::EveryHost || m_simulator.claims(url); }
    [[nodiscard]] http::Exchange& exchange() override { return m_simulator; }
    [[nodiscard]] std::vector<std::string> deployments() const override { return m_simulator.deploymentNames(); }
    [[nodiscard]] std::vector<std::string> regions() const override { return m_simulator.regionIds(); }
    [[nodiscard]] std::string profile() const override { return m_simulator.toJson(); }
    [[nodiscard]] Result<void> setProfile(const std::string& json) override { return m_simulator.applyJson(json); }
    [[nodiscard]] std::vector<Diagnostic> limitations() const override {
        if (embeddings::localEncoder().understandsMeaning()) return {};
        Diagnostic note;
        note.severity = Severity::Info;
        note.code = "MGC5190";
        note.message = "This build has no sentence encoder (MGC_SENTENCE_MODEL is off): simulated embeddings compare words, not meanings.";
        return {std::move(note)};
    }
    [[nodiscard]] std::vector<std::string> faults() const override {
        std::vector<std::string> names;
        const auto profile = m_simulator.profile();
        for (const auto& fault : profile->faults)
            if (fault.enabled) names.push_back(fault.title.empty() ? fault.id : fault.title);
        return names;
    }

    void replaceProfile(simulator::Profile profile) { m_simulator.setProfile(std::move(profile)); }

private:
    simulator::Simulator m_simulator;
    Reach m_reach;
};

/// `.model-gateway/simulator.json` of a workspace; "" where there is none.
[[nodiscard]] std::string simulatorProfileText(const std::string& workspaceFolder);
/// The profile that text describes; the starter's for "".
[[nodiscard]] Result<simulator::Profile> parseSimulatorProfile(const std::string& text, const std::string& workspaceFolder);

}  // namespace mgc::app
