#include "gateway/run/response_tap.h"

#include <algorithm>

namespace mgc::gateway {

namespace {

void append(std::string& text, std::string_view chunk, RecordedBody& body) {
    body.bytes += chunk.size();
    const std::size_t room = RecordedBody::maximumBytes - std::min(RecordedBody::maximumBytes, text.size());
    text.append(chunk.substr(0, room));
    if (chunk.size() > room) body.truncated = true;
}

}  // namespace

void ResponseTap::onChunk(std::string_view chunk) {
    const Duration offset = m_clock.now() - m_record->received;
    if (!m_record->timeToFirstToken) m_record->timeToFirstToken = offset;
    if (m_record->chunks.size() < maximumChunks)
        m_record->chunks.push_back({offset, static_cast<std::uint32_t>(chunk.size()), static_cast<std::uint32_t>(m_text.size())});
    append(m_text, chunk, m_record->responseBody);
}

void ResponseTap::onEnd(bool complete) {
    m_record->responseBody.text = std::make_shared<const std::string>(std::move(m_text));
    if (auto finished = std::exchange(m_finished, nullptr)) finished(complete);
}

void BodyRecorder::onChunk(std::string_view chunk) {
    append(m_text, chunk, m_body);
}

void BodyRecorder::onEnd(bool) {
    m_body.text = std::make_shared<const std::string>(std::move(m_text));
}

void recordWhole(const http::Body& body, RecordedBody& into) {
    into.text = body.sharedText();
    into.bytes = into.text ? into.text->size() : 0;
}

}  // namespace mgc::gateway
