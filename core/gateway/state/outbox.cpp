#include "gateway/state/outbox.h"

#include <algorithm>

namespace mgc::gateway {

namespace {

std::size_t sizeOf(const policy::OutgoingMessage& message) {
    std::size_t bytes = message.body.size() + message.target.size() + message.partitionKey.size();
    for (const auto& [name, value] : message.properties) bytes += name.size() + value.size();
    return bytes;
}

}  // namespace

void Outbox::add(Instant time, policy::OutgoingMessage message) {
    const std::lock_guard lock(m_mutex);
    m_bytes += sizeOf(message);
    m_entries.push_back({++m_lastId, time, std::move(message)});
    while (m_entries.size() > maximumMessages || (m_bytes > maximumBytes && m_entries.size() > 1)) {
        m_bytes -= sizeOf(m_entries.front().message);
        m_entries.pop_front();
    }
}

std::vector<Outbox::Entry> Outbox::after(std::uint64_t after, std::size_t limit) const {
    const std::lock_guard lock(m_mutex);
    const auto first = std::ranges::find_if(m_entries, [&](const Entry& entry) { return entry.id > after; });
    const auto skipped = static_cast<std::size_t>(m_entries.end() - first) > limit ? m_entries.end() - first - static_cast<std::ptrdiff_t>(limit) : 0;
    return {first + skipped, m_entries.end()};
}

std::size_t Outbox::size() const {
    const std::lock_guard lock(m_mutex);
    return m_entries.size();
}

std::size_t Outbox::bytes() const {
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

void Outbox::clear() {
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
    m_bytes = 0;
}

}  // namespace mgc::gateway
