#pragma once
#include <QString>

namespace mgc::resources {
struct Backend;
}

namespace mgc::ui {

class BackendCalls;
class MetricsHistory;

/// What a trip was about, in words: "aoai-eastus tripped at 10:04:54 after 3 x 503." and what clients saw of it until now.
struct TripStory {
    QString headline, rest;
};
/// `trippedMs`: when the breaker opened. Of the calls only those that are known by now are told.
[[nodiscard]] TripStory tripStory(const resources::Backend& backend, qint64 trippedMs, const MetricsHistory& history,
                                  const BackendCalls& calls);

}  // namespace mgc::ui
