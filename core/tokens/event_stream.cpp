#include "tokens/event_stream.h"

namespace mgc::tokens {

void EventStreamReader::addToLine(std::string_view part) {
    const std::size_t room = longestEvent - m_line.size();
    m_line.append(part.substr(0, room));
    m_tooLong = m_tooLong || part.size() > room;
}

void EventStreamReader::takeLine() {
    std::string_view line = m_line;
    if (m_tooLong || m_data.size() + line.size() > longestEvent) {
        m_tooLong = false;
        ++m_dropped;
        return;
    }
    const auto colon = line.find(':');
    if (colon == 0) return;  // comment
    const auto name = line.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (name == "data") {
        if (m_hasData) m_data += '\n';
        m_data += value;
        m_hasData = true;
    } else if (name == "event") {
        m_event = value;
    }
}

void EventStreamReader::reset() {
    m_event.clear();
    m_data.clear();
    m_hasData = false;
    m_tooLong = false;
}

}  // namespace mgc::tokens
