#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "gateway/state/outbox.h"

namespace mgc::gateway {

/// {"messages": [...], "next": id}: what log-to-eventhub and send-service-bus-message left in the outbox, behind `after`, oldest first.
[[nodiscard]] nlohmann::json outboxReport(const Outbox& outbox, std::int64_t after, std::int64_t limit);

}  // namespace mgc::gateway
