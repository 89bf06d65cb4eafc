#pragma once
#include <memory>

#include "base/cancellation.h"
#include "http/body.h"
#include "simulator/latency.h"
#include "simulator/state.h"
#include "simulator/wire/event_source.h"

namespace mgc::simulator {

/// A streamed answer: waits on the clock before each event as the latency profile says, and breaks as the fault plan says.
class StreamBody : public http::BodySource {
public:
    StreamBody(std::unique_ptr<EventSource> events, Latency latency, FaultPlan fault, std::shared_ptr<State> state, Clock& clock,
               std::shared_ptr<Cancellation> cancellation);
    StreamBody(const StreamBody&) = delete;
    StreamBody& operator=(const StreamBody&) = delete;
    ~StreamBody() override;

    [[nodiscard]] Task<Result<std::optional<std::string>>> next() override;

private:
    [[nodiscard]] std::optional<StreamEvent> take();

    std::unique_ptr<EventSource> m_events;
    Latency m_latency;
    FaultPlan m_fault;
    std::shared_ptr<State> m_state;
    Clock& m_clock;
    std::shared_ptr<Cancellation> m_cancellation;
    std::optional<StreamEvent> m_again;
    int m_sent = 0;
    bool m_generated = false, m_ended = false;
};

}  // namespace mgc::simulator
