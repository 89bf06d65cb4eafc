#pragma once
#include <map>
#include <mutex>
#include <string>

#include "gateway/state/outbox.h"

namespace mgc::gateway {

/// Where messages of one logger, or of one Service Bus namespace, go over HTTPS.
struct MessageEndpoint {
    http::Url base;     ///< "https://name.servicebus.windows.net"
    std::string hub;    ///< event hub; "" for Service Bus
    std::string keyName, key;  ///< shared access key; "" signs in with the gateway's identity
};

/// Event Hubs and Service Bus over their HTTPS REST interfaces where an endpoint is configured; else the outbox. From any thread.
class MessageSender : public policy::Messages {
public:
    MessageSender(const Clock& clock, policy::Identity& identity, Outbox& outbox) : m_clock(clock), m_identity(identity), m_outbox(outbox) {}
    /// By "logger/ID" and "namespace/HOST", in lower case.
    void replace(std::map<std::string, MessageEndpoint> endpoints);
    [[nodiscard]] Task<Result<Delivery>> deliver(policy::OutgoingMessage message, http::Exchange& exchange) override;

private:
    const Clock& m_clock;
    policy::Identity& m_identity;
    Outbox& m_outbox;
    std::mutex m_mutex;
    std::map<std::string, MessageEndpoint> m_endpoints;
};

/// "SharedAccessSignature sr=...&sig=...&se=...&skn=..." (Event Hubs and Service Bus, docs "Generate a SAS token").
[[nodiscard]] std::string sharedAccessSignature(std::string_view resource, std::string_view keyName, std::string_view key, Instant expires);

}  // namespace mgc::gateway
