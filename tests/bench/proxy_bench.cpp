// A gateway without policies: listener and upstream client only. Takes the arguments of `model-gateway run` that run.sh uses, so that
// the script measures either.
//   proxy_bench run [WORKSPACE] --listen HOST:PORT --workers N --upstream ID=URL --ready-file FILE
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "base/text.h"
#include "gateway/net/client.h"
#include "gateway/net/server.h"

using namespace mgc;
using namespace mgc::gateway::net;

namespace {

class PassOn final : public Handler {
public:
    PassOn(Client& client, http::Url upstream) : m_client(client), m_upstream(std::move(upstream)) {}
    Task<Result<http::Response>> handle(http::Request& request, const RequestInfo& info) override {
        request.url.scheme = m_upstream.scheme;
        request.url.host = m_upstream.host;
        request.url.port = m_upstream.port;
        request.headers.remove("Host");
        http::SendOptions options;
        options.cancellation = info.cancellation;
        auto response = co_await m_client.send(std::move(request), std::move(options));
        if (!response) {
            http::Response failed;
            failed.status = 502;
            failed.reason = "Bad Gateway";
            co_return failed;
        }
        co_return response;
    }

private:
    Client& m_client;
    http::Url m_upstream;
};

std::string argument(int count, char** values, std::string_view name, std::string fallback) {
    for (int i = 1; i + 1 < count; ++i)
        if (name == values[i]) return values[i + 1];
    return fallback;
}

}  // namespace

int main(int count, char** values) {
    const std::string listen = argument(count, values, "--listen", "127.0.0.1:0");
    const std::string upstreamText = argument(count, values, "--upstream", "");
    const auto upstream = http::parseUrl(upstreamText.substr(upstreamText.find('=') + 1));
    const std::string readyFile = argument(count, values, "--ready-file", "");
    if (!upstream || readyFile.empty()) {
        std::fprintf(stderr, "usage: proxy_bench run --listen HOST:PORT --workers N --upstream ID=URL --ready-file FILE\n");
        return 2;
    }
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    WorkerPool pool(static_cast<std::size_t>(toInteger(argument(count, values, "--workers", "1")).value_or(1)));
    auto client = Client::create(pool, {});
    if (!client) return 3;
    PassOn handler(**client, *upstream);
    ServerOptions options;
    options.host = listen.substr(0, listen.rfind(':'));
    options.port = static_cast<std::uint16_t>(std::stoi(listen.substr(listen.rfind(':') + 1)));
    auto server = Server::start(pool, options, handler);
    if (!server) {
        std::fprintf(stderr, "%s\n", server.error().message.c_str());
        return 3;
    }
    {
        std::ofstream file(readyFile + ".part");
        file << "{\"gateway\":\"" << (*server)->url() << "\",\"pid\":" << ::getpid() << "}\n";
    }
    std::rename((readyFile + ".part").c_str(), readyFile.c_str());
    int signal = 0;
    sigwait(&signals, &signal);
    (*server)->stop(std::chrono::seconds(5));
    (*client)->stop();
    pool.stop();
    return 0;
}
