#pragma once
#include <memory>
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

/// A TLS client by hand on a connected blocking socket, which it does not own; shows `certificate` if it has one, trusts everybody.
class TlsClientSocket {
public:
    TlsClientSocket(int descriptor, const TestCertificate& certificate);
    ~TlsClientSocket();
    TlsClientSocket(const TlsClientSocket&) = delete;
    TlsClientSocket& operator=(const TlsClientSocket&) = delete;

    [[nodiscard]] bool connected() const { return m_connected; }
    [[nodiscard]] bool send(const std::string& text);
    std::string readAll();
    /// The server said goodbye before it closed.
    [[nodiscard]] bool endedCleanly() const { return m_clean; }

private:
    struct Implementation;
    std::unique_ptr<Implementation> m_implementation;
    bool m_connected = false;
    bool m_clean = false;
};

}  // namespace mgc::test
