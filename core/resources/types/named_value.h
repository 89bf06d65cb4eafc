#pragma once
#include <optional>
#include <string>
#include <vector>

#include "resources/resource.h"

namespace mgc::resources {

struct NamedValue : Resource {
    std::string displayName;           ///< what {{...}} names, compared with its case
    std::optional<std::string> value;  ///< nullopt: a secret that nobody has given on this machine
    bool secret = false;
    std::string keyVaultIdentifier;
    std::vector<std::string> tags;
};

[[nodiscard]] NamedValue readNamedValue(Resource resource);
/// "MGC_NAMED_VALUE_OPENAI_KEY" for "openai-key".
[[nodiscard]] std::string namedValueVariable(std::string_view displayName);

}  // namespace mgc::resources
