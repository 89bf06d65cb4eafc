#pragma once
#include <memory>
#include <optional>
#include <string>

#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// Where one forwarding goes: the address to call and, where a backend entity is behind it, that entity's settings.
struct BackendCall {
    http::Url url;
    std::shared_ptr<const policy::Backends::Target> entity;  ///< null for a plain address
    std::string affinityCookie;  ///< Set-Cookie line for the client; "" for none
};

/// Resolves the context's backend selection (a pool picks a member, a breaker may refuse) and joins base URL, path below the API and
/// query. Errors: BackendPoolUnavailable, BackendUnavailable, BackendNotFound.
[[nodiscard]] Result<BackendCall> resolveBackend(policy::RequestContext& context);

/// The request's fields as they leave: no hop-by-hop fields, no framing, Host only where a policy set it, X-Forwarded-For extended,
/// the entity's credentials on top.
[[nodiscard]] http::Headers forwardedHeaders(const policy::RequestContext& context, const BackendCall& call);

/// `base` with `pathAndBelow` behind its path and both queries joined.
[[nodiscard]] http::Url joinUrl(const http::Url& base, std::string_view path, std::string_view query);

/// Retry-After, seconds or an HTTP date (RFC 9110 10.2.3), as time from `now`; nullopt if there is none or it lies in the past.
[[nodiscard]] std::optional<Duration> retryAfterOf(const http::Headers& headers, Instant now);

}  // namespace mgc::policies
