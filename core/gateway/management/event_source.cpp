#include "gateway/management/event_source.h"

namespace mgc::gateway {

namespace {

constexpr Duration keepAlive = std::chrono::seconds(15);

}  // namespace

std::string formatEvent(const std::string& json, std::string_view name) {
    std::string event;
    event.reserve(json.size() + name.size() + 16);
    if (!name.empty()) event.append("event: ").append(name).append("\n");
    return event.append("data: ").append(json).append("\n\n");
}

Task<Result<std::optional<std::string>>> PeriodicEvents::next() {
    while (true) {
        if (!m_first) co_await m_clock.sleep(m_interval);
        m_first = false;
        if (m_ended()) co_return std::optional<std::string>{};
        std::string text = m_produce();
        if (!text.empty()) {
            m_quiet = {};
            co_return std::optional<std::string>{std::move(text)};
        }
        m_quiet += m_interval;
        if (m_quiet >= keepAlive) {
            m_quiet = {};
            co_return std::optional<std::string>{": keep-alive\n\n"};
        }
    }
}

}  // namespace mgc::gateway
