#include "gateway/state/graphql_hub.h"

#include <vector>

namespace mgc::gateway {

GraphQlHub::Subscription GraphQlHub::subscribe(std::string apiId, std::string field, Receiver receiver) {
    const std::lock_guard lock(m_mutex);
    if (m_subscribers.size() >= mostSubscribers) return {};
    m_subscribers[++m_last] = {std::move(apiId), std::move(field), std::move(receiver)};
    return {*this, m_last};
}

std::size_t GraphQlHub::publish(std::string_view apiId, std::string_view field, std::string_view value) {
    std::vector<Receiver> receivers;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [id, subscriber] : m_subscribers)
            if (subscriber.apiId == apiId && subscriber.field == field) receivers.push_back(subscriber.receiver);
    }
    for (const auto& receiver : receivers) receiver(value);
    return receivers.size();
}

void GraphQlHub::remove(std::uint64_t id) {
    const std::lock_guard lock(m_mutex);
    m_subscribers.erase(id);
}

}  // namespace mgc::gateway
