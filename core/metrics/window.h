#pragma once
#include <array>
#include <cstdint>

#include "base/clock.h"

namespace mgc::metrics {

/// The last 60 seconds of something, one slot per second. Slot is default-constructible and has clear() and add(const Slot&).
/// Slots older than the window are cleared when their place is reused or skipped when read.
template <class Slot>
class Window {
public:
    static constexpr std::int64_t seconds = 60;

    /// The slot of the second that `now` is in.
    Slot& at(Instant now) {
        const std::int64_t second = secondOf(now);
        Entry& entry = m_entries[static_cast<std::size_t>(second % seconds)];
        if (entry.second != second) {
            entry.slot.clear();
            entry.second = second;
        }
        return entry.slot;
    }
    /// Adds the slots of the last `span` seconds (1 to 60), the running one included, to `into`.
    void sum(Instant now, std::int64_t span, Slot& into) const {
        const std::int64_t second = secondOf(now);
        for (const Entry& entry : m_entries)
            if (entry.second > second - span && entry.second <= second) into.add(entry.slot);
    }

private:
    struct Entry {
        std::int64_t second = -1;
        Slot slot;
    };
    static std::int64_t secondOf(Instant now) { return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count(); }

    std::array<Entry, static_cast<std::size_t>(seconds)> m_entries;
};

}  // namespace mgc::metrics
