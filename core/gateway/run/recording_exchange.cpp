#include "gateway/run/recording_exchange.h"

#include "gateway/run/response_tap.h"

namespace mgc::gateway {

RecordedBackendCall* RecordingExchange::begin(http::Request& request, const http::SendOptions& options) {
    if (m_record->backendCalls.size() >= maximumCalls) return nullptr;
    RecordedBackendCall& call = m_record->backendCalls.emplace_back();
    call.backendId = options.backendId;
    call.poolId = options.poolId;
    call.method = request.method;
    call.url = request.url.toText();
    call.requestHeaders = request.headers;
    call.start = m_clock.now() - m_record->received;
    if (request.body.isWhole())
        recordWhole(request.body, call.requestBody);
    else
        request.body.addTap(std::make_shared<BodyRecorder>(m_record, call.requestBody));
    return &call;
}

void RecordingExchange::end(RecordedBackendCall* call, const http::SendOptions& options, Result<http::Response>& response) {
    const Instant now = m_clock.now();
    if (!options.backendId.empty())
        m_metrics.backendCalled({now, options.backendId, options.poolId, !response || response->status >= 500 || response->status == 429});
    if (!call) return;
    call->length = now - m_record->received - call->start;
    if (!response) {
        call->error = response.error().fullMessage();
        return;
    }
    call->status = response->status;
    call->reason = response->reason;
    call->responseHeaders = response->headers;
    if (response->body.isWhole())
        recordWhole(response->body, call->responseBody);
    else
        response->body.addTap(std::make_shared<BodyRecorder>(m_record, call->responseBody));
}

Task<Result<http::Response>> RecordingExchange::exchange(http::Request& request, const http::SendOptions& options) {
    RecordedBackendCall* const call = begin(request, options);
    auto response = co_await m_next.exchange(request, options);
    end(call, options, response);
    co_return response;
}

}  // namespace mgc::gateway
