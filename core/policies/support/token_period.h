#pragma once
#include <optional>
#include <string_view>

#include "base/clock.h"

namespace mgc::policies {

enum class TokenPeriod { Hourly, Daily, Weekly, Monthly, Yearly, Indefinite };

/// Compared without case; "day" for Daily too, as the policy toolkit's tests write it.
[[nodiscard]] std::optional<TokenPeriod> parseTokenPeriod(std::string_view text);

struct PeriodWindow {
    Instant start;
    Duration length{};
};
/// The period around `now`: UTC time cut to the unit (llm-token-limit page). Weeks start on Monday (docs silent).
[[nodiscard]] PeriodWindow tokenPeriodAt(TokenPeriod period, Instant now);

}  // namespace mgc::policies
