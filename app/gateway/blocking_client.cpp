#include "app/gateway/blocking_client.h"

#include <future>

#include "gateway/net/client.h"
#include "gateway/net/worker_pool.h"

namespace mgc::app {

namespace net = gateway::net;

namespace {

constexpr auto headTimeout = std::chrono::seconds(30);
constexpr auto pieceTimeout = std::chrono::seconds(60);
constexpr std::size_t maximumBody = 8u << 20;

Task<Result<foundry::Answer>> exchange(net::Client& client, http::Request request, http::SendOptions options) {
    Task<Result<http::Response>> sending = client.send(std::move(request), std::move(options));
    auto response = co_await sending;
    if (!response) co_return fail(response.error());
    Task<Result<void>> reading = response->body.buffer(maximumBody);
    const auto read = co_await reading;
    if (!read) co_return fail(read.error());
    foundry::Answer answer;
    answer.status = response->status;
    for (const auto field : response->headers) answer.headers.emplace_back(field.name, field.value);
    answer.body = response->body.view();
    co_return answer;
}

}  // namespace

struct BlockingClient::Impl {
    net::WorkerPool pool{1};
    std::unique_ptr<net::Client> client;
    ~Impl() { client.reset(); }
};

BlockingClient::BlockingClient(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
BlockingClient::~BlockingClient() = default;

Result<std::unique_ptr<BlockingClient>> BlockingClient::create(const std::string& extraAuthorities) {
    auto impl = std::make_unique<Impl>();
    net::ClientOptions options;
    options.idleTimeout = pieceTimeout;
    options.tls.extraAuthoritiesFile = extraAuthorities;
    MGC_TRY_ASSIGN(impl->client, net::Client::create(impl->pool, std::move(options)));
    return std::unique_ptr<BlockingClient>(new BlockingClient(std::move(impl)));
}

Result<foundry::Answer> BlockingClient::send(const foundry::Call& call) {
    auto url = http::parseUrl(call.url);
    if (!url) return fail(url.error());
    auto request = std::make_shared<http::Request>();
    request->method = call.method;
    request->url = std::move(*url);
    for (const auto& [name, value] : call.headers) request->headers.add(name, value);
    if (!call.body.empty()) request->body = http::Body::text(call.body);
    http::SendOptions options;
    options.headerTimeout = headTimeout;

    const auto begin = std::chrono::steady_clock::now();
    const auto slot = std::make_shared<std::promise<Result<foundry::Answer>>>();
    auto result = slot->get_future();
    m_impl->pool.loop(0).post([client = m_impl->client.get(), request, options, slot] {
        startTask(exchange(*client, std::move(*request), options),
                  [slot](Result<foundry::Answer> answer) { slot->set_value(std::move(answer)); });
    });
    auto answer = result.get();
    if (answer) answer->took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    return answer;
}

}  // namespace mgc::app
