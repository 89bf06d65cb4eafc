#include "simulator/stream_body.h"

#include "simulator/pause.h"

namespace mgc::simulator {

StreamBody::StreamBody(std::unique_ptr<EventSource> events, Latency latency, FaultPlan fault, std::shared_ptr<State> state, Clock& clock,
                       std::shared_ptr<Cancellation> cancellation)
    : m_events(std::move(events)),
      m_latency(latency),
      m_fault(std::move(fault)),
      m_state(std::move(state)),
      m_clock(clock),
      m_cancellation(std::move(cancellation)) {
    m_state->streamBegan();
}

StreamBody::~StreamBody() { m_state->streamEnded(!m_ended); }

std::optional<StreamEvent> StreamBody::take() {
    if (m_again) return std::exchange(m_again, std::nullopt);
    auto event = m_events->next();
    if (event && m_fault.duplicateChunks) {
        m_again = event;
        m_again->tokens = 0;
    }
    return event;
}

Task<Result<std::optional<std::string>>> StreamBody::next() {
    using Piece = std::optional<std::string>;
    if (m_ended) co_return Piece{};
    if (m_fault.hangAfterChunk && m_sent >= *m_fault.hangAfterChunk) {
        auto waited = co_await pause(m_clock, std::chrono::minutes(10), m_cancellation, std::nullopt);
        m_ended = true;
        if (!waited) co_return fail(std::move(waited).error());
        co_return fail("BackendConnectionFailure", "The simulated backend stopped sending and closed the connection.");
    }
    if (m_fault.errorAfterChunk && m_sent >= *m_fault.errorAfterChunk) {
        m_ended = true;
        co_return Piece{m_events->errorEvent("The server had an error while processing your request. Sorry about that!")};
    }
    auto event = take();
    if (!event) {
        m_ended = true;
        co_return Piece{};
    }
    if (m_fault.cutAfterChunk && m_sent >= *m_fault.cutAfterChunk) {
        m_ended = true;
        if (m_fault.cutMode == CutMode::NoDone) co_return Piece{};
        if (m_fault.cutMode == CutMode::MidJson) co_return Piece{event->bytes.substr(0, event->bytes.size() / 2)};
        co_return fail("BackendConnectionFailure", "The simulated backend closed the connection in the middle of its answer.");
    }
    Duration wait = std::chrono::milliseconds(m_fault.chunkDelayMs);
    // The time to the first token has passed before the head; every later one takes its own.
    if (event->generated && m_generated) wait += m_latency.next(event->tokens);
    m_generated = m_generated || event->generated;
    if (wait > Duration{}) {
        auto waited = co_await pause(m_clock, wait, m_cancellation, std::nullopt);
        if (!waited) co_return fail(std::move(waited).error());
    }
    ++m_sent;
    if (m_fault.garbage && m_sent % 3 == 0) co_return Piece{"data: {\"choices\":[{\"delta\":{\"content\":\x01\xFF garbage\n\n"};
    co_return Piece{std::move(event->bytes)};
}

}  // namespace mgc::simulator
