#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "resources/workspace.h"

namespace mgc::gateway {

/// The policy that a request to this API (and operation, in the context of that product) meets: one document in which every <base/> is
/// replaced by what it stands for, each part under a comment that names its scope, file and line. "" for no operation, no product.
/// Errors NoSuchApi, NoSuchOperation, NoSuchProduct list what there is; InvalidPolicy names the place in a document that cannot be read.
[[nodiscard]] Result<std::string> effectivePolicy(const resources::Workspace& workspace, std::string_view api, std::string_view operation,
                                                  std::string_view product);

}  // namespace mgc::gateway
