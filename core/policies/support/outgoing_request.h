#pragma once
#include <optional>
#include <vector>

#include "policies/support/body_edit.h"
#include "policies/support/header_edit.h"
#include "policies/support/proxy_choice.h"
#include "policies/support/request_authentication.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// The request that send-request and send-one-way-request describe by their children. Immutable.
class OutgoingRequest {
public:
    [[nodiscard]] static Result<OutgoingRequest> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    /// Children that describe the request, in their order; both policies share them.
    [[nodiscard]] static std::vector<policy::ElementDescriptor> children();

    /// Bodies that a Liquid template of the body reads; the policy's step must have them whole.
    [[nodiscard]] expression::Reads reads() const { return m_body ? m_body->reads() : expression::Reads{}; }
    /// True if a mode of copy may need the whole request body.
    [[nodiscard]] bool mayCopy() const { return !m_mode.isConstant() || m_copy; }
    /// `relativeTo`: a set-url without scheme and host is taken below this address; null: it is an error.
    [[nodiscard]] Task<Result<http::Request>> make(policy::RequestContext& context, const http::Url* relativeTo = nullptr) const;
    /// Fills in proxy and client certificate.
    [[nodiscard]] Result<void> complete(http::SendOptions& options, policy::RequestContext& context) const;

private:
    [[nodiscard]] Result<bool> copies(policy::RequestContext& context) const;
    [[nodiscard]] Result<void> describe(http::Request& request, policy::RequestContext& context, const http::Url* relativeTo) const;

    policy::Template m_mode, m_url, m_method;
    bool m_copy = false;
    std::vector<HeaderEdit> m_headers;
    std::optional<BodyEdit> m_body;
    RequestAuthentication m_authentication;
    std::optional<ProxyChoice> m_proxy;
};

}  // namespace mgc::policies
