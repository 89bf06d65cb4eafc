#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "expression/host/context_data.h"
#include "http/message.h"

namespace mgc::gateway {

/// One request of REQUEST.json (design/cli.md, `try`).
struct ScriptedRequest {
    std::string method = "GET";
    std::string url;                          ///< path with query, or absolute
    http::Headers headers;
    std::shared_ptr<const std::string> body;  ///< null: none
    std::string clientIp = "127.0.0.1";
    std::optional<std::string> subscription;  ///< an already checked subscription
    std::shared_ptr<const expression::UserData> user;
    Duration advanceClock{};
    bool useCookies = false;
};

/// Requests in order; those of one group start at the same instant.
using RequestGroup = std::vector<ScriptedRequest>;

/// Error InvalidRequest with the place and member that is wrong.
[[nodiscard]] Result<std::vector<RequestGroup>> readRequestScript(const nlohmann::ordered_json& script);

}  // namespace mgc::gateway
