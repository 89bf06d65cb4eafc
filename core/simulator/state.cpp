#include "simulator/state.h"

#include "base/text.h"
#include "simulator/seeded.h"

namespace mgc::simulator {

namespace {

std::string keyOf(const std::string& region, const std::string& deployment) { return region + "/" + toLowerAscii(deployment); }

}  // namespace

State::State(Profile profile) : m_profile(std::make_shared<const Profile>(std::move(profile))) {}

std::shared_ptr<const Profile> State::profile() const {
    const std::lock_guard lock(m_mutex);
    return m_profile;
}

void State::setProfile(Profile profile) {
    const std::lock_guard lock(m_mutex);
    m_profile = std::make_shared<const Profile>(std::move(profile));
    m_faults.keepOnly(m_profile->faults);
    const auto gone = [this](const auto& entry) {
        const auto slash = entry.first.find('/');
        return m_profile->find(std::string_view(entry.first).substr(slash + 1), std::string_view(entry.first).substr(0, slash)) == nullptr;
    };
    std::erase_if(m_limiters, gone);
    std::erase_if(m_statistics.byDeployment, gone);
}

void State::reset() {
    const std::lock_guard lock(m_mutex);
    m_limiters.clear();
    m_faults = {};
    m_prompts = {};
    m_responses = {};
    const auto active = m_statistics.activeStreams;
    m_statistics = {};
    m_statistics.activeStreams = active;
}

FaultPlan State::selectFaults(const Profile& profile, const FaultSelector::Call& call, std::vector<std::string>& struck) {
    const std::lock_guard lock(m_mutex);
    auto plan = m_faults.select(profile.faults, call, struck);
    for (const auto& id : struck) ++m_statistics.byFault[id];
    if (m_statistics.byFault.size() > 512) m_statistics.byFault.clear();  // rules come and go; their totals need not stay for ever
    return plan;
}

void State::noteFault(const std::string& trigger) {
    const std::lock_guard lock(m_mutex);
    ++m_statistics.byFault[trigger];
}

Limiter::Verdict State::admit(Instant now, const std::string& region, const Deployment& deployment, std::int64_t estimate) {
    const std::lock_guard lock(m_mutex);
    return m_limiters[keyOf(region, deployment.name)].admit(now, estimate, deployment);
}

std::int64_t State::cachedTokens(const std::string& region, const Deployment& deployment, std::string_view prompt, std::int64_t tokens) {
    const std::lock_guard lock(m_mutex);
    return m_prompts.lookUp(stableHash(keyOf(region, deployment.name)), prompt, tokens);
}

void State::settle(const std::string& region, const Deployment& deployment, std::int64_t estimate, std::int64_t used) {
    const std::lock_guard lock(m_mutex);
    m_limiters[keyOf(region, deployment.name)].settle(estimate, used, deployment);
}

void State::store(const std::string& region, const std::string& id, ResponseStore::Entry entry) {
    const std::lock_guard lock(m_mutex);
    m_responses.put(region + "/" + id, std::move(entry));
}

std::optional<ResponseStore::Entry> State::stored(const std::string& region, const std::string& id) const {
    const std::lock_guard lock(m_mutex);
    return m_responses.get(region + "/" + id);
}

bool State::removeStored(const std::string& region, const std::string& id) {
    const std::lock_guard lock(m_mutex);
    return m_responses.erase(region + "/" + id);
}

void State::count(const std::string& region, const std::string& deployment, Outcome outcome, std::int64_t promptTokens,
                  std::int64_t completionTokens) {
    const std::lock_guard lock(m_mutex);
    auto& entry = m_statistics.byDeployment[keyOf(region, deployment)];
    ++entry.requests;
    entry.succeeded += outcome == Outcome::Succeeded;
    entry.throttled += outcome == Outcome::Throttled;
    entry.faulted += outcome == Outcome::Faulted;
    entry.refused += outcome == Outcome::Refused;
    entry.promptTokens += static_cast<std::uint64_t>(promptTokens);
    entry.completionTokens += static_cast<std::uint64_t>(completionTokens);
}

void State::countUnknownPath() {
    const std::lock_guard lock(m_mutex);
    ++m_statistics.unknownPaths;
}

void State::streamBegan() {
    const std::lock_guard lock(m_mutex);
    ++m_statistics.activeStreams;
}

void State::streamEnded(bool aborted) {
    const std::lock_guard lock(m_mutex);
    --m_statistics.activeStreams;
    m_statistics.abortedStreams += aborted;
}

Statistics State::statistics() const {
    const std::lock_guard lock(m_mutex);
    return m_statistics;
}

}  // namespace mgc::simulator
