#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/certificate.h"
#include "policy/runtime/services.h"

namespace mgc::gateway {

/// The service's certificates and the authorities it trusts. From any thread; replaced whole at a reload.
class CertificateStore : public policy::Certificates {
public:
    struct Content {
        std::vector<http::CertificatePointer> certificates;
        std::string authoritiesPem;     ///< trusted beside the system's authorities
        std::string revocationListsPem;
    };
    CertificateStore();
    ~CertificateStore() override;
    /// Reads the system's authorities once; not on a worker.
    void replace(Content content);

    [[nodiscard]] http::CertificatePointer byId(std::string_view id) const override;
    [[nodiscard]] http::CertificatePointer byThumbprint(std::string_view thumbprint) const override;
    [[nodiscard]] Result<void> verifyChain(std::string_view chainPem, bool trust, bool revocation) const override;
    [[nodiscard]] std::string issuerPem(std::string_view chainPem) const override;
    [[nodiscard]] std::vector<http::CertificatePointer> all() const;

private:
    struct State;
    [[nodiscard]] std::shared_ptr<const State> state() const;

    mutable std::mutex m_mutex;
    std::shared_ptr<const State> m_state;
};

}  // namespace mgc::gateway
