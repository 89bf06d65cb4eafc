#pragma once
#include "base/clock.h"

namespace mgc::gateway::net {

/// UTC as the system tells it, read by way of the processor's cycle counter (cycle_pace.h): a request reads the clock for each of its
/// steps, and a reading of the system's costs as much as a short step. Each thread asks the system once a millisecond. Off the system's time by a few microseconds at most; on one thread never backwards, unless the system's clock is set back.
/// Where the counter is not of constant speed (or not known) each reading is the system's.
[[nodiscard]] Instant cycleClockNow();

}  // namespace mgc::gateway::net
