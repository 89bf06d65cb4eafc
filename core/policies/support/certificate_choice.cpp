#include "policies/support/certificate_choice.h"

#include "base/text.h"
#include "expression/host/host_values.h"
#include "policies/support/jwt/signing_key.h"

namespace mgc::policies {

using namespace policy;

Result<CertificateChoice> CertificateChoice::compile(const PolicyNode& node, CompileContext& context) {
    CertificateChoice choice;
    MGC_TRY_ASSIGN(choice.m_thumbprint, context.attribute(node, "thumbprint"));
    MGC_TRY_ASSIGN(choice.m_id, context.attribute(node, "certificate-id"));
    MGC_TRY_ASSIGN(choice.m_body, context.attribute(node, "body"));
    MGC_TRY_ASSIGN(choice.m_password, context.attribute(node, "password"));
    return choice;
}

ElementDescriptor CertificateChoice::element() {
    return {.name = "authentication-certificate",
            .attributes = {{.name = "thumbprint", .help = "SHA-1 thumbprint of a certificate of the service"},
                           {.name = "certificate-id", .type = AttributeType::Name, .help = "Name of a certificate of the service"},
                           {.name = "body", .help = "The certificate itself as byte[]: PKCS #12 or PEM"},
                           {.name = "password", .help = "Password of body"}},
            .help = "Shows a client certificate to the service that is called",
            .groups = {{AttributeGroup::Rule::ExactlyOne, {"thumbprint", "certificate-id", "body"}}}};
}

Result<CertificatePointer> CertificateChoice::get(RequestContext& context) const {
    CertificatePointer certificate;
    if (m_id.present()) {
        MGC_TRY_ASSIGN(const std::string id, m_id.text(context));
        MGC_TRY_ASSIGN(certificate, certificateById(context, trimmed(id)));
    } else if (m_thumbprint.present()) {
        MGC_TRY_ASSIGN(const std::string thumbprint, m_thumbprint.text(context));
        MGC_TRY_ASSIGN(certificate, certificateByThumbprint(context, trimmed(thumbprint)));
    } else {
        MGC_TRY_ASSIGN(const expression::Value value, m_body.value(context));
        std::string content = expression::bytesOf(value).value_or(value.toText());
        // A constant can only be text: base64 of the file.
        if (!expression::bytesOf(value))
            if (auto decoded = decodeBase64(content)) content = std::move(*decoded);
        std::string password;
        if (m_password.present()) {
            MGC_TRY_ASSIGN(password, m_password.text(context));
        }
        MGC_TRY_ASSIGN(certificate, http::readCertificate(content, password));
    }
    if (certificate->privateKeyPem.empty())
        return fail("CertificateNotUsable", "The private key of the certificate " + certificate->thumbprint + " is not known here.");
    return certificate;
}

}  // namespace mgc::policies
