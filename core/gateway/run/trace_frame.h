#pragma once
#include "http/message.h"

namespace mgc::policy {
class RequestContext;
}

// The entries of a trace that no policy writes: what came in, which configuration it met, what went out. Shapes as in Azure's trace
// (reference/policies/error-handling.md section 7). Each does nothing while the request is not traced.
namespace mgc::gateway {

/// Source "api-inspector": the request as it came in.
void traceArrival(policy::RequestContext& context);
/// Source "api-inspector": API, operation, user, product and subscription the request was matched to; names that are absent are null.
void traceConfiguration(policy::RequestContext& context);
/// Source "transfer-response": status and headers that go to the caller.
void traceAnswer(policy::RequestContext& context, const http::Response& response);

}  // namespace mgc::gateway
