#pragma once
#include <functional>
#include <memory>

#include "gateway/run/request_scope.h"
#include "gateway/run/traffic_ring.h"
#include "metrics/metrics.h"

namespace mgc::gateway {

/// Books one request when its last byte is known: record into the ring, event into the metrics. Called exactly once per request.
class RequestFinish {
public:
    RequestFinish(metrics::Metrics& metrics, TrafficRing& ring, const Clock& clock) : m_metrics(metrics), m_ring(ring), m_clock(clock) {}

    /// Fills the record with what is known once the response's head stands.
    void headReady(RequestScope& scope, const http::Response& response) const;
    /// The body has ended: cleanly, or because somebody went away.
    void bodyEnded(RequestScope& scope, bool complete) const;

private:
    void bookModelCall(const RequestScope& scope) const;

    metrics::Metrics& m_metrics;
    TrafficRing& m_ring;
    const Clock& m_clock;
};

}  // namespace mgc::gateway
