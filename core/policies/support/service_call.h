#pragma once
#include <string>

#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// A policy's own call to a service behind a backend entity (embeddings, content safety): POST of a JSON text.
struct ServiceCall {
    std::string backendId;
    std::string path;   ///< below the entity's URL; "" for the URL itself
    std::string query;  ///< added to the entity's
    std::string body;
    /// A bearer token of the managed identity for this resource where the entity itself asks for none; "" for no token.
    std::string identityResource;
};

/// Calls with the entity's credentials, TLS settings, breaker and pool; the answer's body is whole. At most 30 s until the answer's head
/// and 16 MiB. Errors as of Backends::resolve and Exchange::send, and BodyTooLarge.
[[nodiscard]] Task<Result<http::Response>> callService(policy::RequestContext& context, ServiceCall call);

}  // namespace mgc::policies
