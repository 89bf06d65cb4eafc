#include "http/event_stream.h"

#include <charconv>
#include <utility>

namespace mgc::http {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

void appendWithoutBreaks(std::string& out, std::string_view text) {
    for (const char c : text)
        if (c != '\r' && c != '\n' && c != '\0') out.push_back(c);
}

}  // namespace

void EventStreamParser::feed(std::string_view bytes, std::vector<ServerEvent>& events) {
    while (!bytes.empty()) {
        if (m_afterCr) {
            m_afterCr = false;
            if (bytes.front() == '\n') {
                bytes.remove_prefix(1);
                continue;
            }
        }
        const auto end = bytes.find_first_of("\r\n");
        const auto part = bytes.substr(0, end);
        if (m_line.size() + part.size() > m_maximum) m_tooLarge = true;
        if (!m_tooLarge)
            m_line.append(part);
        else if (!part.empty())
            m_lineCut = true;
        if (end == std::string_view::npos) return;
        m_afterCr = bytes[end] == '\r';
        // What is left of a line that was cut says nothing; and only a really empty line ends the event.
        if (std::exchange(m_lineCut, false)) m_line = ":";
        endLine(events);
        bytes.remove_prefix(end + 1);
    }
}

void EventStreamParser::endLine(std::vector<ServerEvent>& events) {
    std::string_view line = m_line;
    if (m_first && line.starts_with(byteOrderMark)) line.remove_prefix(byteOrderMark.size());
    m_first = false;
    if (line.empty()) {
        if (m_tooLarge) {
            ++m_dropped;
        } else if (m_hasData) {
            m_event.data.pop_back();  // the "\n" behind its last line
            events.push_back(m_event);
        }
        m_event.type.clear();
        m_event.data.clear();
        m_hasData = false;
        m_tooLarge = false;
    } else if (line.front() != ':') {
        const auto colon = line.find(':');
        auto value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
        if (value.starts_with(' ')) value.remove_prefix(1);
        field(line.substr(0, colon), value);
    }
    m_line.clear();
}

void EventStreamParser::field(std::string_view name, std::string_view value) {
    if (name == "data") {
        if (m_event.data.size() + value.size() + 1 > m_maximum) {
            m_tooLarge = true;
            return;
        }
        m_event.data.append(value);
        m_event.data.push_back('\n');
        m_hasData = true;
    } else if (name == "event") {
        m_event.type = value;
    } else if (name == "id") {
        if (value.find('\0') == std::string_view::npos) m_event.id = value;
    } else if (name == "retry") {
        std::uint64_t milliseconds = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), milliseconds);
        if (error == std::errc{} && end == value.data() + value.size()) m_retry = milliseconds;
    }
}

void appendEvent(std::string& out, const ServerEvent& event) {
    if (!event.id.empty()) {
        out += "id: ";
        appendWithoutBreaks(out, event.id);
        out += '\n';
    }
    if (!event.type.empty()) {
        out += "event: ";
        appendWithoutBreaks(out, event.type);
        out += '\n';
    }
    std::string_view rest = event.data;
    while (true) {
        const auto end = rest.find_first_of("\r\n");
        out += "data: ";
        out.append(rest.substr(0, end));
        out += '\n';
        if (end == std::string_view::npos) break;
        const bool pair = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
        rest.remove_prefix(end + (pair ? 2 : 1));
    }
    out += '\n';
}

void appendData(std::string& out, std::string_view text) {
    out += "data: ";
    appendWithoutBreaks(out, text);
    out += "\n\n";
}

}  // namespace mgc::http
