#pragma once
#include <memory>

#include "azure/cloud.h"
#include "azure/sign_in/token_source.h"
#include "azure/transport.h"

namespace mgc::azure {

/// Azure as a demonstration inside this program: one subscription, one API Management service, one Foundry account, in memory. Changes last
/// as long as the object. What the console sends it is what it would send to Azure; ETags and paging work as there.
[[nodiscard]] std::unique_ptr<Transport> demoService(CancelFlag cancel);
/// Its cloud: addresses that exist nowhere.
[[nodiscard]] Cloud demoCloud();
/// Its account.
[[nodiscard]] std::unique_ptr<Credential> demoCredential();

}  // namespace mgc::azure
