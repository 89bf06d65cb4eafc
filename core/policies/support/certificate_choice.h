#pragma once
#include "policies/support/certificates.h"
#include "policy/program/compile_context.h"

namespace mgc::policies {

/// Which client certificate an <authentication-certificate> means: one of the service by id or thumbprint, or given content. Immutable.
class CertificateChoice {
public:
    [[nodiscard]] static Result<CertificateChoice> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    [[nodiscard]] static policy::ElementDescriptor element();
    /// Errors CertificateNotFound, CertificateNotUsable (unreadable, or without its private key).
    [[nodiscard]] Result<CertificatePointer> get(policy::RequestContext& context) const;

private:
    policy::Template m_thumbprint, m_id, m_body, m_password;
};

}  // namespace mgc::policies
