#pragma once
#include <functional>
#include <memory>

#include "gateway/run/traffic_record.h"
#include "http/body.h"

namespace mgc::gateway {

/// Records a streamed response body as it passes: text up to the record's bound, arrival times of at most 2,000 chunks, time to the
/// first one; calls `finished` once, at the end.
class ResponseTap : public http::BodyTap {
public:
    static constexpr std::size_t maximumChunks = 2000;
    using Finished = std::function<void(bool complete)>;

    ResponseTap(std::shared_ptr<TrafficRecord> record, const Clock& clock, Finished finished)
        : m_record(std::move(record)), m_clock(clock), m_finished(std::move(finished)) {}

    void onChunk(std::string_view chunk) override;
    void onEnd(bool complete) override;

private:
    std::shared_ptr<TrafficRecord> m_record;
    const Clock& m_clock;
    Finished m_finished;
    std::string m_text;
};

/// Records a body that is sent on while it arrives (requests, answers of backends).
class BodyRecorder : public http::BodyTap {
public:
    explicit BodyRecorder(std::shared_ptr<TrafficRecord> owner, RecordedBody& body) : m_owner(std::move(owner)), m_body(body) {}
    void onChunk(std::string_view chunk) override;
    void onEnd(bool complete) override;

private:
    std::shared_ptr<TrafficRecord> m_owner;  // keeps m_body alive
    RecordedBody& m_body;
    std::string m_text;
};

/// Shares a whole body with the record.
void recordWhole(const http::Body& body, RecordedBody& into);

}  // namespace mgc::gateway
