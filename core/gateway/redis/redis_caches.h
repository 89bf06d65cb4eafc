#pragma once
#include <mutex>
#include <string>

#include "gateway/redis/redis_client.h"
#include "gateway/state/memory_cache.h"
#include "gateway/state/memory_semantic_cache.h"

namespace mgc::gateway::redis {

/// cache-* values in Redis, the external cache. While it is away every lookup misses and nothing is stored (docs: the external cache
/// never fails a call). What asks for the built-in cache gets `internal`, which each gateway has for itself.
class RedisCache : public policy::Cache {
public:
    RedisCache(RedisClient& client, MemoryCache& internal) : m_client(client), m_internal(internal) {}
    Cache* ofType(policy::CachingType type) override {
        return type == policy::CachingType::Internal ? static_cast<Cache*>(&m_internal) : this;
    }
    Task<Result<std::optional<std::string>>> get(std::string key) override;
    Task<Result<void>> put(std::string key, std::string value, Duration timeToLive) override;
    Task<Result<void>> remove(std::string key) override;

private:
    RedisClient& m_client;
    MemoryCache& m_internal;
};

/// Semantic entries that several gateways share: a stream in Redis holds the last 5,000 stored answers, and every gateway takes what is
/// new in it into its own index before it looks something up. Plain Redis has no vector search (RediSearch is not in Debian). While Redis
/// is away each gateway serves what it has.
class RedisSemanticCache : public policy::SemanticCache {
public:
    RedisSemanticCache(RedisClient& client, MemorySemanticCache& own, const Clock& clock) : m_client(client), m_own(own), m_clock(clock) {}
    Task<Result<Lookup>> find(std::string partition, std::vector<float> vector, double threshold) override;
    Task<Result<void>> store(std::string partition, std::vector<float> vector, std::string value, Duration timeToLive) override;
    /// After the stream was deleted.
    void forget();

private:
    [[nodiscard]] Task<void> catchUp();

    RedisClient& m_client;
    MemorySemanticCache& m_own;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::string m_last = "0-0";  ///< id of the last entry taken over
};

}  // namespace mgc::gateway::redis
