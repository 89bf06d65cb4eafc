#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "http/exchange.h"

namespace mgc::gateway {

/// Answers of everything outside the gateway from a script (RESPONSES.json of design/cli.md): each call takes the first unused
/// entry whose `forUrl` is found in its URL; when none is left, the last fitting entry answers again. Delays pass on the clock.
class ScriptedExchange : public http::Exchange {
public:
    /// Error InvalidScript with the entry and member that is wrong.
    [[nodiscard]] static Result<std::unique_ptr<ScriptedExchange>> create(const nlohmann::ordered_json& script, Clock& clock);
    ~ScriptedExchange() override;

    [[nodiscard]] Task<Result<http::Response>> exchange(http::Request& request, const http::SendOptions& options) override;

private:
    struct Entry;
    explicit ScriptedExchange(Clock& clock);
    [[nodiscard]] Entry* pick(const std::string& url);
    /// False if the call was cancelled before `duration` had passed.
    [[nodiscard]] Task<bool> pass(Duration duration, std::shared_ptr<Cancellation> cancellation);

    Clock& m_clock;
    std::vector<std::unique_ptr<Entry>> m_entries;
};

}  // namespace mgc::gateway
