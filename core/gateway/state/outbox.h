#pragma once
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include "base/clock.h"
#include "policy/runtime/services.h"

namespace mgc::gateway {

/// Messages for event hubs and Service Bus that have nowhere to go: the last 1000, at most 8 MiB; the oldest go first. From any thread.
class Outbox {
public:
    static constexpr std::size_t maximumMessages = 1000;
    static constexpr std::size_t maximumBytes = 8u << 20;

    struct Entry {
        std::uint64_t id = 0;
        Instant time{};
        policy::OutgoingMessage message;
    };
    void add(Instant time, policy::OutgoingMessage message);
    /// The newest `limit` with an id above `after`, oldest first.
    [[nodiscard]] std::vector<Entry> after(std::uint64_t after, std::size_t limit) const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::size_t bytes() const;
    void clear();

private:
    mutable std::mutex m_mutex;
    std::deque<Entry> m_entries;
    std::size_t m_bytes = 0;
    std::uint64_t m_lastId = 0;
};

}  // namespace mgc::gateway
