#include "azure/session.h"

#include "azure/demo/demo_service.h"

namespace mgc::azure {

Result<std::unique_ptr<Session>> Session::open(SessionOptions options) {
    std::unique_ptr<Session> session(new Session(std::move(options)));
    if (session->m_options.demonstration) {
        session->m_options.cloud = demoCloud();
        session->m_transport = demoService(session->m_options.cancel);
        session->m_secrets = {memoryStore(), {}};
        return session;
    }
    const std::string& method = session->m_options.signIn.method;
    // What needs no sign-in of ours needs no keychain either: CI machines have none, and asking takes time.
    const bool needsKeychain = method.empty() || method == "browser" || method == "device-code";
    session->m_secrets = needsKeychain ? openSecretStore() : OpenedStore{memoryStore(), {}};
    MGC_TRY_ASSIGN(session->m_transport,
                   NetworkTransport::create({session->m_options.cloud.caFile, session->m_options.proxy}, session->m_options.cancel));
    return session;
}

Result<ArmClient*> Session::arm() {
    if (m_arm) return m_arm.get();
    std::unique_ptr<Credential> credential = m_options.demonstration ? demoCredential() : nullptr;
    if (!credential) {
        MGC_TRY_ASSIGN(credential, makeCredential(context(), m_options.signIn));
    }
    m_tokens = std::make_unique<TokenSource>(std::move(credential), m_options.signIn.tenant);
    m_arm = std::make_unique<ArmClient>(m_options.cloud, *m_transport, *m_tokens, m_log, m_options.limits);
    return m_arm.get();
}

}  // namespace mgc::azure
