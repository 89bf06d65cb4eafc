#pragma once
#include "policy/model/descriptor.h"

namespace mgc::policies {

/// llm-emit-token-metric and azure-openai-emit-token-metric are one engine under two names.
[[nodiscard]] policy::PolicyDescriptor tokenMetricDescriptor(std::string_view element, std::string_view summary,
                                                             std::string_view documentation);

}  // namespace mgc::policies
