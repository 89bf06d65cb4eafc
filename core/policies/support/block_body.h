#pragma once
#include "http/body.h"

namespace mgc::policies {

/// Pieces of `body` are held back until 8 KB have come or the body ends (forward-request page on buffer-response). A whole body stays as it is.
[[nodiscard]] http::Body inBlocks(http::Body body);

}  // namespace mgc::policies
