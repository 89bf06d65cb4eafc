#pragma once
#include "gateway/redis/redis_client.h"
#include "gateway/state/memory_counters.h"

namespace mgc::gateway::redis {

/// Counters and quotas in Redis, exact over all gateways that share it. Everything is booked in this gateway's own memory as well: while
/// Redis is away each gateway goes on with what it has counted itself, as instances of a self-hosted gateway do without synchronisation;
/// what was booked meanwhile is not added to Redis later. Times are this gateway's clock; gateways need synchronised clocks.
class RedisCounters : public policy::Counters {
public:
    RedisCounters(RedisClient& client, MemoryCounters& own, const Clock& clock) : m_client(client), m_own(own), m_clock(clock) {}

    ValueTask<Result<policy::CounterState>> read(const policy::CounterSpec& spec) override;
    ValueTask<Result<Admission>> tryBook(const policy::CounterSpec& spec, std::int64_t amount, std::int64_t needed) override;
    ValueTask<Result<policy::CounterState>> book(const policy::CounterSpec& spec, std::int64_t amount) override;
    ValueTask<Result<Admission>> tryBookFixed(const policy::CounterSpec& spec, Instant windowStart, std::int64_t amount,
                                         std::int64_t needed) override;
    ValueTask<Result<policy::CounterState>> bookFixed(const policy::CounterSpec& spec, Instant windowStart, std::int64_t amount) override;
    ValueTask<Result<Instant>> windowStart(const policy::CounterSpec& spec, std::optional<Instant> firstPeriodStart) override;

private:
    struct Call {
        policy::CounterSpec spec;
        std::int64_t amount = 0, needed = 0;
        bool onlyIfFits = false;
        std::optional<Instant> start;  ///< of a fixed window
    };
    [[nodiscard]] Task<Result<Admission>> run(Call call);

    RedisClient& m_client;
    MemoryCounters& m_own;
    const Clock& m_clock;
};

}  // namespace mgc::gateway::redis
