#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "http/headers.h"
#include "policy/runtime/pipeline_hook.h"

namespace mgc::policy {

/// httpCorrelationProtocol of the diagnostic settings: which headers tie a backend's records to the caller's.
enum class CorrelationProtocol : std::uint8_t { None, Legacy, W3c };

/// `traceparent` of W3C Trace Context, level 1.
struct TraceParent {
    std::string traceId;   ///< 32 lower-case hexadecimal digits, not all 0
    std::string parentId;  ///< 16 of them
    bool sampled = false;
};
/// nullopt for what the recommendation calls invalid: other lengths, capitals, zeros, version ff. Later versions are read as version 00.
[[nodiscard]] std::optional<TraceParent> parseTraceParent(std::string_view text);

/// The correlation of one request: continued from the caller's headers or begun anew, told to every backend that forward-request calls.
/// W3c: `traceparent` with the caller's trace, a new span for each call, and `tracestate` as it came. Legacy: `Request-Id` of the
/// hierarchical HTTP correlation protocol. A header that a policy has set itself stays. Rides with the request as a hook that does nothing.
class Correlation final : public PipelineHook {
public:
    static constexpr std::size_t longestState = 512;       ///< of tracestate; further members are left out
    static constexpr std::size_t longestRequestId = 1024;  ///< of Request-Id; a longer one ends with '#'

    /// `sampled`: what a new trace says about itself; a continued one says what its caller said.
    Correlation(CorrelationProtocol protocol, const http::Headers& caller, Random& random, bool sampled);

    [[nodiscard]] Points points() const override { return {}; }
    /// Puts the headers on a call to a backend, which `headers` are the caller's for so far.
    void apply(http::Headers& headers);

    [[nodiscard]] const std::string& traceId() const { return m_traceId; }            ///< "" for Legacy
    [[nodiscard]] const std::string& spanId() const { return m_spanId; }              ///< of the gateway's own part
    [[nodiscard]] const std::string& parentSpanId() const { return m_parentSpanId; }  ///< the caller's; "" where it sent none
    /// One line for the trace: what was taken over or begun.
    [[nodiscard]] std::string description() const;

private:
    void beginTrace(const http::Headers& caller, bool sampled);
    void beginLegacy(const http::Headers& caller);
    [[nodiscard]] std::string newSpanId() const;

    CorrelationProtocol m_protocol;
    Random& m_random;
    std::string m_traceId, m_spanId, m_parentSpanId, m_state;
    std::string m_callerHeader;  ///< the caller's traceparent or Request-Id as it came
    std::string m_requestId;     ///< Legacy: of the gateway's own part
    bool m_sampled = true;
    int m_calls = 0;
};

}  // namespace mgc::policy
