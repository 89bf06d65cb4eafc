#pragma once
#include <memory>
#include <optional>

#include "base/cancellation.h"
#include "base/clock.h"

namespace mgc::simulator {

/// Waits on the clock in slices, so that a caller who has gone is noticed within a quarter of a second.
/// Errors: Cancelled; Timeout when `deadline` comes first (after waiting until then).
[[nodiscard]] Task<Result<void>> pause(Clock& clock, Duration duration, std::shared_ptr<Cancellation> cancellation,
                                       std::optional<Instant> deadline);

}  // namespace mgc::simulator
