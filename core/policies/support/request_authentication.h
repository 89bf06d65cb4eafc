#pragma once
#include <optional>
#include <vector>

#include "policies/support/certificate_choice.h"
#include "policies/support/identity_token.h"
#include "policies/support/service_token.h"

namespace mgc::policies {

/// The authentication-... children of a policy that describes a request (send-request, resolvers). Immutable.
class RequestAuthentication {
public:
    /// authentication-certificate, -token, -token-store, -managed-identity, each at most once, in that order.
    [[nodiscard]] static std::vector<policy::ElementDescriptor> children();
    /// False for a child that is none of them.
    [[nodiscard]] Result<bool> take(const policy::PolicyNode& child, policy::CompileContext& context);
    /// Puts the Authorization field on the request.
    [[nodiscard]] Task<Result<void>> apply(http::Headers& headers, policy::RequestContext& context) const;
    /// Null where no certificate is named.
    [[nodiscard]] Result<CertificatePointer> certificate(policy::RequestContext& context) const;

private:
    policy::Template m_user, m_password;
    std::optional<CertificateChoice> m_certificate;
    std::optional<ServiceToken> m_token;
    std::optional<StoredToken> m_stored;
    std::optional<IdentityToken> m_identity;
};

}  // namespace mgc::policies
