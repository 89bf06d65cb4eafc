#include "gateway/run/recording_exchange.h"

#include "gateway/run/response_tap.h"

namespace mgc::gateway {

Task<Result<http::Response>> RecordingExchange::send(http::Request request, http::SendOptions options) {
    RecordedBackendCall* call = nullptr;
    if (m_record->backendCalls.size() < maximumCalls) {
        call = &m_record->backendCalls.emplace_back();
        call->backendId = options.backendId;
        call->poolId = options.poolId;
        call->method = request.method;
        call->url = request.url.toText();
        call->requestHeaders = request.headers;
        call->start = m_clock.now() - m_record->received;
        if (request.body.isWhole()) recordWhole(request.body, call->requestBody);
        else request.body.addTap(std::make_shared<BodyRecorder>(m_record, call->requestBody));
    }
    const std::string backendId = options.backendId;
    const std::string poolId = options.poolId;
    auto response = co_await m_next.send(std::move(request), std::move(options));
    const Instant now = m_clock.now();
    if (!backendId.empty()) m_metrics.backendCalled({now, backendId, poolId, !response || response->status >= 500 || response->status == 429});
    if (call) {
        call->length = now - m_record->received - call->start;
        if (!response) {
            call->error = response.error().fullMessage();
        } else {
            call->status = response->status;
            call->reason = response->reason;
            call->responseHeaders = response->headers;
            if (response->body.isWhole()) recordWhole(response->body, call->responseBody);
            else response->body.addTap(std::make_shared<BodyRecorder>(m_record, call->responseBody));
        }
    }
    co_return response;
}

}  // namespace mgc::gateway
