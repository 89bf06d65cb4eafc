#pragma once
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "policy/runtime/services.h"

namespace mgc::gateway {

/// Values by key with expiry, in memory. Bounded in bytes (keys and values); the least recently used value goes first.
/// Thread-safe.
class MemoryCache : public policy::Cache {
public:
    MemoryCache(const Clock& clock, std::size_t maximumBytes) : m_clock(clock), m_maximumBytes(maximumBytes) {}

    Cache* ofType(policy::CachingType type) override { return type == policy::CachingType::External ? nullptr : this; }
    Task<Result<std::optional<std::string>>> get(std::string key) override;
    Task<Result<void>> put(std::string key, std::string value, Duration timeToLive) override;
    Task<Result<void>> remove(std::string key) override;

    struct Totals {
        std::size_t entries = 0, bytes = 0, maximumBytes = 0;
    };
    [[nodiscard]] Totals totals() const;
    void clear();

private:
    struct Entry {
        std::string key, value;
        Instant expires{};
    };
    using Order = std::list<Entry>;  // most recently used first
    void drop(Order::iterator entry);

    const Clock& m_clock;
    const std::size_t m_maximumBytes;
    mutable std::mutex m_mutex;
    Order m_order;
    std::unordered_map<std::string_view, Order::iterator> m_index;  // keys are views into m_order's entries
    std::size_t m_bytes = 0;
};

}  // namespace mgc::gateway
