#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "policy/model/descriptor.h"

namespace mgc::policy {

/// The request's trace in Azure's JSON shape: {"traceId", "traceEntries": {"inbound": [...], "backend": [...], "outbound": [...],
/// "on-error": [...]}}; an entry is {source, timestamp, elapsed, data}. Exists only while a request is traced; a stream is never
/// buffered for it. At most `maximumEntries` entries and `maximumBytes` bytes of data; what comes later is counted, not kept.
class TraceRecorder {
public:
    static constexpr std::size_t maximumEntries = 5000;
    static constexpr std::size_t maximumBytes = 4u << 20;

    TraceRecorder(std::string traceId, const Clock& clock, Instant received);
    ~TraceRecorder();
    TraceRecorder(const TraceRecorder&) = delete;
    TraceRecorder& operator=(const TraceRecorder&) = delete;

    void setSection(Section section) { m_section = section; }
    [[nodiscard]] Section section() const { return m_section; }
    /// `source` is the policy element or the built-in step ("api-inspector", "handler", "configuration", "forward-request").
    void add(std::string_view source, nlohmann::json data);
    /// data is {"message": text}.
    void addMessage(std::string_view source, std::string_view text);
    [[nodiscard]] nlohmann::json toJson() const;

private:
    struct Entries;
    std::string m_traceId;
    const Clock& m_clock;
    Instant m_received;
    Section m_section = Section::Inbound;
    std::unique_ptr<Entries> m_entries;
};

/// "inbound", "backend", "outbound", "on-error".
[[nodiscard]] std::string_view sectionName(Section section);
/// "global", "workspace", "product", "api", "operation".
[[nodiscard]] std::string_view scopeName(Scope scope);

}  // namespace mgc::policy
