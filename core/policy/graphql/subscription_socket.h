#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "policy/graphql/subscription.h"
#include "websocket/text_session.h"

namespace mgc::policy {

/// A client's WebSocket for the subscriptions of one GraphQL API: the graphql-transport-ws protocol of the graphql-ws library, which Azure
/// names (docs page graphql-apis-overview). Queries and mutations are refused with an error, as there.
class SubscriptionSocket final : public websocket::TextSession, public std::enable_shared_from_this<SubscriptionSocket> {
public:
    static constexpr std::string_view protocol = "graphql-transport-ws";
    static constexpr std::size_t mostSubscriptions = 100;  ///< of one connection at a time
    /// For connection_init to come.
    static constexpr Duration initialWait = std::chrono::seconds(10);

    /// Both must live until the owner that keep() gets is let go.
    SubscriptionSocket(const GraphQlCall& call, RequestContext& context) : m_call(call), m_context(context) {}

    /// From here on the connection counts.
    void keep(std::shared_ptr<void> owner) override;

private:
    struct Running {
        std::unique_ptr<SubscriptionFeed> feed;
        bool stopped = false;
    };

    void onText(std::string_view text) override;
    void subscribe(const graphql::Json& message);
    void start(const std::string& id, const graphql::Json& payload);
    void refuse(const std::string& id, const std::vector<graphql::Problem>& problems);
    void send(const graphql::Json& message);
    [[nodiscard]] Task<void> expectInit();
    [[nodiscard]] Task<void> deliver(std::string id, std::shared_ptr<Running> running);

    const GraphQlCall& m_call;
    RequestContext& m_context;
    std::map<std::string, std::shared_ptr<Running>, std::less<>> m_running;
    bool m_acknowledged = false;
};

}  // namespace mgc::policy
