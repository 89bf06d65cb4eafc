#pragma once
#include "base/diagnostic.h"
#include "expression/host/context_data.h"
#include "gateway/state/certificate_store.h"
#include "gateway/state/connection_store.h"
#include "gateway/state/message_sender.h"
#include "resources/workspace.h"

namespace mgc::gateway {

/// What stands for parts of the service that a workspace folder has no place for, from files in `.model-gateway/`: certificates.json,
/// connections.json and messaging.json. Texts in them may name {{named values}}, so that secrets stay out of the files.
class LocalServices {
public:
    LocalServices(const Clock& clock, policy::Identity& identity) : connections(clock), messages(clock, identity, outbox) {}
    /// Takes over what the workspace says. Findings: MGC4240 (not valid JSON), MGC4241 (an entry that cannot be used).
    void configure(const resources::Workspace& workspace, Diagnostics& diagnostics);

    /// `data` with the service's certificates, by id, as context.Deployment shows them.
    [[nodiscard]] std::shared_ptr<const expression::DeploymentData> deployment(const expression::DeploymentData& data) const;

    CertificateStore certificates;
    ConnectionStore connections;
    Outbox outbox;
    MessageSender messages;
};

}  // namespace mgc::gateway
