#include "gateway/run/traffic_ring.h"

#include <algorithm>

#include "gateway/run/traffic_codec.h"

namespace mgc::gateway {

namespace {

/// Beyond this a worker gives its packing buffer back.
constexpr std::size_t keptBuffer = 256u << 10;

}  // namespace

void TrafficRing::add(const TrafficRecord& record) {
    thread_local PackBuffer buffer;
    const std::string_view packed = packRecord(record, buffer);
    std::shared_ptr<const void> last;  // the last record of an old program ends it: outside the lock
    {
        const std::lock_guard lock(m_mutex);
        while (m_packed.size() > 0 && (m_packed.size() >= m_maximumRows || m_packed.bytes() + packed.size() > m_maximumBytes)) {
            last = std::move(m_programs.front());
            drop();
        }
        m_packed.push(packed);
        m_programs.push_back(record.program);
        ++m_lastId;
    }
    if (buffer.capacity > keptBuffer) buffer = {};
}

void TrafficRing::drop() {
    m_packed.pop();
    m_programs.pop_front();
}

std::vector<TrafficRing::Record> TrafficRing::after(std::uint64_t id, std::size_t limit) const {
    std::vector<Record> found;
    const std::lock_guard lock(m_mutex);
    if (m_packed.size() == 0) return found;
    const std::uint64_t first = firstId();
    std::size_t at = id < first ? 0 : static_cast<std::size_t>(id - first + 1);
    for (; at < m_packed.size() && found.size() < limit; ++at) {
        auto row = unpackRecord(m_packed.at(at), RecordPart::Row);
        row->id = first + at;
        found.push_back(std::move(row));
    }
    return found;
}

TrafficRing::Record TrafficRing::wholeAt(std::size_t index) const {
    auto record = unpackRecord(m_packed.at(index), RecordPart::Whole);
    record->id = firstId() + index;
    record->program = m_programs[index];
    return record;
}

TrafficRing::Record TrafficRing::find(std::uint64_t id) const {
    const std::lock_guard lock(m_mutex);
    if (m_packed.size() == 0 || id < firstId() || id > m_lastId) return nullptr;
    return wholeAt(static_cast<std::size_t>(id - firstId()));
}

TrafficRing::Record TrafficRing::find(std::string_view requestId) const {
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = m_packed.size(); i > 0; --i)
        if (packedRequestId(m_packed.at(i - 1)) == requestId) return wholeAt(i - 1);
    return nullptr;
}

std::uint64_t TrafficRing::lastId() const {
    const std::lock_guard lock(m_mutex);
    return m_lastId;
}

void TrafficRing::clear() {
    std::deque<std::shared_ptr<const void>> programs;
    const std::lock_guard lock(m_mutex);
    programs.swap(m_programs);
    m_packed.clear();
}

}  // namespace mgc::gateway
