#pragma once
#include <map>
#include <mutex>
#include <string>

#include "policy/runtime/services.h"

namespace mgc::gateway {

/// Managed identity tokens without Azure: a JWT with the claims a real one has (aud, iss, oid, appid, exp), signed with a key that
/// lives only in this process. Backends in Azure refuse it; the simulator takes it. Cached until five minutes before it expires.
class StandInIdentity : public policy::Identity {
public:
    StandInIdentity(const Clock& clock, Random& random);
    ValueTask<Result<Token>> managedIdentityToken(std::string resource, std::string clientId) override;

private:
    /// A token made now.
    [[nodiscard]] std::string sign(const std::string& resource, const std::string& clientId, Instant now) const;

    struct Cached {
        std::string token;
        Instant expires{};
    };
    static constexpr std::size_t maximumCached = 256;

    const Clock& m_clock;
    std::string m_key;
    std::string m_objectId;
    std::mutex m_mutex;
    std::map<std::string, Cached> m_cached;
};

}  // namespace mgc::gateway
