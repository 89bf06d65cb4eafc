#pragma once
#include <string>

#include "azure/arm/arm_client.h"
#include "foundry/connection.h"
#include "foundry/transport.h"

namespace mgc::azure {

/// Version of connections whose published types know the gateway categories.
inline constexpr const char* connectionVersion = "2026-05-01";

/// The PUT body of a gateway connection; metadata values as strings, credentials as given.
[[nodiscard]] Json connectionBody(const foundry::Connection& connection);
/// The same without credentials: for files.
[[nodiscard]] Json connectionForFiles(const foundry::Connection& connection);
/// "<account>[/projects/<project>]/connections/<name>"
[[nodiscard]] std::string connectionPath(const std::string& accountId, const std::string& project, const std::string& name);
/// What Azure says about account, project and connection before anything is called through it: states, category, visibility.
struct LiveFinding {
    bool error = false;
    std::string code, message, fix;
};
[[nodiscard]] Result<std::vector<LiveFinding>> checkConnectionInAzure(ArmClient& arm, const std::string& accountId,
                                                                      const std::string& project, const std::string& name, Json& resource);
/// The probe's way out through this transport.
[[nodiscard]] foundry::Send probeSend(Transport& transport);
[[nodiscard]] foundry::Pause probePause(Transport& transport);

}  // namespace mgc::azure
