#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mgc::http {

/// One server-sent event (WHATWG HTML 9.2).
struct ServerEvent {
    std::string type;  ///< "" stands for "message"
    std::string data;  ///< lines joined with "\n"
    std::string id;    ///< the last id the stream gave, this event's or an earlier one's

    friend bool operator==(const ServerEvent&, const ServerEvent&) = default;
};

/// Reads an event stream as its bytes come in, split anywhere. Without I/O. Lines may end in CR, LF or CRLF; a byte order mark at the
/// start is skipped; comments and unknown fields are read over; an event without data is none.
class EventStreamParser {
public:
    /// `maximumEvent`: bytes one event (or one line) may take; a longer one is left out and counted in dropped().
    explicit EventStreamParser(std::size_t maximumEvent = 1u << 20) : m_maximum(maximumEvent) {}

    /// Reads on; complete events are appended to `events`.
    void feed(std::string_view bytes, std::vector<ServerEvent>& events);
    /// Events that were too large.
    [[nodiscard]] std::uint64_t dropped() const { return m_dropped; }
    /// Milliseconds after which the sender wants clients to come back, if it said so.
    [[nodiscard]] std::optional<std::uint64_t> retry() const { return m_retry; }

private:
    void endLine(std::vector<ServerEvent>& events);
    void field(std::string_view name, std::string_view value);

    std::size_t m_maximum;
    std::string m_line;
    ServerEvent m_event;
    bool m_hasData = false;
    bool m_tooLarge = false;
    bool m_lineCut = false;  ///< bytes of the current line were left out
    bool m_afterCr = false;
    bool m_first = true;
    std::uint64_t m_dropped = 0;
    std::optional<std::uint64_t> m_retry;
};

/// Appends `event` in its wire form. Line breaks in data become data lines; in type and id they would start other fields and are left out.
void appendEvent(std::string& out, const ServerEvent& event);
/// "data: TEXT\n\n" for a text without line breaks: the form of model streams.
void appendData(std::string& out, std::string_view text);

}  // namespace mgc::http
