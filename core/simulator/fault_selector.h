#pragma once
#include <map>
#include <string>
#include <vector>

#include "simulator/profile.h"

namespace mgc::http {
class Headers;
}

namespace mgc::simulator {

/// Decides which rules strike a call and counts what "every Nth" and "first N" need. Not thread-safe: the simulator guards it.
class FaultSelector {
public:
    struct Call {
        std::string_view deployment, region, operation;
        const http::Headers& headers;
        Instant now;
    };
    /// The merged plan of all rules that apply; their ids go to `struck`.
    [[nodiscard]] FaultPlan select(const std::vector<FaultRule>& rules, const Call& call, std::vector<std::string>& struck);
    /// Forgets the counts of rules that are gone (at most one count per rule is kept).
    void keepOnly(const std::vector<FaultRule>& rules);

private:
    std::map<std::string, std::int64_t> m_matches;  ///< by rule id: calls that matched so far
};

}  // namespace mgc::simulator
