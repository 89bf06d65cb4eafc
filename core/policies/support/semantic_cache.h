#pragma once
#include <string_view>

#include "policy/model/descriptor.h"

namespace mgc::policies {

/// llm-semantic-cache-lookup and azure-openai-semantic-cache-lookup are one engine with two names; so are the stores.
[[nodiscard]] policy::PolicyDescriptor semanticLookupDescriptor(std::string_view element, std::string_view summary,
                                                                std::string_view documentation);
[[nodiscard]] policy::PolicyDescriptor semanticStoreDescriptor(std::string_view element, std::string_view summary,
                                                               std::string_view documentation);

}  // namespace mgc::policies
