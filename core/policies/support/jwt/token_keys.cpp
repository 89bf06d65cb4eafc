#include "policies/support/jwt/token_keys.h"

#include "policies/support/certificates.h"

namespace mgc::policies {

using namespace policy;

namespace {

AttributeDescriptor idAttribute() { return {.name = "id", .expressions = Expressions::NotAllowed, .help = "Matches the token's kid"}; }
AttributeDescriptor certificateAttribute() {
    return {.name = "certificate-id", .expressions = Expressions::NotAllowed, .help = "Certificate of the service"};
}

}  // namespace

Result<void> TokenKeys::add(const PolicyNode& node, CompileContext& context) {
    if (node.name != "key") return context.error("MGC2425", "'" + node.name + "' is not supported.", node);
    const std::string id = context.constant(node, "id");
    if (node.attribute("n") || node.attribute("e")) {
        auto key = SigningKey::rsa(context.constant(node, "n"), context.constant(node, "e"), id);
        if (!key) return context.error("MGC2427", "n and e make no RSA key.", node);
        m_public.push_back(std::move(*key));
        return {};
    }
    Given given;
    given.id = id;
    given.certificateId = context.constant(node, "certificate-id");
    if (given.certificateId.empty()) {
        MGC_TRY_ASSIGN(given.secret, context.text(node));
        // Placeholders of named values that are allowed to be unknown are no base64; only a filled-in key is checked here.
        const bool filled = given.secret.isConstant() && given.secret.constantText().find("{{") == std::string::npos;
        if (filled && !decodeBase64(given.secret.constantText())) return context.error("MGC2428", "The key is not base64.", node);
    }
    m_given.push_back(std::move(given));
    return {};
}

Result<void> TokenKeys::addForDecryption(const PolicyNode& list, CompileContext& context) {
    for (const auto& key : list.children) {
        MGC_TRY(add(key, context));
        if (key.attribute("n") || key.attribute("e"))
            context.diagnostics().warning("MGC2429", "A public key (n, e) opens no encrypted token.", key.nameRange, key.name);
    }
    return {};
}

Result<std::vector<SigningKey>> TokenKeys::signing(RequestContext& context) const {
    std::vector<SigningKey> keys = m_public;
    for (const auto& each : m_given) {
        if (!each.certificateId.empty()) {
            MGC_TRY_ASSIGN(const auto certificate, certificateById(context, each.certificateId));
            auto key = SigningKey::certificatePem(certificate->chainPem, each.id);
            if (!key)
                return fail("CertificateNotUsable", "The certificate '" + each.certificateId + "' has no key that can check a token.");
            keys.push_back(std::move(*key));
            continue;
        }
        MGC_TRY_ASSIGN(const std::string written, each.secret.text(context));
        auto secret = decodeBase64(written);
        if (!secret) return fail("FormatException", "A signing key is not base64.");
        keys.push_back(SigningKey::symmetric(std::move(*secret), each.id));
    }
    return keys;
}

Result<std::vector<DecryptionKey>> TokenKeys::decryption(RequestContext& context) const {
    std::vector<DecryptionKey> keys;
    for (const auto& each : m_given) {
        if (!each.certificateId.empty()) {
            MGC_TRY_ASSIGN(const auto certificate, certificateById(context, each.certificateId));
            auto key = DecryptionKey::rsa(certificate->privateKeyPem, each.id);
            if (!key)
                return fail("CertificateNotUsable", "The certificate '" + each.certificateId + "' has no RSA key to open tokens with.");
            keys.push_back(std::move(*key));
            continue;
        }
        MGC_TRY_ASSIGN(const std::string written, each.secret.text(context));
        auto secret = decodeBase64(written);
        if (!secret) return fail("FormatException", "A decryption key is not base64.");
        keys.push_back(DecryptionKey::symmetric(std::move(*secret), each.id));
    }
    return keys;
}

Result<bool> TokenKeys::open(std::string& token, RequestContext& context) const {
    if (!isEncryptedToken(token)) return true;
    MGC_TRY_ASSIGN(const auto keys, decryption(context));
    auto opened = openToken(token, keys);
    if (!opened) return false;
    token = std::move(*opened);
    return true;
}

ElementDescriptor TokenKeys::signingElement() {
    return {.name = "key",
            .attributes = {idAttribute(),
                           certificateAttribute(),
                           {.name = "n", .expressions = Expressions::NotAllowed, .help = "RSA modulus, base64url"},
                           {.name = "e", .expressions = Expressions::NotAllowed, .help = "RSA exponent, base64url"}},
            .content = Content::Text,
            .help = "A base64 secret, a certificate, or an RSA key by n and e"};
}

ElementDescriptor TokenKeys::decryptionElement() {
    return {.name = "key",
            .attributes =
                {idAttribute(),
                 certificateAttribute(),
                 {.name = "n", .expressions = Expressions::NotAllowed, .help = "Of a public key, which opens no token (policy toolkit)"},
                 {.name = "e", .expressions = Expressions::NotAllowed, .help = "Of a public key, which opens no token (policy toolkit)"}},
            .content = Content::Text,
            .help = "A key that tokens are encrypted for"};
}

}  // namespace mgc::policies
