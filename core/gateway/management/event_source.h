#pragma once
#include <functional>
#include <string>

#include "base/cancellation.h"
#include "base/clock.h"
#include "http/body.h"

namespace mgc::gateway {

/// A server-sent event stream that asks `produce` for text at a fixed interval. An empty answer sends nothing, but a comment goes
/// out every 15 s so that both ends notice a dead connection. Ends when `ended` says so (shutdown).
class PeriodicEvents : public http::BodySource {
public:
    using Produce = std::function<std::string()>;
    using Ended = std::function<bool()>;

    PeriodicEvents(Clock& clock, Duration interval, Produce produce, Ended ended)
        : m_clock(clock), m_interval(interval), m_produce(std::move(produce)), m_ended(std::move(ended)) {}

    [[nodiscard]] Task<Result<std::optional<std::string>>> next() override;

private:
    Clock& m_clock;
    Duration m_interval;
    Produce m_produce;
    Ended m_ended;
    bool m_first = true;
    Duration m_quiet{};
};

/// "data: <json>\n\n", with an event name where one is given.
[[nodiscard]] std::string formatEvent(const std::string& json, std::string_view name = {});

}  // namespace mgc::gateway
