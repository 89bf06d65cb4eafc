#include "simulator/pause.h"

#include <algorithm>

namespace mgc::simulator {

Task<Result<void>> pause(Clock& clock, Duration duration, std::shared_ptr<Cancellation> cancellation, std::optional<Instant> deadline) {
    const Instant until = clock.now() + duration;
    const Instant stop = deadline ? std::min(*deadline, until) : until;
    while (true) {
        if (cancellation && cancellation->requested()) co_return fail("Cancelled", "The caller has given up the call.");
        const Duration left = stop - clock.now();
        if (left <= Duration{}) break;
        const Duration slice = cancellation ? std::min<Duration>(left, std::chrono::milliseconds(250)) : left;
        co_await clock.sleep(slice);
    }
    if (deadline && *deadline < until) co_return fail("Timeout", "The simulated backend did not answer in time.");
    co_return Result<void>{};
}

}  // namespace mgc::simulator
