#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "azure/cloud.h"
#include "azure/sign_in/token_source.h"
#include "azure/transport.h"

// Credentials that need no person: for CI, containers and checks.
namespace mgc::azure {

using Environment = std::function<std::optional<std::string>(const std::string& name)>;
/// The variables of this process; empty ones count as absent.
[[nodiscard]] std::optional<std::string> processEnvironment(const std::string& name);

/// --credential token-env: the access token in MGC_ACCESS_TOKEN, whatever the scope. It cannot be renewed.
[[nodiscard]] Result<std::unique_ptr<Credential>> tokenFromEnvironment(const Environment& environment);
/// --credential service-principal: AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET (client credentials).
[[nodiscard]] Result<std::unique_ptr<Credential>> servicePrincipalFromEnvironment(const Environment& environment, const Cloud& cloud,
                                                                                  Transport& transport);
/// --credential managed-identity: IDENTITY_ENDPOINT and IDENTITY_HEADER (App Service, Container Apps), else the instance metadata service
/// of virtual machines; AZURE_POD_IDENTITY_AUTHORITY_HOST replaces its address. AZURE_CLIENT_ID picks a user-assigned identity.
[[nodiscard]] std::unique_ptr<Credential> managedIdentity(const Environment& environment, Transport& transport);

}  // namespace mgc::azure
