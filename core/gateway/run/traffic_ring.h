#pragma once
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "gateway/run/traffic_record.h"

namespace mgc::gateway {

/// The last finished requests, oldest dropped first: at most `maximumRows` and `maximumBytes`. Thread-safe.
class TrafficRing {
public:
    using Record = std::shared_ptr<const TrafficRecord>;

    explicit TrafficRing(std::size_t maximumRows = 10'000, std::size_t maximumBytes = 256u << 20)
        : m_maximumRows(maximumRows), m_maximumBytes(maximumBytes) {}

    /// Gives the record its id (1, 2, 3, ... in the order of finishing) and keeps it.
    void add(std::shared_ptr<TrafficRecord> record);
    /// Records with an id above `after`, oldest first, at most `limit`.
    [[nodiscard]] std::vector<Record> after(std::uint64_t id, std::size_t limit) const;
    [[nodiscard]] Record find(std::uint64_t id) const;
    /// By the request's GUID.
    [[nodiscard]] Record find(std::string_view requestId) const;
    [[nodiscard]] std::uint64_t lastId() const;
    void clear();

private:
    const std::size_t m_maximumRows;
    const std::size_t m_maximumBytes;
    mutable std::mutex m_mutex;
    std::deque<std::pair<Record, std::size_t>> m_records;
    std::size_t m_bytes = 0;
    std::uint64_t m_lastId = 0;
};

}  // namespace mgc::gateway
