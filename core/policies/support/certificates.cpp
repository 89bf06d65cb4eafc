#include "policies/support/certificates.h"

namespace mgc::policies {

using policy::RequestContext;

namespace {

Result<CertificatePointer> found(CertificatePointer certificate, std::string_view what, std::string_view name) {
    if (certificate) return certificate;
    return fail("CertificateNotFound", "There is no certificate with the " + std::string(what) + " '" + std::string(name) + "'.");
}

}  // namespace

Result<CertificatePointer> certificateById(RequestContext& context, std::string_view id) {
    const auto* certificates = context.services().certificates;
    return found(certificates ? certificates->byId(id) : nullptr, "id", id);
}

Result<CertificatePointer> certificateByThumbprint(RequestContext& context, std::string_view thumbprint) {
    const auto* certificates = context.services().certificates;
    return found(certificates ? certificates->byThumbprint(thumbprint) : nullptr, "thumbprint", thumbprint);
}

}  // namespace mgc::policies
