#pragma once
#include "policy/model/descriptor.h"

namespace mgc::policies {

/// llm-token-limit and azure-openai-token-limit are one engine under two names (ai-gateway.md).
[[nodiscard]] policy::PolicyDescriptor tokenLimitDescriptor(std::string_view element, std::string_view summary,
                                                            std::string_view documentation);

}  // namespace mgc::policies
