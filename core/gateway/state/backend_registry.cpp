#include "gateway/state/backend_registry.h"

#include <algorithm>
#include <limits>

#include "base/text.h"

namespace mgc::gateway {

namespace {

bool sameRule(const BreakerRule& left, const BreakerRule& right) {
    const auto sameRange = [](const auto& a, const auto& b) { return a.minimum == b.minimum && a.maximum == b.maximum; };
    return left.count == right.count && left.percentage == right.percentage && left.interval == right.interval &&
           left.tripDuration == right.tripDuration && left.acceptRetryAfter == right.acceptRetryAfter && left.errorReasons == right.errorReasons &&
           std::equal(left.statusRanges.begin(), left.statusRanges.end(), right.statusRanges.begin(), right.statusRanges.end(), sameRange);
}

}  // namespace

void BackendRegistry::replace(std::vector<BackendDefinition> definitions) {
    std::map<std::string, Entry, std::less<>> entries;
    const std::lock_guard lock(m_mutex);
    for (auto& definition : definitions) {
        Entry entry;
        if (definition.breaker) {
            const auto old = m_entries.find(definition.id);
            const bool keep = old != m_entries.end() && old->second.breaker && sameRule(old->second.breaker->rule(), *definition.breaker);
            entry.breaker = keep ? std::move(old->second.breaker) : std::optional<CircuitBreaker>(CircuitBreaker(*definition.breaker));
            if (!keep && old != m_entries.end() && old->second.breaker && old->second.breaker->heldSince())
                entry.breaker->hold(*old->second.breaker->heldSince());
        }
        entry.owed.resize(definition.members.size());
        entry.picks.resize(definition.members.size());
        std::string id = definition.id;
        entry.definition = std::move(definition);
        entries.emplace(std::move(id), std::move(entry));
    }
    m_entries.swap(entries);
    makeTargets();
}

void BackendRegistry::redirect(const std::string& id, http::Url url) {
    const std::lock_guard lock(m_mutex);
    m_redirects[id] = std::move(url);
    makeTargets();
}

bool BackendRegistry::exists(std::string_view backendId) const {
    const std::lock_guard lock(m_mutex);
    return m_entries.find(backendId) != m_entries.end();
}

bool BackendRegistry::isPool(std::string_view backendId) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(backendId);
    return found != m_entries.end() && found->second.definition.isPool;
}

std::string BackendRegistry::affinityCookie(std::string_view poolId) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(poolId);
    return found == m_entries.end() ? std::string() : found->second.definition.affinityCookie;
}

policy::Backends::Target BackendRegistry::makeTarget(const BackendDefinition& definition, const std::string& poolId) const {
    Target target;
    target.backendId = definition.id;
    target.poolId = poolId;
    const auto redirect = m_redirects.find(definition.id);
    target.url = redirect != m_redirects.end() ? redirect->second : definition.url;
    target.options.backendId = definition.id;
    target.options.poolId = poolId;
    target.options.verifyCertificateChain = definition.verifyCertificateChain;
    target.options.verifyCertificateName = definition.verifyCertificateName;
    target.options.proxyUrl = definition.proxyUrl;
    target.headers = definition.headers;
    target.query = definition.query;
    target.managedIdentityResource = definition.managedIdentityResource;
    target.managedIdentityClientId = definition.managedIdentityClientId;
    target.azureRegion = definition.azureRegion;
    return target;
}

// Once at reload, so that a call takes a reference instead of a copy of a dozen texts.
void BackendRegistry::makeTargets() {
    for (auto& [id, entry] : m_entries) {
        entry.target = entry.definition.isPool ? nullptr : std::make_shared<const Target>(makeTarget(entry.definition, ""));
        entry.memberTargets.clear();
        for (const auto& member : entry.definition.members) {
            const auto single = m_entries.find(member.id);
            const bool found = single != m_entries.end() && !single->second.definition.isPool;
            entry.memberTargets.push_back(found ? std::make_shared<const Target>(makeTarget(single->second.definition, id)) : nullptr);
        }
    }
}

const BackendRegistry::Entry* BackendRegistry::available(const std::string& memberId, Instant now) const {
    const auto found = m_entries.find(memberId);
    if (found == m_entries.end() || found->second.definition.isPool) return nullptr;
    if (found->second.breaker && found->second.breaker->isOpen(now)) return nullptr;
    return &found->second;
}

Result<std::shared_ptr<const policy::Backends::Target>> BackendRegistry::fromPool(Entry& pool, std::string_view sessionCookie) {
    const Instant now = m_clock.now();
    const auto& members = pool.definition.members;
    // Affinity: the session id is the member's name, so it also holds after a restart; re-picked while that member is out.
    if (!pool.definition.affinityCookie.empty() && !sessionCookie.empty()) {
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (members[i].id != sessionCookie || !available(members[i].id, now)) continue;
            ++pool.picks[i];
            return pool.memberTargets[i];
        }
    }
    // The first priority group with a member whose breaker is closed takes the call.
    int best = std::numeric_limits<int>::max();
    for (const auto& member : members)
        if (available(member.id, now)) best = std::min(best, member.priority);
    std::int64_t total = 0;
    for (const auto& member : members)
        if (member.priority == best && available(member.id, now)) total += member.weight;
    std::optional<std::size_t> picked;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i].priority != best || !available(members[i].id, now)) continue;
        const std::int64_t weight = total == 0 ? 1 : members[i].weight;
        if (weight == 0) continue;
        sum += weight;
        pool.owed[i] += weight;
        if (!picked || pool.owed[i] > pool.owed[*picked]) picked = i;
    }
    if (!picked)
        return fail("BackendPoolUnavailable", std::to_string(pool.definition.poolFailureStatus) + " Backend pool '" + pool.definition.id +
                                                  "' is temporarily unavailable: every member's circuit breaker is open.");
    pool.owed[*picked] -= sum;
    ++pool.picks[*picked];
    return pool.memberTargets[*picked];
}

