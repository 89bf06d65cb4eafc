#pragma once
#include <QtGlobal>

namespace mgc::ui {

/// A span of time the Live page shows, and how finely.
struct LiveWindow {
    qint64 lengthMs;
    qint64 bucketMs;  ///< one bar; 75 of them fill the window (60 in a minute and an hour)
    qint64 sampleMs;  ///< step of areas
    qint64 scrollMs;  ///< the axis moves in these steps: well under a pixel would cost and show nothing
};

inline constexpr LiveWindow liveWindows[] = {
    {60'000, 1'000, 500, 250},
    {300'000, 4'000, 2'000, 500},
    {900'000, 12'000, 6'000, 1'000},
    {3'600'000, 60'000, 24'000, 4'000},
};

}  // namespace mgc::ui
