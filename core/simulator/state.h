#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "simulator/fault_selector.h"
#include "simulator/limiter.h"
#include "simulator/profile.h"
#include "simulator/prompt_cache.h"
#include "simulator/response_store.h"
#include "simulator/statistics.h"

namespace mgc::simulator {

/// What all calls share; every member function may be called from any thread.
class State {
public:
    explicit State(Profile profile);

    [[nodiscard]] std::shared_ptr<const Profile> profile() const;
    void setProfile(Profile profile);
    /// Clears limits, fault counts, stored responses and statistics.
    void reset();

    [[nodiscard]] FaultPlan selectFaults(const Profile& profile, const FaultSelector::Call& call, std::vector<std::string>& struck);
    void noteFault(const std::string& trigger);
    [[nodiscard]] Limiter::Verdict admit(Instant now, const std::string& region, const Deployment& deployment, std::int64_t estimate);
    [[nodiscard]] std::int64_t cachedTokens(const std::string& region, const Deployment& deployment, std::string_view prompt,
                                            std::int64_t tokens);
    void settle(const std::string& region, const Deployment& deployment, std::int64_t estimate, std::int64_t used);

    void store(const std::string& region, const std::string& id, ResponseStore::Entry entry);
    [[nodiscard]] std::optional<ResponseStore::Entry> stored(const std::string& region, const std::string& id) const;
    bool removeStored(const std::string& region, const std::string& id);

    enum class Outcome { Succeeded, Throttled, Faulted, Refused };
    void count(const std::string& region, const std::string& deployment, Outcome outcome, std::int64_t promptTokens,
               std::int64_t completionTokens);
    void countUnknownPath();
    void streamBegan();
    void streamEnded(bool aborted);
    [[nodiscard]] Statistics statistics() const;

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const Profile> m_profile;
    std::map<std::string, Limiter> m_limiters;  ///< "region/deployment"
    FaultSelector m_faults;
    PromptCache m_prompts;
    ResponseStore m_responses;
    Statistics m_statistics;
};

}  // namespace mgc::simulator
