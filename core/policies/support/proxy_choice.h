#pragma once
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// The HTTP proxy that a <proxy> names. Immutable. DIFFERS: Basic only; Azure also signs in with NTLM.
class ProxyChoice {
public:
    [[nodiscard]] static Result<ProxyChoice> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    [[nodiscard]] static policy::ElementDescriptor element();
    /// "http://user:password@host:port", as http::SendOptions::proxyUrl takes it.
    [[nodiscard]] Result<std::string> url(policy::RequestContext& context) const;

private:
    policy::Template m_url, m_user, m_password;
};

}  // namespace mgc::policies
