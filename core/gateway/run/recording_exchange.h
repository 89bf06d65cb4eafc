#pragma once
#include "gateway/run/traffic_record.h"
#include "http/exchange.h"

namespace mgc::gateway {

/// The exchange of one request: passes every call on to the engine's and keeps what went out and came back.
class RecordingExchange : public http::Exchange {
public:
    static constexpr std::size_t maximumCalls = 50;

    RecordingExchange(http::Exchange& next, std::shared_ptr<TrafficRecord> record, const Clock& clock, metrics::Metrics& metrics)
        : m_next(next), m_record(std::move(record)), m_clock(clock), m_metrics(metrics) {}

    [[nodiscard]] Task<Result<http::Response>> exchange(http::Request& request, const http::SendOptions& options) override;

private:
    /// Null where the record keeps no more calls.
    [[nodiscard]] RecordedBackendCall* begin(http::Request& request, const http::SendOptions& options);
    void end(RecordedBackendCall* call, const http::SendOptions& options, Result<http::Response>& response);

    http::Exchange& m_next;
    std::shared_ptr<TrafficRecord> m_record;
    const Clock& m_clock;
    metrics::Metrics& m_metrics;
};

}  // namespace mgc::gateway
