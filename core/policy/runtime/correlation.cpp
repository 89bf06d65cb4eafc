#include "policy/runtime/correlation.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace mgc::policy {

namespace {

constexpr std::size_t traceIdDigits = 32, spanIdDigits = 16;
constexpr std::size_t parentLength = 55;  // 00-<32>-<16>-<2>

bool isHex(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isZero(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

std::string hexDigits(Random& random, std::size_t digits) {
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    while (text.size() < digits) {
        std::uint64_t bits = random.next();
        for (int i = 0; i < 16 && text.size() < digits; ++i, bits >>= 4) text.push_back(hex[bits & 15]);
    }
    if (isZero(text)) text.back() = '1';
    return text;
}

/// Whole members of `state` as far as they fit.
std::string bounded(std::string state) {
    while (state.size() > Correlation::longestState) {
        const auto comma = state.rfind(',');
        state.resize(comma == std::string::npos ? 0 : comma);
    }
    return state;
}

}  // namespace

std::optional<TraceParent> parseTraceParent(std::string_view text) {
    text = trimmed(text);
    if (text.size() < parentLength || text[2] != '-' || text[35] != '-' || text[52] != '-') return std::nullopt;
    const auto version = text.substr(0, 2), trace = text.substr(3, traceIdDigits), parent = text.substr(36, spanIdDigits),
               flags = text.substr(53, 2);
    if (!isHex(version) || version == "ff" || !isHex(trace) || isZero(trace) || !isHex(parent) || isZero(parent) || !isHex(flags))
        return std::nullopt;
    if (text.size() > parentLength && (version == "00" || text[parentLength] != '-')) return std::nullopt;
    const char last = flags[1];
    const int digit = last <= '9' ? last - '0' : last - 'a' + 10;
    return TraceParent{std::string(trace), std::string(parent), (digit & 1) != 0};
}

Correlation::Correlation(CorrelationProtocol protocol, const http::Headers& caller, Random& random, bool sampled)
    : m_protocol(protocol), m_random(random) {
    if (protocol == CorrelationProtocol::W3c) beginTrace(caller, sampled);
    if (protocol == CorrelationProtocol::Legacy) beginLegacy(caller);
}

std::string Correlation::newSpanId() const { return hexDigits(m_random, spanIdDigits); }

void Correlation::beginTrace(const http::Headers& caller, bool sampled) {
    // Two traceparent fields are as good as none; their joined text is no valid one.
    m_callerHeader = caller.joined("traceparent").value_or("");
    if (const auto parent = parseTraceParent(m_callerHeader)) {
        m_traceId = parent->traceId;
        m_parentSpanId = parent->parentId;
        m_sampled = parent->sampled;
        m_state = bounded(caller.joined("tracestate").value_or(""));
    } else {
        m_traceId = hexDigits(m_random, traceIdDigits);
        m_sampled = sampled;
    }
    m_spanId = newSpanId();
}

void Correlation::beginLegacy(const http::Headers& caller) {
    m_callerHeader = caller.get("Request-Id").value_or("");
    m_requestId = m_callerHeader;
    if (m_requestId.empty()) m_requestId = "|" + hexDigits(m_random, traceIdDigits) + ".";
    if (m_requestId.front() != '|') m_requestId.insert(0, 1, '|');
    if (m_requestId.back() != '.' && m_requestId.back() != '_') m_requestId.push_back('.');
    if (!m_callerHeader.empty()) m_requestId += hexDigits(m_random, 8) + "_";
}

void Correlation::apply(http::Headers& headers) {
    ++m_calls;
    if (m_protocol == CorrelationProtocol::W3c) {
        if (headers.joined("traceparent").value_or("") != m_callerHeader) return;
        headers.set("traceparent", "00-" + m_traceId + "-" + newSpanId() + (m_sampled ? "-01" : "-00"));
        if (m_state.empty())
            headers.remove("tracestate");
        else
            headers.set("tracestate", m_state);
    }
    if (m_protocol == CorrelationProtocol::Legacy) {
        if (headers.get("Request-Id").value_or("") != m_callerHeader) return;
        std::string id = m_requestId + std::to_string(m_calls) + ".";
        if (id.size() > longestRequestId) id = m_requestId.substr(0, longestRequestId - 10) + hexDigits(m_random, 8) + "#";
        headers.set("Request-Id", id);
    }
}

std::string Correlation::description() const {
    if (m_protocol == CorrelationProtocol::Legacy)
        return "Request-Id " + m_requestId + (m_callerHeader.empty() ? ", begun here" : ", continued");
    return "Trace " + m_traceId + (m_parentSpanId.empty() ? ", begun here" : ", continued from span " + m_parentSpanId) + "; span " +
           m_spanId + (m_sampled ? ", sampled" : ", not sampled");
}

}  // namespace mgc::policy
