#include "gateway/state/message_sender.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"

namespace mgc::gateway {

namespace {

using policy::OutgoingMessage;

std::string toBase64(std::string_view bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                                       static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

std::string keyOf(const OutgoingMessage& message) {
    return message.kind == OutgoingMessage::Kind::EventHub ? "logger/" + toLowerAscii(message.target)
                                                           : "namespace/" + toLowerAscii(message.nameSpace);
}

http::Request toRequest(const OutgoingMessage& message, const MessageEndpoint& endpoint) {
    http::Request request;
    request.method = "POST";
    request.url = endpoint.base;
    const bool hub = message.kind == OutgoingMessage::Kind::EventHub;
    request.url.path = "/" + percentEncoded(hub ? endpoint.hub : message.target);
    if (!message.partitionId.empty()) request.url.path += "/partitions/" + percentEncoded(message.partitionId);
    request.url.path += "/messages";
    request.url.query = hub ? "timeout=60&api-version=2014-01" : "";
    request.headers.add("Content-Type", hub ? "application/atom+xml;type=entry;charset=utf-8" : "text/plain; charset=utf-8");
    if (!message.partitionKey.empty())
        request.headers.add("BrokerProperties", nlohmann::json{{"PartitionKey", message.partitionKey}}.dump(
                                                    -1, ' ', true, nlohmann::json::error_handler_t::replace));
    // Custom properties are header fields; a text stands in quotes.
    for (const auto& [name, value] : message.properties)
        request.headers.add(name, nlohmann::json(value).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
    request.body = http::Body::text(message.body);
    return request;
}

}  // namespace

std::string sharedAccessSignature(std::string_view resource, std::string_view keyName, std::string_view key, Instant expires) {
    const std::string uri = percentEncoded(toLowerAscii(resource));
    const std::string end = std::to_string(std::chrono::floor<std::chrono::seconds>(expires).time_since_epoch().count());
    const std::string text = uri + "\n" + end;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         digest.data(), &length);
    const std::string signature = toBase64({reinterpret_cast<const char*>(digest.data()), length});
    return "SharedAccessSignature sr=" + uri + "&sig=" + percentEncoded(signature) + "&se=" + end + "&skn=" + std::string(keyName);
}

void MessageSender::replace(std::map<std::string, MessageEndpoint> endpoints) {
    const std::lock_guard lock(m_mutex);
    m_endpoints = std::move(endpoints);
}

Task<Result<policy::Messages::Delivery>> MessageSender::deliver(OutgoingMessage message, http::Exchange& exchange) {
    std::optional<MessageEndpoint> endpoint;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_endpoints.find(keyOf(message)); found != m_endpoints.end()) endpoint = found->second;
    }
    if (!endpoint) {
        m_outbox.add(m_clock.now(), std::move(message));
        co_return Delivery::Kept;
    }
    auto request = toRequest(message, *endpoint);
    if (!endpoint->key.empty()) {
        const std::string resource = endpoint->base.scheme + "://" + endpoint->base.authority();
        request.headers.set("Authorization",
                            sharedAccessSignature(resource, endpoint->keyName, endpoint->key, m_clock.now() + std::chrono::minutes(20)));
    } else {
        std::string audience = "https://servicebus.azure.net";
        std::string client = message.clientId;
        auto token = co_await m_identity.managedIdentityToken(std::move(audience), std::move(client));
        if (!token) co_return fail(std::move(token).error());
        request.headers.set("Authorization", "Bearer " + token->accessToken);
    }
    http::SendOptions options;
    options.headerTimeout = std::chrono::seconds(60);
    auto response = co_await exchange.send(std::move(request), std::move(options));
    if (!response) co_return fail(std::move(response).error());
    if (response->status != 201 && response->status != 200)
        co_return fail("MessageRejected", "The message was answered with status " + std::to_string(response->status) + ".");
    co_return Delivery::Sent;
}

}  // namespace mgc::gateway
