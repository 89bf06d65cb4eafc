#include "policy/runtime/trace_recorder.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace mgc::policy {

struct TraceRecorder::Entries {
    struct Entry {
        Section section;
        std::string source;
        Instant time;
        nlohmann::json data;
    };
    std::vector<Entry> all;
    std::size_t bytes = 0;
    std::size_t dropped = 0;
};

TraceRecorder::TraceRecorder(std::string traceId, const Clock& clock, Instant received)
    : m_traceId(std::move(traceId)), m_clock(clock), m_received(received), m_entries(std::make_unique<Entries>()) {}

TraceRecorder::~TraceRecorder() = default;

void TraceRecorder::add(std::string_view source, nlohmann::json data) {
    std::size_t size = source.size() + 64;
    if (data.is_string()) size += data.get_ref<const std::string&>().size();
    for (const auto& member : data) size += member.is_string() ? member.get_ref<const std::string&>().size() : 64;
    if (m_entries->all.size() >= maximumEntries || m_entries->bytes + size > maximumBytes) {
        ++m_entries->dropped;
        return;
    }
    m_entries->bytes += size;
    m_entries->all.push_back({m_section, std::string(source), m_clock.now(), std::move(data)});
}

void TraceRecorder::addMessage(std::string_view source, std::string_view text) { add(source, nlohmann::json{{"message", text}}); }

nlohmann::json TraceRecorder::toJson() const {
    nlohmann::json sections = {{"inbound", nlohmann::json::array()},
                               {"backend", nlohmann::json::array()},
                               {"outbound", nlohmann::json::array()},
                               {"on-error", nlohmann::json::array()}};
    for (const auto& entry : m_entries->all)
        sections[std::string(sectionName(entry.section))].push_back({{"source", entry.source},
                                                                     {"timestamp", toIso8601(entry.time)},
                                                                     {"elapsed", toElapsedText(entry.time - m_received)},
                                                                     {"data", entry.data}});
    nlohmann::json result = {{"traceId", m_traceId}, {"traceEntries", std::move(sections)}};
    if (m_entries->dropped != 0) result["droppedEntries"] = m_entries->dropped;
    return result;
}

std::string_view sectionName(Section section) {
    switch (section) {
        case Section::Inbound:
            return "inbound";
        case Section::Backend:
            return "backend";
        case Section::Outbound:
            return "outbound";
        case Section::OnError:
            return "on-error";
    }
    return "";
}

std::string_view scopeName(Scope scope) {
    switch (scope) {
        case Scope::Global:
            return "global";
        case Scope::Workspace:
            return "workspace";
        case Scope::Product:
            return "product";
        case Scope::Api:
            return "api";
        case Scope::Operation:
            return "operation";
    }
    return "";
}

}  // namespace mgc::policy
