#include "gateway/run/traffic_ring.h"

#include <algorithm>

namespace mgc::gateway {

namespace {

std::size_t sizeOf(const http::Headers& headers) {
    std::size_t bytes = 0;
    for (const auto field : headers) bytes += field.name.size() + field.value.size() + 16;
    return bytes;
}

std::size_t sizeOf(const RecordedBody& body) {
    return body.text ? body.text->size() + 32 : 0;
}

}  // namespace

std::size_t TrafficRecord::size() const {
    std::size_t bytes = sizeof(TrafficRecord) + url.size() + traceJson.size() + sizeOf(requestHeaders) + sizeOf(responseHeaders) +
                        sizeOf(requestBody) + sizeOf(responseBody) + chunks.size() * sizeof(RecordedChunk) + steps.size() * (sizeof(RecordedStep) + 64);
    for (const auto& call : backendCalls)
        bytes += sizeof(RecordedBackendCall) + call.url.size() + sizeOf(call.requestHeaders) + sizeOf(call.responseHeaders) + sizeOf(call.requestBody) +
                 sizeOf(call.responseBody);
    return bytes;
}

void TrafficRing::add(std::shared_ptr<TrafficRecord> record) {
    const std::size_t bytes = record->size();
    std::vector<Record> dropped;  // destroyed after the lock is released
    const std::lock_guard lock(m_mutex);
    record->id = ++m_lastId;
    m_records.emplace_back(std::move(record), bytes);
    m_bytes += bytes;
    while (m_records.size() > m_maximumRows || (m_bytes > m_maximumBytes && m_records.size() > 1)) {
        m_bytes -= m_records.front().second;
        dropped.push_back(std::move(m_records.front().first));
        m_records.pop_front();
    }
}

std::vector<TrafficRing::Record> TrafficRing::after(std::uint64_t id, std::size_t limit) const {
    std::vector<Record> found;
    const std::lock_guard lock(m_mutex);
    if (m_records.empty()) return found;
    const std::uint64_t first = m_records.front().first->id;  // ids are consecutive
    std::size_t at = id < first ? 0 : static_cast<std::size_t>(id - first + 1);
    for (; at < m_records.size() && found.size() < limit; ++at) found.push_back(m_records[at].first);
    return found;
}

TrafficRing::Record TrafficRing::find(std::uint64_t id) const {
    const std::lock_guard lock(m_mutex);
    if (m_records.empty() || id < m_records.front().first->id || id > m_lastId) return nullptr;
    return m_records[static_cast<std::size_t>(id - m_records.front().first->id)].first;
}

TrafficRing::Record TrafficRing::find(std::string_view requestId) const {
    const std::lock_guard lock(m_mutex);
    const auto it = std::find_if(m_records.rbegin(), m_records.rend(), [&](const auto& entry) { return entry.first->requestId == requestId; });
    return it == m_records.rend() ? nullptr : it->first;
}

std::uint64_t TrafficRing::lastId() const {
    const std::lock_guard lock(m_mutex);
    return m_lastId;
}

void TrafficRing::clear() {
    std::deque<std::pair<Record, std::size_t>> dropped;
    const std::lock_guard lock(m_mutex);
    dropped.swap(m_records);
    m_bytes = 0;
}

}  // namespace mgc::gateway
