#pragma once
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/result.h"
#include "gateway/otlp/otlp_json.h"
#include "gateway/run/traffic_ring.h"
#include "http/message.h"

namespace mgc::gateway::otlp {

/// What became of one signal's exports.
struct SignalTotals {
    std::uint64_t exported = 0;  ///< records (metrics: exports) that the collector took
    std::uint64_t dropped = 0;   ///< that the ring lost before they were sent, or that the collector refused
    std::uint64_t failures = 0;  ///< attempts that failed
};

struct Reading {
    std::string endpoint;
    SignalTotals traces, logs, metrics;
    std::string problem;  ///< of the last attempt; "" where it worked
};

/// Exports traces, logs and metrics to an OpenTelemetry collector over OTLP/HTTP with JSON, from a thread of its own that follows the
/// traffic ring: no request waits for it, and the ring, with its own bound, is its only queue. A collector that is away is tried again
/// after 1 s, 2 s, ... 30 s, or when it says (Retry-After); what the ring has let go by then is counted as dropped.
class OtlpExporter {
public:
    struct Answer {
        int status = 0;
        std::string body;        ///< at most 64 KiB
        std::string retryAfter;  ///< header, "" without
    };
    using Answered = std::function<void(Result<Answer>)>;
    /// Sends a request somewhere and calls back from any thread, once; not at all where the gateway is stopping.
    using Send = std::function<void(http::Request request, Answered answered)>;

    struct Options {
        http::Url endpoint;                                        ///< base: "/v1/traces" is appended to its path
        std::vector<std::pair<std::string, std::string>> headers;  ///< such as an API key; never shown
        Duration interval = std::chrono::seconds(1);               ///< of traces and logs
        Duration metricsInterval = std::chrono::seconds(10);
        Duration patience = std::chrono::seconds(10);  ///< for one answer
        Source source;
    };
    static constexpr std::size_t batch = 512;  ///< records in one request

    OtlpExporter(Options options, const TrafficRing& ring, const metrics::Metrics& metrics, const Clock& clock, Send send);
    /// Sends what has ended so far, once and for at most 2 s a signal, and stops.
    ~OtlpExporter();
    OtlpExporter(const OtlpExporter&) = delete;
    OtlpExporter& operator=(const OtlpExporter&) = delete;

    [[nodiscard]] Reading reading() const;

private:
    struct Signal {
        std::string path;
        std::uint64_t last = 0;  ///< id of the last record sent
        SignalTotals totals;
        std::chrono::steady_clock::time_point due{};
        Duration pause{};  ///< before the next attempt; zero after success
    };
    enum class Outcome { Taken, Refused, Later };

    void run();
    void exportRecords(Signal& signal, std::string (*encode)(const Records&, const Source&), Duration patience);
    void exportMetrics(Duration patience);
    [[nodiscard]] Outcome post(Signal& signal, std::string body, std::uint64_t count, Duration patience);
    void judge(const Answer& answer, Signal& signal, std::uint64_t count);
    void putOff(Signal& signal, const std::string& retryAfter);
    void fail(Signal& signal, std::string problem);

    const Options m_options;
    const TrafficRing& m_ring;
    const metrics::Metrics& m_metrics;
    const Clock& m_clock;
    const Send m_send;
    const Instant m_start;
    Signal m_traces, m_logs, m_totals;
    mutable std::mutex m_mutex;  // totals, problem, stopping
    std::condition_variable m_wake;
    std::string m_problem;
    bool m_stopping = false;
    std::thread m_thread;
};

/// The value of OTEL_EXPORTER_OTLP_HEADERS: "name=value,other=value", percent-encoded.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> parseOtlpHeaders(std::string_view text);

}  // namespace mgc::gateway::otlp
