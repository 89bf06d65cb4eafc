#include "gateway/state/graphql_hub.h"

namespace mgc::gateway {

std::size_t GraphQlHub::publish(std::string_view apiId, std::string_view field, std::string_view value) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_queues.find({std::string(apiId), std::string(field)});
    if (found == m_queues.end()) return 0;
    std::size_t reached = 0;
    for (const auto& each : found->second)
        if (const auto queue = each.lock()) {
            queue->push(value);
            ++reached;
        }
    return reached;
}

std::shared_ptr<policy::EventQueue> GraphQlHub::subscribe(std::string_view apiId, std::string_view field) {
    const std::lock_guard lock(m_mutex);
    dropEnded();
    if (m_count >= mostSubscribers) return nullptr;
    auto queue = std::make_shared<policy::EventQueue>();
    m_queues[{std::string(apiId), std::string(field)}].push_back(queue);
    ++m_count;
    return queue;
}

void GraphQlHub::dropEnded() {
    for (auto each = m_queues.begin(); each != m_queues.end();) {
        m_count -= std::erase_if(each->second, [](const auto& queue) { return queue.expired(); });
        each = each->second.empty() ? m_queues.erase(each) : std::next(each);
    }
}

}  // namespace mgc::gateway
