#include "fixture.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <stdexcept>

namespace mgc::test {

using namespace gateway::net;

void Events::add(const std::string& event) {
    const std::lock_guard lock(m_mutex);
    m_all.push_back(event);
    m_changed.notify_all();
}

bool Events::wait(const std::string& event, int count) {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return std::count(m_all.begin(), m_all.end(), event) >= count; });
}

int Events::count(const std::string& event) {
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(std::count(m_all.begin(), m_all.end(), event));
}

Fixture::Fixture(FunctionHandler::Function function, ServerOptions options, ClientOptions clientOptions, std::size_t workers)
    : pool(workers), handler(std::move(function)) {
    auto madeClient = Client::create(pool, std::move(clientOptions));
    if (!madeClient) throw std::runtime_error(madeClient.error().fullMessage());
    client = std::move(*madeClient);
    auto made = Server::start(pool, std::move(options), handler);
    if (!made) throw std::runtime_error(made.error().fullMessage());
    server = std::move(*made);
}

Fixture::~Fixture() {
    server.reset();
    client.reset();
    pool.stop();
}

namespace {

Task<Fixture::Outcome> callAndRead(Client* client, http::Request request, http::SendOptions options) {
    Fixture::Outcome outcome;
    auto response = co_await client->send(std::move(request), std::move(options));
    if (!response) {
        outcome.error = response.error().code;
        outcome.message = response.error().fullMessage();
        co_return outcome;
    }
    outcome.status = response->status;
    outcome.headers = response->headers;
    outcome.wasStream = !response->body.isWhole();
    while (true) {
        auto piece = co_await response->body.next();
        if (!piece) {
            outcome.bodyError = piece.error().code;
            break;
        }
        if (!*piece) break;
        outcome.body += **piece;
    }
    co_return outcome;
}

class PiecesSource : public http::BodySource {
public:
    PiecesSource(std::vector<std::string> pieces, std::string errorCode) : m_pieces(std::move(pieces)), m_errorCode(std::move(errorCode)) {}
    Task<Result<std::optional<std::string>>> next() override {
        if (m_at < m_pieces.size()) co_return std::optional<std::string>(m_pieces[m_at++]);
        if (!m_errorCode.empty()) co_return fail(m_errorCode, "scripted");
        co_return std::optional<std::string>();
    }

private:
    std::vector<std::string> m_pieces;
    std::string m_errorCode;
    std::size_t m_at = 0;
};

}  // namespace

Fixture::Outcome Fixture::call(http::Request request, http::SendOptions options, std::size_t worker) {
    std::promise<Outcome> done;
    auto shared = std::make_shared<http::Request>(std::move(request));
    pool.loop(worker).post([&, shared] {
        startTask(callAndRead(client.get(), std::move(*shared), options), [&done](Outcome outcome) { done.set_value(std::move(outcome)); });
    });
    return done.get_future().get();
}

http::Request requestTo(std::uint16_t port, const std::string& target, const std::string& method, const std::string& body) {
    http::Request request;
    request.method = method;
    request.url = http::parseUrl("http://127.0.0.1:" + std::to_string(port) + target).value();
    if (!body.empty()) request.body = http::Body::text(body);
    return request;
}

http::Response textResponse(int status, const std::string& text) {
    http::Response response;
    response.status = status;
    response.reason = http::reasonPhrase(status);
    response.headers.add("Content-Type", "text/plain");
    response.body = http::Body::text(text);
    return response;
}

http::Body piecesBody(std::vector<std::string> pieces, const std::string& errorCode) {
    return http::Body::stream(std::make_unique<PiecesSource>(std::move(pieces), errorCode));
}

Task<Result<http::Response>> passOn(Client* client, std::uint16_t port, http::Request request, RequestInfo info) {
    request.url.scheme = "http";
    request.url.host = "127.0.0.1";
    request.url.port = port;
    request.headers.remove("Host");
    http::SendOptions options;
    options.cancellation = info.cancellation;
    auto response = co_await client->send(std::move(request), std::move(options));
    if (response) co_return response;
    const auto& code = response.error().code;
    co_return textResponse(code == "Timeout" ? 504 : 502, code);
}

}  // namespace mgc::test
