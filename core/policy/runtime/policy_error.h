#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "http/message.h"

namespace mgc::policy {

/// Why a request left the normal path: what context.LastError shows, and the answer the caller gets unless on-error changes it.
/// Table of reasons and messages: docs "Error handling in API Management policies" (04/2026).
struct PolicyError {
    int status = 500;
    std::string statusReason;   ///< reason phrase of the answer; "" for the standard one
    std::string reason;         ///< LastError.Reason, "RateLimitExceeded"
    std::string message;        ///< LastError.Message
    std::string publicMessage;  ///< `message` of the body; "" takes `message`. A 500 always says "Internal server error"
    bool emptyBody = false;     ///< the answer carries no body at all
    std::vector<std::pair<std::string, std::string>> headers;  ///< of the answer: Retry-After, WWW-Authenticate
    /// Series of the throttle chart this counts for ("tokenLimit", "tokenQuota", "rateLimit", "quota", "concurrency"); "" for none.
    std::string throttle;

    // Where it happened; the runner fills what is still empty.
    std::string source;    ///< LastError.Source: the policy element or built-in step
    std::string scope;     ///< LastError.Scope
    std::string section;   ///< LastError.Section: inbound, backend, outbound, on-error
    std::string path;      ///< LastError.Path: choose[3]\when[2]\set-header[1]
    std::string policyId;  ///< LastError.PolicyId
};

/// What an error of the exchange, the expressions or another service means for the pipeline:
/// Timeout, BackendConnectionFailure, ClientConnectionFailure or ExpressionValueEvaluationFailure, all 500 but for the
/// unavailable backends (503).
[[nodiscard]] PolicyError toPolicyError(const Error& error);

/// `{ "statusCode": 429, "message": "..." }`, byte for byte; with "activityId" for status 500 and above it never had a message.
[[nodiscard]] std::string errorBody(int status, std::string_view message);
[[nodiscard]] std::string internalErrorBody(std::string_view activityId);
/// The default answer. `requestId` becomes the activityId of a 500.
[[nodiscard]] http::Response toResponse(const PolicyError& error, std::string_view requestId);

/// Text as it stands inside a JSON string, without the quotes.
[[nodiscard]] std::string jsonEscaped(std::string_view text);

}  // namespace mgc::policy
