#pragma once
#include <string_view>

#include "http/certificate.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using http::CertificatePointer;

/// A certificate of the service. Error CertificateNotFound.
[[nodiscard]] Result<CertificatePointer> certificateById(policy::RequestContext& context, std::string_view id);
[[nodiscard]] Result<CertificatePointer> certificateByThumbprint(policy::RequestContext& context, std::string_view thumbprint);

}  // namespace mgc::policies
