#pragma once
#include <string>

namespace mgc::test {

/// A certificate with its key, PEM, made on the spot with OpenSSL.
struct TestCertificate {
    std::string certificatePem;
    std::string keyPem;
};

/// A certificate authority of the test's own.
TestCertificate makeAuthority();
/// Issued by `authority` for `name` ("localhost" or "127.0.0.1"), valid for a day.
TestCertificate makeCertificate(const TestCertificate& authority, const std::string& name);

}  // namespace mgc::test
