#pragma once
#include <memory>

#include "azure/sign_in/token_source.h"
#include "azure/transport.h"

namespace mgc::azure {

/// --credential az: the sign-in of the Azure CLI (`az account get-access-token`).
[[nodiscard]] std::unique_ptr<Credential> azureCliCredential(Transport& transport);
/// --credential azd: the sign-in of the Azure Developer CLI (`azd auth token`).
[[nodiscard]] std::unique_ptr<Credential> azureDeveloperCliCredential(Transport& transport);

}  // namespace mgc::azure
