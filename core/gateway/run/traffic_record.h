#pragma once
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "http/message.h"
#include "metrics/metrics.h"
#include "policy/program/step.h"
#include "policy/runtime/step_observer.h"

namespace mgc::gateway {

/// A body as recorded: shared with the request while whole, else collected by a tap. Bounded by `maximumBytes`.
struct RecordedBody {
    static constexpr std::size_t maximumBytes = 1u << 20;

    std::shared_ptr<const std::string> text;
    std::uint64_t bytes = 0;   ///< of the whole body
    bool truncated = false;
};

struct RecordedChunk {
    Duration offset{};         ///< since the request was received
    std::uint32_t bytes = 0;
    std::uint32_t textBegin = 0;  ///< into the recorded response body
};

/// One executed policy. `entry` belongs to the program, which the record keeps alive.
struct RecordedStep {
    const policy::StepEntry* entry = nullptr;
    policy::Section section = policy::Section::Inbound;
    policy::StepOutcome outcome = policy::StepOutcome::Done;
    Duration start{}, length{};
    std::string detail;  ///< the error's message of a failed step
};

/// A request that left the gateway, and its answer. At most `RecordingExchange::maximumCalls` are kept.
struct RecordedBackendCall {
    std::string backendId, poolId, method, url, error;
    http::Headers requestHeaders, responseHeaders;
    RecordedBody requestBody, responseBody;
    int status = 0;
    std::string reason;
    Duration start{}, length{};
};

/// Everything kept of one request; the ring takes a packed copy when it has finished. Header values that hold secrets are masked when it is
/// shown, not here (replay needs them); the ring keeps the Authorization of backend calls masked. Records never leave the process unmasked
/// and are never written to disk.
struct TrafficRecord {
    std::uint64_t id = 0;
    std::string requestId;
    std::string traceId, spanId, parentSpanId;  ///< of the request's correlation; "" without one
    Instant received{};
    std::string method, url, clientIp;
    http::Headers requestHeaders;
    RecordedBody requestBody;
    int status = 0;
    std::string reason;
    http::Headers responseHeaders;
    RecordedBody responseBody;
    std::vector<RecordedChunk> chunks;
    bool streamed = false;
    bool complete = true;      ///< false: the client or the backend went away before the end
    std::string apiId, operationId, operationName, productId, subscriptionId, backendId, model, errorReason;
    Duration total{}, policy{};
    std::optional<Duration> timeToFirstToken;
    metrics::Tokens tokens;
    std::string currency;               ///< of `cost`; "" without a price
    std::optional<std::uint64_t> cost;  ///< in 1e-12 of `currency`
    metrics::Throttle throttle = metrics::Throttle::None;
    std::vector<std::string> flags;
    std::vector<RecordedStep> steps;
    std::shared_ptr<const void> program;  ///< keeps what `steps` points to
    std::list<RecordedBackendCall> backendCalls;  ///< a list: taps hold on to its elements
    std::string traceJson;     ///< Azure's shape; empty when the request was not traced
};

}  // namespace mgc::gateway
