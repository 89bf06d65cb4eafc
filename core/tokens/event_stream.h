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
        for (const char c : chunk) {
            if (c == '\n' && m_afterReturn) {
                m_afterReturn = false;
                continue;
            }
            m_afterReturn = c == '\r';
            if (c != '\n' && c != '\r') {
                if (m_line.size() < longestEvent)
                    m_line += c;
                else
                    m_tooLong = true;
                continue;
            }
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
    void takeLine();
    void reset();

    std::string m_line, m_event, m_data;
    bool m_hasData = false, m_afterReturn = false, m_tooLong = false;
    std::size_t m_dropped = 0;
};

}  // namespace mgc::tokens
