#pragma once
#include <string>

#include "management/messages.h"

namespace mgc::ui {

/// A recorded request as the context that an expression of its policies saw, in the form `model-gateway eval` reads. What recordings
/// do not keep is not in it: variables, and the values behind masked headers. The response is what the caller got.
[[nodiscard]] std::string evaluationContext(const management::RequestDetail& detail, const management::Status& status);

}  // namespace mgc::ui
