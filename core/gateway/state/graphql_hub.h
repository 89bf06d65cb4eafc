#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "policy/graphql/events.h"

namespace mgc::gateway {

/// Clients that have subscribed to fields of GraphQL APIs' Subscription types, and the events that publish-event hands them. At most
/// `mostSubscribers`; from any thread.
class GraphQlHub : public policy::GraphQlEvents {
public:
    static constexpr std::size_t mostSubscribers = 10'000;
    /// Gets the JSON value of the field; called on the publisher's thread and must not block.
    using Receiver = std::function<void(std::string_view value)>;

    /// Ends its subscription when it is destroyed.
    class Subscription {
    public:
        Subscription() = default;
        Subscription(GraphQlHub& hub, std::uint64_t id) : m_hub(&hub), m_id(id) {}
        Subscription(Subscription&& other) noexcept : m_hub(std::exchange(other.m_hub, nullptr)), m_id(other.m_id) {}
        Subscription& operator=(Subscription&& other) noexcept {
            std::swap(m_hub, other.m_hub);
            std::swap(m_id, other.m_id);
            return *this;
        }
        ~Subscription() {
            if (m_hub) m_hub->remove(m_id);
        }
        /// False where the hub was full.
        [[nodiscard]] bool active() const { return m_hub != nullptr; }

    private:
        GraphQlHub* m_hub = nullptr;
        std::uint64_t m_id = 0;
    };

    [[nodiscard]] Subscription subscribe(std::string apiId, std::string field, Receiver receiver);
    std::size_t publish(std::string_view apiId, std::string_view field, std::string_view value) override;

private:
    void remove(std::uint64_t id);

    struct Subscriber {
        std::string apiId, field;
        Receiver receiver;
    };
    std::mutex m_mutex;
    std::uint64_t m_last = 0;
    std::map<std::uint64_t, Subscriber> m_subscribers;
};

}  // namespace mgc::gateway
