#pragma once
#include <memory>
#include <string>

#include "base/result.h"
#include "http/exchange.h"

namespace mgc::http {

using CertificatePointer = std::shared_ptr<const ClientCertificate>;

/// Certificate, intermediates and private key from a PKCS #12 file or from PEM text; at most 20 certificates. Error CertificateNotUsable.
[[nodiscard]] Result<CertificatePointer> readCertificate(const std::string& content, const std::string& password);
/// The first certificate of PEM text as DER; "" where there is none.
[[nodiscard]] std::string toDer(const std::string& pem);

}  // namespace mgc::http
