#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace mgc::policies {

/// What validate-client-certificate compares of a certificate.
struct CertificateFacts {
    std::string thumbprint;    ///< SHA-1, upper-case hexadecimal
    std::string serialNumber;  ///< upper-case hexadecimal, without leading zeros
    std::string commonName;
    std::string subject, issuer;        ///< "CN=a, O=b", most specific part first
    std::vector<std::string> dnsNames;  ///< subject alternative names
    std::string
        issuerThumbprint;  ///< of the next certificate in the chain; "" where that was not sent (the step then asks the known authorities)
    Instant notBefore{}, notAfter{};
};

/// Of the first certificate in PEM text; nullopt where there is none.
[[nodiscard]] std::optional<CertificateFacts> readFacts(std::string_view chainPem);

/// Hexadecimal digits in upper case, all else left out; serial numbers without leading zeros.
[[nodiscard]] std::string normalizedHex(std::string_view text, bool isNumber = false);
/// Whether two distinguished names have the same parts, in whatever order. Parts are separated by commas; a value with special
/// characters stands in double quotes.
[[nodiscard]] bool sameName(std::string_view left, std::string_view right);

}  // namespace mgc::policies
