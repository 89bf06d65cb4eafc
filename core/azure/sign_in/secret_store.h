#pragma once
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"

namespace mgc::azure {

/// Where secrets lie. Never a file.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    /// Nullopt where there is none of that name. Error KeychainFailed.
    [[nodiscard]] virtual Result<std::optional<std::string>> read(const std::string& name) = 0;
    [[nodiscard]] virtual Result<void> write(const std::string& name, const std::string& secret) = 0;
    [[nodiscard]] virtual Result<void> remove(const std::string& name) = 0;
    /// False: secrets end with this process.
    [[nodiscard]] virtual bool isLasting() const = 0;
};

/// The system's keychain under the service "model-gateway-console"; where there is none, the memory of this process. `notice` says so for
/// people; "" with a keychain. Runs an event loop while it waits.
struct OpenedStore {
    std::unique_ptr<SecretStore> store;
    std::string notice;
};
[[nodiscard]] OpenedStore openSecretStore();
[[nodiscard]] std::unique_ptr<SecretStore> memoryStore();

}  // namespace mgc::azure
