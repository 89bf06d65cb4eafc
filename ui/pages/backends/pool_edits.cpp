#include "ui/pages/backends/pool_edits.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace mgc::ui::pool_edits {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t highestPriority = 100;  // Azure's bound

Json listOf(const resources::Backend& pool) {
    if (!pool.document) return Json::array();
    const Json& root = pool.document->root();
    const Json::json_pointer pointer(services);
    return root.contains(pointer) && root[pointer].is_array() ? root[pointer] : Json::array();
}

}  // namespace

std::string weightPointer(std::size_t member) { return std::string(services) + "/" + std::to_string(member) + "/weight"; }

std::optional<std::string> withPriorityMoved(const resources::Backend& pool, std::size_t member, int step) {
    if (member >= pool.members.size()) return std::nullopt;
    std::set<std::int64_t> groups;
    for (const auto& each : pool.members) groups.insert(each.priority);
    const std::int64_t now = pool.members[member].priority;
    const auto own = groups.find(now);
    const auto alone = std::count_if(pool.members.begin(), pool.members.end(), [&](const auto& each) { return each.priority == now; }) == 1;
    std::int64_t wanted = now;
    if (step < 0) {
        if (own != groups.begin())
            wanted = *std::prev(own);
        else if (!alone && now > 0)
            wanted = now - 1;
    } else {
        const auto next = std::next(own);
        if (next != groups.end())
            wanted = *next;
        else if (!alone && now < highestPriority)
            wanted = now + 1;
    }
    return withPriority(pool, member, wanted);
}

std::optional<std::string> withPriority(const resources::Backend& pool, std::size_t member, std::int64_t priority) {
    Json list = listOf(pool);
    if (member >= list.size() || member >= pool.members.size() || pool.members[member].priority == priority) return std::nullopt;
    list[member]["priority"] = std::clamp<std::int64_t>(priority, 0, highestPriority);
    return list.dump();
}

std::string withMember(const resources::Backend& pool, const QString& backend) {
    Json list = listOf(pool);
    std::int64_t priority = 1;
    if (!pool.members.empty())
        priority = std::min_element(pool.members.begin(), pool.members.end(), [](const auto& a, const auto& b) {
                       return a.priority < b.priority;
                   })->priority;
    list.push_back({{"id", "/backends/" + backend.toStdString()}, {"priority", priority}, {"weight", 50}});
    return list.dump();
}

std::string without(const resources::Backend& pool, std::size_t member) {
    Json list = listOf(pool);
    if (member < list.size()) list.erase(list.begin() + static_cast<std::ptrdiff_t>(member));
    return list.dump();
}

}  // namespace mgc::ui::pool_edits
