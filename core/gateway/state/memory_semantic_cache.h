#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

#include "gateway/state/vector_index.h"
#include "policy/runtime/services.h"

namespace mgc::gateway {

/// Model answers by the meaning of their prompts, in memory. Bounded in entries and bytes (vectors and answers); beyond either, what has
/// expired goes first, then what was used longest ago. Thread-safe; lookups run side by side.
class MemorySemanticCache : public policy::SemanticCache {
public:
    static constexpr std::size_t maximumEntries = 20'000;

    MemorySemanticCache(const Clock& clock, std::size_t maximumBytes) : m_clock(clock), m_maximumBytes(maximumBytes) {}

    Task<Result<Lookup>> find(std::string partition, std::vector<float> vector, double threshold) override;
    /// Replaces an entry with the same vector. Error CacheValueTooLarge.
    Task<Result<void>> store(std::string partition, std::vector<float> vector, std::string value, Duration timeToLive) override;

    /// The same with a fixed end, without waiting (entries that another gateway has stored).
    [[nodiscard]] Lookup findNow(const std::string& partition, const std::vector<float>& vector, double threshold) const;
    Result<void> storeNow(const std::string& partition, const std::vector<float>& vector, std::string value, Instant expires);

    struct Totals {
        std::size_t entries = 0, partitions = 0, bytes = 0, maximumBytes = 0;
        std::uint64_t hits = 0, misses = 0;
    };
    [[nodiscard]] Totals totals() const;
    void clear();

private:
    struct Entry {
        std::shared_ptr<const std::string> value;
        Instant expires{};
        std::size_t bytes = 0;
        mutable std::atomic<std::uint64_t> lastUse{0};
    };
    struct Partition {
        VectorIndex index;
        std::vector<std::unique_ptr<Entry>> entries;  ///< by row of the index
    };
    void drop(Partition& partition, std::size_t row);
    void dropExpired(Instant now);
    void dropOldest();

    const Clock& m_clock;
    const std::size_t m_maximumBytes;
    mutable std::shared_mutex m_mutex;
    std::map<std::string, Partition> m_partitions;
    std::size_t m_entries = 0, m_bytes = 0;
    mutable std::atomic<std::uint64_t> m_uses{0}, m_hits{0}, m_misses{0};
};

}  // namespace mgc::gateway
