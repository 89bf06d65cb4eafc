#pragma once
#include "azure/apim/entity.h"

namespace mgc::azure {

/// Replaces literal secrets of a resource's properties by references ("secretref:/credentials/header/api-key/0"). Texts that only name a
/// named value ({{name}}) stay.
void referenceSecrets(EntityKind kind, Json& properties);
/// Puts values back for references: the same member of `live`, else `secret(name)`, name "<entity id><pointer>". Error SecretMissing.
[[nodiscard]] Result<void> resolveSecrets(const std::string& id, Json& properties, const Json& live, const SecretLookup& secret);

}  // namespace mgc::azure
