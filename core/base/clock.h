#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/task.h"

namespace mgc {

/// UTC wall time. Microsecond resolution or better; used for windows, tokens, caches and traces.
using Instant = std::chrono::sys_time<std::chrono::nanoseconds>;
using Duration = std::chrono::nanoseconds;

/// Time as the engine sees it. Everything that reads or waits for time goes through this, so that `try` and tests control it.
class Clock {
public:
    virtual ~Clock() = default;
    /// Current UTC time. Safe to call from any thread.
    [[nodiscard]] virtual Instant now() const = 0;
    /// Resumes the caller on its own thread once `duration` has passed on this clock. Zero or negative: at once.
    [[nodiscard]] virtual Task<void> sleep(Duration duration) = 0;
};

/// The machine's clock; its `sleep` is not usable (the gateway's event loop supplies a clock that can wait).
class SystemClock : public Clock {
public:
    [[nodiscard]] Instant now() const override { return std::chrono::system_clock::now(); }
    [[nodiscard]] Task<void> sleep(Duration duration) override;
};

/// "2026-01-15T10:00:00.1234567Z": ISO 8601 with .NET's seven fraction digits.
[[nodiscard]] std::string toIso8601(Instant instant);
/// Accepts "2026-01-15T10:00:00[.fraction](Z|+hh:mm)". Error code InvalidTime.
[[nodiscard]] Result<Instant> parseIso8601(std::string_view text);
/// ISO 8601 durations without years and months ("PT1M", "P1DT12H", "PT0.5S"). Error code InvalidDuration.
[[nodiscard]] Result<Duration> parseIsoDuration(std::string_view text);
/// "hh:mm:ss.fffffff", the form of Azure's trace.
[[nodiscard]] std::string toElapsedText(Duration duration);

}  // namespace mgc
