#pragma once
#include <vector>

#include "policies/support/jwt/decryption_key.h"
#include "policies/support/jwt/signing_key.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// The <key> elements of a token policy: secrets, RSA keys by modulus and exponent, certificates of the service. Immutable.
class TokenKeys {
public:
    /// One <key>, or another child of <issuer-signing-keys>, which is refused.
    [[nodiscard]] Result<void> add(const policy::PolicyNode& node, policy::CompileContext& context);
    /// All of <decryption-keys>. Warning MGC2429 for a public key.
    [[nodiscard]] Result<void> addForDecryption(const policy::PolicyNode& list, policy::CompileContext& context);
    [[nodiscard]] bool empty() const { return m_given.empty() && m_public.empty(); }
    /// Errors FormatException (a secret is no base64), CertificateNotFound.
    [[nodiscard]] Result<std::vector<SigningKey>> signing(policy::RequestContext& context) const;
    /// Replaces an encrypted token by what is in it; a signed one stays. False where no key opens it. Errors as signing().
    [[nodiscard]] Result<bool> open(std::string& token, policy::RequestContext& context) const;

    [[nodiscard]] static policy::ElementDescriptor signingElement();
    [[nodiscard]] static policy::ElementDescriptor decryptionElement();

private:
    [[nodiscard]] Result<std::vector<DecryptionKey>> decryption(policy::RequestContext& context) const;

    struct Given {
        policy::Template secret;
        std::string certificateId, id;
    };
    std::vector<Given> m_given;
    std::vector<SigningKey> m_public;
};

}  // namespace mgc::policies
