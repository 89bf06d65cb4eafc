#pragma once
#include <nlohmann/json_fwd.hpp>

#include "policies/support/liquid/value.h"

namespace mgc::policies::liquid {

/// JSON as template values; deeper than 200 levels is nil.
[[nodiscard]] Value fromJson(const nlohmann::ordered_json& json, bool parseDates, int depth = 0);

}  // namespace mgc::policies::liquid
