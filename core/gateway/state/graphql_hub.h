#pragma once
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "policy/graphql/events.h"

namespace mgc::gateway {

/// Clients that have subscribed to fields of GraphQL APIs' Subscription types, and the events that publish-event hands them. At most
/// `mostSubscribers`; from any thread. Of this gateway only: events do not travel between gateways.
class GraphQlHub : public policy::GraphQlEvents {
public:
    static constexpr std::size_t mostSubscribers = 10'000;

    std::size_t publish(std::string_view apiId, std::string_view field, std::string_view value) override;
    [[nodiscard]] std::shared_ptr<policy::EventQueue> subscribe(std::string_view apiId, std::string_view field) override;

private:
    using Queues = std::vector<std::weak_ptr<policy::EventQueue>>;
    void dropEnded();

    std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, Queues> m_queues;
    std::size_t m_count = 0;
};

}  // namespace mgc::gateway
