#pragma once
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "gateway/run/byte_queue.h"
#include "gateway/run/traffic_record.h"

namespace mgc::gateway {

/// The last finished requests, oldest dropped first: at most `maximumRows` and `maximumBytes`. Kept packed (traffic_codec.h), so that
/// recording costs a copy and no memory of its own. Thread-safe.
class TrafficRing {
public:
    using Record = std::shared_ptr<const TrafficRecord>;

    explicit TrafficRing(std::size_t maximumRows = 10'000, std::size_t maximumBytes = 256u << 20)
        : m_maximumRows(maximumRows), m_maximumBytes(maximumBytes) {}

    /// Keeps a copy under the next id (1, 2, 3, ... in the order of finishing).
    void add(const TrafficRecord& record);
    /// Rows (RecordPart::Row) with an id above `after`, oldest first, at most `limit`.
    [[nodiscard]] std::vector<Record> after(std::uint64_t id, std::size_t limit) const;
    /// The whole record; null where it is not kept (any more).
    [[nodiscard]] Record find(std::uint64_t id) const;
    /// By the request's GUID.
    [[nodiscard]] Record find(std::string_view requestId) const;
    [[nodiscard]] std::uint64_t lastId() const;
    void clear();

private:
    [[nodiscard]] std::uint64_t firstId() const { return m_lastId - m_packed.size() + 1; }
    [[nodiscard]] Record wholeAt(std::size_t index) const;
    void drop();

    const std::size_t m_maximumRows;
    const std::size_t m_maximumBytes;
    mutable std::mutex m_mutex;
    ByteQueue m_packed;
    std::deque<std::shared_ptr<const void>> m_programs;  ///< of each record: keeps what its steps point to
    std::uint64_t m_lastId = 0;
};

}  // namespace mgc::gateway
