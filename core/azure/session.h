#pragma once
#include <memory>
#include <string>

#include "azure/arm/arm_client.h"
#include "azure/network_transport.h"
#include "azure/sign_in/sign_in.h"

namespace mgc::azure {

struct SessionOptions {
    Cloud cloud;
    SignInOptions signIn;
    std::string proxy;
    SignInHooks hooks;
    CancelFlag cancel = makeCancelFlag();
    ArmLimits limits;
    bool demonstration = false;  ///< the demonstration service instead of a network (demo/demo_service.h)
};

/// What one piece of Azure work needs, on one thread: network, keychain, tokens, the ARM client. The page and the commands both use it.
class Session {
public:
    /// Errors of the transport's options. No request is made.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(SessionOptions options);

    [[nodiscard]] SignInContext context() { return {m_options.cloud, *m_transport, *m_secrets.store, processEnvironment, m_options.hooks}; }
    /// The client; the first use makes the credential. Errors of makeCredential.
    [[nodiscard]] Result<ArmClient*> arm();
    [[nodiscard]] const Cloud& cloud() const { return m_options.cloud; }
    [[nodiscard]] const SessionOptions& options() const { return m_options; }
    [[nodiscard]] CallLog& log() { return m_log; }
    [[nodiscard]] Transport& transport() { return *m_transport; }
    [[nodiscard]] TokenSource* tokens() { return m_tokens.get(); }
    [[nodiscard]] SecretStore& secrets() { return *m_secrets.store; }
    /// That there is no keychain; "" with one.
    [[nodiscard]] const std::string& notice() const { return m_secrets.notice; }

private:
    explicit Session(SessionOptions options) : m_options(std::move(options)) {}

    SessionOptions m_options;
    CallLog m_log;
    OpenedStore m_secrets;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<TokenSource> m_tokens;
    std::unique_ptr<ArmClient> m_arm;
};

}  // namespace mgc::azure
