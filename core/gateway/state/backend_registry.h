#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gateway/state/backend_definition.h"
#include "policy/runtime/services.h"

namespace mgc::gateway {

/// What `/v1/state` and Backends show of one single backend.
struct BackendReading {
    std::string id;
    bool hasBreaker = false;
    bool isOpen = false;
    std::optional<Duration> openFor;    ///< until its rule closes it; nullopt while only held
    std::optional<Instant> heldSince;
    std::uint64_t trips = 0;
    std::size_t failuresInInterval = 0, callsInInterval = 0;  ///< that the breaker counts right now
    std::vector<CircuitBreaker::Trip> history;                ///< oldest first
};

/// What they show of a pool: what its weights promise against what it has picked since the workspace was loaded.
struct PoolReading {
    struct Member {
        std::string id;
        int priority = 0, weight = 0;
        bool available = true;
        std::uint64_t picks = 0;
        double configuredShare = 0;  ///< 0..1 of its priority group
        double observedShare = 0;    ///< 0..1 of the picks of its priority group
    };
    std::string id;
    std::vector<Member> members;
};

/// All backend entities of a workspace with their breakers and pools. Definitions are replaced whole at reload; breakers whose rule
/// did not change keep their state. Thread-safe: one lock, held for a pick or a report.
class BackendRegistry : public policy::Backends {
public:
    /// Called outside the lock when a breaker trips: backend id and for how long.
    using TripHandler = std::function<void(const std::string&, Duration)>;

    explicit BackendRegistry(const Clock& clock) : m_clock(clock) {}

    void replace(std::vector<BackendDefinition> definitions);
    void onTrip(TripHandler handler) { m_onTrip = std::move(handler); }
    /// Sends the single backend `id` to another address for this run (--upstream ID=URL); survives reloads.
    void redirect(const std::string& id, http::Url url);

    [[nodiscard]] bool exists(std::string_view backendId) const override;
    [[nodiscard]] bool isPool(std::string_view backendId) const override;
    [[nodiscard]] std::string affinityCookie(std::string_view poolId) const override;
    [[nodiscard]] Result<std::shared_ptr<const Target>> resolve(std::string_view backendId, std::string_view sessionCookie) override;
    [[nodiscard]] std::optional<std::string> findByUrl(const http::Url& url) const override;
    void reportOutcome(const Target& target, int status, std::string_view errorReason, std::optional<Duration> retryAfter) override;

    [[nodiscard]] std::vector<BackendReading> readings() const;
    [[nodiscard]] std::vector<PoolReading> pools() const;
    [[nodiscard]] std::optional<BackendDefinition> definition(std::string_view backendId) const;
    /// Where a single backend leads, whatever its breaker says; null for a pool and for none.
    [[nodiscard]] std::shared_ptr<const Target> target(std::string_view backendId) const;
    void resetBreakers();
    /// Holds the breaker of a single backend open, or lets it go. A reload does not end it, as long as the backend has a rule. Errors
    /// NotFound, NoBreaker.
    [[nodiscard]] Result<void> hold(std::string_view backendId, bool open);

private:
    struct Entry {
        BackendDefinition definition;
        std::optional<CircuitBreaker> breaker;
        std::shared_ptr<const Target> target;                      ///< of a single backend; pools write their own name into a copy
        std::vector<std::shared_ptr<const Target>> memberTargets;  ///< per member of a pool; null where there is no such single backend
        /// Smooth weighted round-robin: per member of a pool, what it is owed.
        std::vector<std::int64_t> owed;
        std::vector<std::uint64_t> picks;  ///< per member of a pool
    };
    [[nodiscard]] Target makeTarget(const BackendDefinition& definition, const std::string& poolId) const;
    void makeTargets();
    [[nodiscard]] Result<std::shared_ptr<const Target>> fromPool(Entry& pool, std::string_view sessionCookie);
    [[nodiscard]] const Entry* available(const std::string& memberId, Instant now) const;

    const Clock& m_clock;
    TripHandler m_onTrip;
    mutable std::mutex m_mutex;
    std::map<std::string, Entry, std::less<>> m_entries;
    std::map<std::string, http::Url, std::less<>> m_redirects;
};

}  // namespace mgc::gateway
