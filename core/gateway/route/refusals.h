#pragma once
#include <string_view>

#include "expression/host/context_data.h"
#include "http/message.h"

// The gateway's own answers, byte for byte as Azure gives them (reference/policies/error-handling.md 1 and 4, observed lengths).
namespace mgc::gateway {

/// What a failed built-in step tells on-error: Source, Reason and Message of context.LastError, and the default response.
struct Refusal {
    std::string_view source;   ///< "configuration" or "authorization"
    std::string_view reason;   ///< "OperationNotFound", "SubscriptionKeyNotFound", "SubscriptionKeyInvalid"
    std::string_view message;  ///< of context.LastError
    int status = 500;
    std::string_view body;  ///< JSON
};

[[nodiscard]] const Refusal& operationNotFound();
[[nodiscard]] const Refusal& subscriptionKeyNotFound();
[[nodiscard]] const Refusal& subscriptionKeyInvalid();

/// The default response. `api` and `host` ("localhost:8080") fill WWW-Authenticate of a 401; `api` may be null for a 404.
[[nodiscard]] http::Response responseOf(const Refusal& refusal, const expression::ApiData* api, std::string_view host);

}  // namespace mgc::gateway
