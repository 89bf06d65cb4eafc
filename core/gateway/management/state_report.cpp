#include "gateway/management/state_report.h"

#include <nlohmann/json.hpp>

#include "gateway/run/conversions.h"
#include "gateway/run/engine.h"

namespace mgc::gateway {

namespace {

using nlohmann::json;

constexpr std::size_t maximumKeys = 200;

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

std::string wholeSeconds(Duration duration) { return std::to_string(std::chrono::ceil<std::chrono::seconds>(duration).count()) + " s"; }

/// One sentence: what is used, and what the next call may cost.
std::string explanation(const CounterReading& counter) {
    std::string text = std::to_string(counter.used) + " of " + std::to_string(counter.limit) + " used";
    switch (counter.kind) {
        case CounterReading::Kind::Sliding:
            text += " in the last " + wholeSeconds(counter.window);
            break;
        case CounterReading::Kind::TokenBucket:
            text += " of a bucket that refills every " + wholeSeconds(counter.window);
            break;
        case CounterReading::Kind::Fixed:
            text += " in the period that ends " + toIso8601(counter.windowEnds);
            break;
    }
    if (counter.remaining > 0) return text + "; the next call may cost " + std::to_string(counter.remaining) + ".";
    return text + "; the next call is refused, " + std::to_string(counter.freed) + " are free in " + wholeSeconds(counter.retryAfter) + ".";
}

json toJson(const CounterReading& counter) {
    json entry = toKeyState(counter);
    constexpr const char* kinds[] = {"sliding", "tokenBucket", "fixed"};
    entry["window"] = kinds[static_cast<std::size_t>(counter.kind)];
    entry["explanation"] = explanation(counter);
    entry["freed"] = counter.freed;
    if (counter.kind == CounterReading::Kind::Fixed) entry["windowEnds"] = toIso8601(counter.windowEnds);
    json bookings = json::array();
    for (const auto& booking : counter.bookings) bookings.push_back({{"amount", booking.amount}, {"until", toIso8601(booking.until)}});
    entry["bookings"] = std::move(bookings);
    return entry;
}

json toJson(const BackendReading& backend) {
    json history = json::array();
    for (const auto& trip : backend.history)
        history.push_back({{"tripped", toIso8601(trip.time)}, {"closes", toIso8601(trip.until)}, {"cause", trip.cause}});
    return {{"id", backend.id},
            {"state", backend.isOpen ? "open" : "closed"},
            {"closesInSeconds", backend.openFor && !backend.heldSince ? seconds(*backend.openFor) : 0.0},
            {"held", backend.heldSince.has_value()},
            {"heldSince", backend.heldSince ? json(toIso8601(*backend.heldSince)) : json()},
            {"trips", backend.trips},
            {"hasBreaker", backend.hasBreaker},
            {"failuresInInterval", backend.failuresInInterval},
            {"callsInInterval", backend.callsInInterval},
            {"history", std::move(history)}};
}

json toJson(const PoolReading& pool) {
    json members = json::array();
    for (const auto& member : pool.members)
        members.push_back({{"id", member.id},
                           {"priority", member.priority},
                           {"weight", member.weight},
                           {"available", member.available},
                           {"picks", member.picks},
                           {"configuredShare", member.configuredShare},
                           {"observedShare", member.observedShare}});
    return {{"id", pool.id}, {"members", std::move(members)}};
}

template <class Reading>
json toJson(const std::vector<Reading>& readings) {
    json all = json::array();
    for (const auto& reading : readings) all.push_back(toJson(reading));
    return all;
}

}  // namespace

json stateReport(Engine& engine) {
    auto* shared = engine.sharedState();
    const auto cache = (shared ? shared->internalCache() : engine.cache()).totals();
    const auto semantic = engine.semanticCache().totals();
    json report = {{"now", toIso8601(engine.clock().now())},
                   {"counters", toJson(engine.counters().readings(maximumKeys))},
                   {"backends", toJson(engine.backends().readings())},
                   {"pools", toJson(engine.backends().pools())},
                   {"cache", {{"entries", cache.entries}, {"bytes", cache.bytes}, {"maximumBytes", cache.maximumBytes}}},
                   {"semanticCache",
                    {{"entries", semantic.entries},
                     {"partitions", semantic.partitions},
                     {"bytes", semantic.bytes},
                     {"maximumBytes", semantic.maximumBytes},
                     {"hits", semantic.hits},
                     {"misses", semantic.misses}}},
                   {"outbox",
                    {{"messages", engine.outbox().size()},
                     {"bytes", engine.outbox().bytes()},
                     {"maximumMessages", Outbox::maximumMessages},
                     {"maximumBytes", Outbox::maximumBytes}}}};
    if (shared) {
        // Counters above are what this gateway has booked itself; decisions are made on the shared ones.
        const auto reading = shared->reading();
        report["shared"] = {{"store", reading.store},
                            {"connected", reading.connected},
                            {"calls", reading.calls},
                            {"failures", reading.failures},
                            {"problem", reading.problem}};
    }
    return report;
}

}  // namespace mgc::gateway
