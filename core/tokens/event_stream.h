#pragma once
#include <string>
#include <string_view>
#include <utility>

namespace mgc::tokens {

/// Cuts server-sent events out of a byte stream that arrives in arbitrary pieces. Line ends LF, CRLF and CR.
/// One event's data is bounded; what is longer is dropped and counted.
class EventStreamReader {
public:
    static constexpr std::size_t longestEvent = 1u << 20;

    /// Calls sink(std::string_view eventName, std::string_view data) for every event that `chunk` completes.
    template <class Sink>
    void feed(std::string_view chunk, Sink sink) {
        while (!chunk.empty()) {
            if (std::exchange(m_afterReturn, false) && chunk.front() == '\n') {
                chunk.remove_prefix(1);
                continue;
            }
            std::size_t end = 0;
            while (end < chunk.size() && chunk[end] != '\n' && chunk[end] != '\r') ++end;
            addToLine(chunk.substr(0, end));
            if (end == chunk.size()) return;
            m_afterReturn = chunk[end] == '\r';
            chunk.remove_prefix(end + 1);
            if (m_line.empty() && !m_tooLong) {
                if (m_hasData) sink(std::string_view(m_event), std::string_view(m_data));
                reset();
                continue;
            }
            takeLine();
            m_line.clear();
        }
    }
    /// Calls sink for a last event that no blank line ended (many servers stop so after "[DONE]").
    template <class Sink>
    void finish(Sink sink) {
        if (!m_line.empty()) takeLine();
        if (m_hasData) sink(std::string_view(m_event), std::string_view(m_data));
        reset();
        m_line.clear();
    }
    [[nodiscard]] std::size_t dropped() const { return m_dropped; }

private:
    void addToLine(std::string_view part);
    void takeLine();
    void reset();

    std::string m_line, m_event, m_data;
    bool m_hasData = false, m_afterReturn = false, m_tooLong = false;
    std::size_t m_dropped = 0;
};

}  // namespace mgc::tokens
