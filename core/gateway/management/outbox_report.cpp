#include "gateway/management/outbox_report.h"

#include <nlohmann/json.hpp>

namespace mgc::gateway {

using nlohmann::json;

namespace {

json toJson(const Outbox::Entry& entry) {
    using Kind = policy::OutgoingMessage::Kind;
    const auto& message = entry.message;
    json properties = json::object();
    for (const auto& [name, value] : message.properties) properties[name] = value;
    return {{"id", entry.id},
            {"time", toIso8601(entry.time)},
            {"kind", message.kind == Kind::EventHub ? "eventHub" : message.kind == Kind::Queue ? "queue" : "topic"},
            {"target", message.target},
            {"namespace", message.nameSpace},
            {"partitionId", message.partitionId},
            {"partitionKey", message.partitionKey},
            {"properties", std::move(properties)},
            {"body", message.body}};
}

}  // namespace

json outboxReport(const Outbox& outbox, std::int64_t after, std::int64_t limit) {
    json messages = json::array();
    std::int64_t next = after;
    for (const auto& entry : outbox.after(static_cast<std::uint64_t>(after), static_cast<std::size_t>(limit))) {
        messages.push_back(toJson(entry));
        next = static_cast<std::int64_t>(entry.id);
    }
    return {{"messages", std::move(messages)}, {"next", next}};
}

}  // namespace mgc::gateway