Result<std::shared_ptr<const policy::Backends::Target>> BackendRegistry::resolve(std::string_view backendId, std::string_view sessionCookie) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(backendId);
    if (found == m_entries.end()) return fail("BackendNotFound", "There is no backend '" + std::string(backendId) + "'.");
    Entry& entry = found->second;
    if (entry.definition.isPool) return fromPool(entry, sessionCookie);
    if (entry.breaker && entry.breaker->isOpen(m_clock.now()))
        return fail("BackendUnavailable", std::to_string(entry.breaker->rule().failureStatus) + " Backend '" + entry.definition.id +
                                              "' is temporarily unavailable: its circuit breaker is " +
                                              (entry.breaker->heldSince() ? "held open." : "open."));
    return entry.target;
}

std::optional<std::string> BackendRegistry::findByUrl(const http::Url& url) const {
    const std::lock_guard lock(m_mutex);
    std::optional<std::string> best;
    std::size_t bestLength = 0;
    for (const auto& [id, entry] : m_entries) {
        const auto& own = entry.definition.url;
        if (entry.definition.isPool || own.scheme != url.scheme || own.host != url.host || own.effectivePort() != url.effectivePort()) continue;
        std::string_view prefix = own.path;
        while (prefix.ends_with('/')) prefix.remove_suffix(1);
        const bool below = startsWithIgnoreCase(url.path, prefix) && (url.path.size() == prefix.size() || url.path[prefix.size()] == '/' || prefix.empty());
        if (below && (!best || prefix.size() > bestLength)) {
            best = id;
            bestLength = prefix.size();
        }
    }
    return best;
}

void BackendRegistry::reportOutcome(const Target& target, int status, std::string_view errorReason, std::optional<Duration> retryAfter) {
    std::optional<Duration> tripped;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(target.backendId);
        if (found == m_entries.end() || !found->second.breaker) return;
        const Instant now = m_clock.now();
        if (found->second.breaker->report(now, status, errorReason, retryAfter)) tripped = found->second.breaker->openFor(now).value_or(Duration{});
    }
    if (tripped && m_onTrip) m_onTrip(target.backendId, *tripped);
}

std::vector<BackendReading> BackendRegistry::readings() const {
    std::vector<BackendReading> all;
    const std::lock_guard lock(m_mutex);
    const Instant now = m_clock.now();
    for (const auto& [id, entry] : m_entries) {
        if (entry.definition.isPool) continue;
        BackendReading reading;
        reading.id = id;
        reading.hasBreaker = entry.breaker.has_value();
        if (entry.breaker) {
            reading.isOpen = entry.breaker->isOpen(now);
            reading.openFor = entry.breaker->openFor(now);
            reading.heldSince = entry.breaker->heldSince();
            reading.trips = entry.breaker->trips();
            const auto window = entry.breaker->window(now);
            reading.failuresInInterval = window.failures;
            reading.callsInInterval = window.calls;
            reading.history.assign(entry.breaker->history().begin(), entry.breaker->history().end());
        }
        all.push_back(std::move(reading));
    }
    return all;
}

std::vector<PoolReading> BackendRegistry::pools() const {
    std::vector<PoolReading> all;
    const std::lock_guard lock(m_mutex);
    const Instant now = m_clock.now();
    for (const auto& [id, entry] : m_entries) {
        if (!entry.definition.isPool) continue;
        struct Group {
            std::int64_t weight = 0, members = 0;
            std::uint64_t picks = 0;
        };
        std::map<int, Group> groups;
        const auto& members = entry.definition.members;
        for (std::size_t i = 0; i < members.size(); ++i) {
            auto& group = groups[members[i].priority];
            group.weight += members[i].weight;
            ++group.members;
            group.picks += entry.picks[i];
        }
        PoolReading pool;
        pool.id = id;
        for (std::size_t i = 0; i < members.size(); ++i) {
            const auto& group = groups[members[i].priority];
            PoolReading::Member member{members[i].id, members[i].priority, members[i].weight, available(members[i].id, now) != nullptr,
                                       entry.picks[i], 0, 0};
            member.configuredShare = group.weight > 0 ? static_cast<double>(members[i].weight) / static_cast<double>(group.weight)
                                                      : 1.0 / static_cast<double>(group.members);
            if (group.picks > 0) member.observedShare = static_cast<double>(entry.picks[i]) / static_cast<double>(group.picks);
            pool.members.push_back(std::move(member));
        }
        all.push_back(std::move(pool));
    }
    return all;
}

std::optional<BackendDefinition> BackendRegistry::definition(std::string_view backendId) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(backendId);
    if (found == m_entries.end()) return std::nullopt;
    return found->second.definition;
}

std::shared_ptr<const policy::Backends::Target> BackendRegistry::target(std::string_view backendId) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(backendId);
    return found == m_entries.end() ? nullptr : found->second.target;
}

void BackendRegistry::resetBreakers() {
    const std::lock_guard lock(m_mutex);
    for (auto& [id, entry] : m_entries)
        if (entry.breaker) entry.breaker->reset();
}

Result<void> BackendRegistry::hold(std::string_view backendId, bool open) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(backendId);
    if (found == m_entries.end()) return fail("NotFound", "There is no backend '" + std::string(backendId) + "'.");
    if (!found->second.breaker)
        return fail("NoBreaker", "Backend '" + found->first + "' has no circuit breaker: give it a rule first.");
    const Instant now = m_clock.now();
    if (open)
        found->second.breaker->hold(now);
    else
        found->second.breaker->release(now);
    return {};
}

}  // namespace mgc::gateway
