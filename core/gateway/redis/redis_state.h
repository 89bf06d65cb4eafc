#pragma once
#include "gateway/redis/redis_caches.h"
#include "gateway/redis/redis_counters.h"
#include "gateway/state/shared_state.h"

namespace mgc::gateway::redis {

/// `run --state redis://HOST:PORT`: counters, quotas, caches and semantic entries in one Redis.
class RedisState : public SharedState {
public:
    RedisState(Address address, const Clock& clock, MemoryCounters& counters, MemorySemanticCache& semanticCache)
        : m_client(std::move(address)),
          m_counters(m_client, counters, clock),
          m_internalCache(clock, internalCacheBytes),
          m_cache(m_client, m_internalCache),
          m_semanticCache(m_client, semanticCache, clock) {}

    [[nodiscard]] policy::Counters& counters() override { return m_counters; }
    [[nodiscard]] policy::Cache& cache() override { return m_cache; }
    [[nodiscard]] MemoryCache& internalCache() override { return m_internalCache; }
    [[nodiscard]] policy::SemanticCache& semanticCache() override { return m_semanticCache; }
    void clear() override;
    [[nodiscard]] Reading reading() const override;

private:
    static constexpr std::size_t internalCacheBytes = 64u << 20;

    RedisClient m_client;
    RedisCounters m_counters;
    MemoryCache m_internalCache;
    RedisCache m_cache;
    RedisSemanticCache m_semanticCache;
};

}  // namespace mgc::gateway::redis
