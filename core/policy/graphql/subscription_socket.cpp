#include "policy/graphql/subscription_socket.h"

#include "policy/graphql/prepared_request.h"

namespace mgc::policy {

using graphql::Json;
using graphql::Problem;

namespace {

/// How long a stopped subscription may go on looking for events.
constexpr Duration lookEvery = std::chrono::seconds(1);

// Close codes of the protocol (its document PROTOCOL.md).
constexpr std::uint16_t badMessage = 4400, unauthorized = 4401, initTimeout = 4408, repeatedId = 4409, repeatedInit = 4429;

std::string textOf(const Json& message, const char* name) {
    const auto found = message.find(name);
    return found != message.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

void SubscriptionSocket::keep(std::shared_ptr<void> owner) {
    TextSession::keep(std::move(owner));
    startTask(expectInit(), [self = shared_from_this()] {});
}

Task<void> SubscriptionSocket::expectInit() {
    co_await m_context.services().clock.sleep(initialWait);
    if (!m_acknowledged && !isClosed()) end(initTimeout, "Connection initialisation timeout");
}

void SubscriptionSocket::send(const Json& message) { sendText(message.dump(-1, ' ', false, Json::error_handler_t::replace)); }

void SubscriptionSocket::onText(std::string_view text) {
    if (isClosed()) return;
    const Json message = Json::parse(text, nullptr, false);
    const std::string type = message.is_object() ? textOf(message, "type") : std::string();
    if (type == "connection_init") {
        if (std::exchange(m_acknowledged, true)) return end(repeatedInit, "Too many initialisation requests");
        return send({{"type", "connection_ack"}});
    }
    if (type == "ping") return send({{"type", "pong"}});
    if (type == "pong") return;
    if (type == "subscribe") return subscribe(message);
    if (type == "complete") {
        const auto found = m_running.find(textOf(message, "id"));
        if (found == m_running.end()) return;  // its own end may have crossed this message
        found->second->stopped = true;
        m_running.erase(found);
        return;
    }
    end(badMessage, "Invalid message");
}

void SubscriptionSocket::subscribe(const Json& message) {
    if (!m_acknowledged) return end(unauthorized, "Unauthorized");
    const std::string id = textOf(message, "id");
    const auto payload = message.find("payload");
    if (id.empty() || payload == message.end() || !payload->is_object()) return end(badMessage, "Invalid message");
    if (m_running.contains(id)) return end(repeatedId, "Subscriber for this id already exists");
    start(id, *payload);
}

void SubscriptionSocket::start(const std::string& id, const Json& payload) {
    // Policies that judge requests see the subscription as the body of the request that opened the connection.
    m_context.request().headers.set("Content-Type", "application/json");
    m_context.setRequestBody(http::Body::text(payload.dump(-1, ' ', false, Json::error_handler_t::replace)));
    const auto problems = m_call.check(m_context);
    if (!problems) return refuse(id, {{"The subscription could not be checked.", {}, "INVALID_OPERATION"}});
    if (!problems->empty()) return refuse(id, *problems);
    auto prepared = prepareRequest(*m_call.api().schema(), "application/json", m_context.request().body.view());
    if (!prepared) return refuse(id, prepared.error());
    if (prepared->operation->kind != graphql::OperationKind::Subscription)
        return refuse(
            id, {{"Queries and mutations are not supported over a WebSocket.", {prepared->operation->location}, "INVALID_OPERATION"}});
    auto running = std::make_shared<Running>();
    if (m_running.size() < mostSubscriptions)
        running->feed = SubscriptionFeed::open({prepared->document, prepared->operation, prepared->variables}, m_call, m_context);
    if (!running->feed) return refuse(id, {{"There are too many subscribers.", {}, "INVALID_OPERATION"}});
    m_running.emplace(id, running);
    startTask(deliver(id, running), [self = shared_from_this()] {});
}

void SubscriptionSocket::refuse(const std::string& id, const std::vector<Problem>& problems) {
    send({{"id", id}, {"type", "error"}, {"payload", graphql::errorsOf(problems)["errors"]}});
}

Task<void> SubscriptionSocket::deliver(std::string id, std::shared_ptr<Running> running) {
    while (!isClosed() && !running->stopped) {
        const auto result = co_await running->feed->next(lookEvery);
        if (!result || isClosed() || running->stopped) continue;
        sendText("{\"id\":" + Json(id).dump() + ",\"type\":\"next\",\"payload\":" + *result + "}");
        flush();
    }
}

}  // namespace mgc::policy
