#pragma once
#include <string>
#include <string_view>

namespace mgc::resources {

// Subscription keys for local use. A workspace folder must never hold them, and a key that anyone could compute from the folder's name
// would be none. So a key is derived from a secret of this installation (a random file of mode 0600 below the user's state folder), the
// workspace's id and the subscription's name: stable over restarts without being stored anywhere. `--set`, the environment and the
// keychain may give another; a key that stands in a subscription's file (as the service accepts on PUT) is taken as it is.

/// 32 hexadecimal digits, the shape of Azure's keys. `which` is "primary" or "secondary".
[[nodiscard]] std::string localSubscriptionKey(std::string_view seed, std::string_view workspaceId, std::string_view subscription,
                                               std::string_view which);
/// The installation's secret, made on first use in $XDG_STATE_HOME/model-gateway/key-seed (~/.local/state without). Where that cannot be
/// written, a secret of this process only.
[[nodiscard]] std::string installationKeySeed();
/// "MGC_SUBSCRIPTION_KEY_FOUNDRY_SUBSCRIPTION" (primary), "..._SECONDARY" appended for the secondary key.
[[nodiscard]] std::string subscriptionKeyVariable(std::string_view subscription, std::string_view which);

}  // namespace mgc::resources
