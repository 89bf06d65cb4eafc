#pragma once
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace mgc::policy {

/// Events that wait for one subscriber. From any thread. Holds at most `most`; the oldest go first.
class EventQueue {
public:
    static constexpr std::size_t most = 1000;

    void push(std::string_view value) {
        const std::lock_guard lock(m_mutex);
        if (m_events.size() == most) m_events.pop_front();
        m_events.emplace_back(value);
    }
    [[nodiscard]] std::optional<std::string> take() {
        const std::lock_guard lock(m_mutex);
        if (m_events.empty()) return std::nullopt;
        std::string event = std::move(m_events.front());
        m_events.pop_front();
        return event;
    }

private:
    std::mutex m_mutex;
    std::deque<std::string> m_events;
};

/// Clients that have subscribed to events of GraphQL APIs. May be called from every worker thread.
class GraphQlEvents {
public:
    virtual ~GraphQlEvents() = default;
    /// Hands an event, the JSON value of the subscription field `field`, to all who have subscribed to it; returns their number.
    virtual std::size_t publish(std::string_view apiId, std::string_view field, std::string_view value) = 0;
    /// The queue gets the events for as long as the subscriber keeps it. Null where there are too many subscribers.
    [[nodiscard]] virtual std::shared_ptr<EventQueue> subscribe(std::string_view apiId, std::string_view field) = 0;
};

}  // namespace mgc::policy
