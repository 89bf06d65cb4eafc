// Many server-sent-event streams at once.
//   stream_bench serve EVENTS INTERVAL_MS READY_FILE      an upstream: every request is answered with a stream of EVENTS events, the first
//   at once stream_bench check URL STREAMS EVENTS [NAME: VALUE]   opens STREAMS streams at once and checks each byte; prints a line, exit 1
//   on a fault stream_bench load URL STREAMS EVENTS SECONDS [NAME: VALUE]   keeps STREAMS streams open, begun evenly spread and one after
//   the other, checks each byte and prints the time to the first event on a kept connection; exit 1 on a fault
#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <future>
#include <string>

#include "base/text.h"
#include "gateway/net/client.h"
#include "gateway/net/server.h"

using namespace mgc;
using namespace mgc::gateway::net;

namespace {

std::string eventText(const std::string& name, int number) {
    return "data: {\"id\":\"" + name + "\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word" +
           std::to_string(number) + "\"}}]}\n\n";
}

class EventSource final : public http::BodySource {
public:
    EventSource(std::string name, int events, Duration interval) : m_name(std::move(name)), m_events(events), m_interval(interval) {}
    Task<Result<std::optional<std::string>>> next() override {
        if (m_at > m_events) co_return std::optional<std::string>();
        if (m_at == m_events) {
            ++m_at;
            co_return std::optional<std::string>("data: [DONE]\n\n");
        }
        if (m_at > 0) co_await EventLoop::current()->sleep(m_interval);
        std::string text = eventText(m_name, m_at++);
        co_return std::optional<std::string>(std::move(text));
    }

private:
    std::string m_name;
    int m_events;
    int m_at = 0;
    Duration m_interval;
};

class StreamHandler final : public Handler {
public:
    StreamHandler(int events, Duration interval) : m_events(events), m_interval(interval) {}
    Task<Result<http::Response>> handle(http::Request& request, const RequestInfo&) override {
        http::Response response;
        response.headers.add("Content-Type", "text/event-stream");
        response.body = http::Body::stream(
            std::make_unique<EventSource>(std::string(request.headers.get("X-Stream").value_or("none")), m_events, m_interval));
        co_return response;
    }

private:
    int m_events;
    Duration m_interval;
};

struct Outcome {
    bool intact = false;
    std::string fault;
    double firstByteMs = 0;
};

Task<Outcome> readStream(Client& client, http::Request request, std::string name, int events) {
    Outcome outcome;
    const auto begin = std::chrono::steady_clock::now();
    http::SendOptions options;
    auto response = co_await client.send(std::move(request), std::move(options));
    if (!response) {
        outcome.fault = response.error().fullMessage();
        co_return outcome;
    }
    std::string all;
    while (true) {
        auto piece = co_await response->body.next();
        if (!piece) {
            outcome.fault = piece.error().fullMessage();
            co_return outcome;
        }
        if (!*piece) break;
        if (all.empty()) outcome.firstByteMs = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
        all += **piece;
    }
    std::string expected;
    for (int i = 0; i < events; ++i) expected += eventText(name, i);
    expected += "data: [DONE]\n\n";
    outcome.intact = response->status == 200 && all == expected;
    if (!outcome.intact)
        outcome.fault = "status " + std::to_string(response->status) + ", " + std::to_string(all.size()) + " bytes: " + all.substr(0, 200);
    co_return outcome;
}

http::Request makeRequest(const http::Url& url, const std::string& name, const std::string& header) {
    http::Request request;
    request.method = "POST";
    request.url = url;
    request.headers.add("Content-Type", "application/json");
    request.headers.add("X-Stream", name);
    if (const auto colon = header.find(": "); colon != std::string::npos)
        request.headers.add(header.substr(0, colon), header.substr(colon + 2));
    request.body = http::Body::text(R"({"stream":true,"messages":[{"role":"user","content":"Say words."}]})");
    return request;
}

/// What all streams of one load share; used on one loop only.
struct Load {
    Client& client;
    http::Url url;
    std::string header;
    int events = 0;
    std::chrono::steady_clock::time_point end;
    std::vector<double> firstEvents;  ///< milliseconds
    int broken = 0;
};

Task<void> keepStreaming(Load& load, int slot, Duration offset) {
    co_await EventLoop::current()->sleep(offset);
    for (int turn = 0; std::chrono::steady_clock::now() < load.end; ++turn) {
        std::string name = "s" + std::to_string(slot) + "-" + std::to_string(turn);
        http::Request request = makeRequest(load.url, name, load.header);
        const Outcome outcome = co_await readStream(load.client, std::move(request), std::move(name), load.events);
        if (outcome.intact && turn == 0) continue;  // it opened the connections that the later ones use
        if (outcome.intact)
            load.firstEvents.push_back(outcome.firstByteMs);
        else if (load.broken++ == 0)
            std::fprintf(stderr, "a broken stream: %s\n", outcome.fault.c_str());
    }
}

double quantile(const std::vector<double>& sorted, double fraction) {
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(fraction * static_cast<double>(sorted.size() - 1))];
}

int loadWith(const std::string& urlText, int streams, int events, int seconds, const std::string& header) {
    const auto url = http::parseUrl(urlText);
    if (!url) return 2;
    WorkerPool pool(1);
    ClientOptions options;
    options.maximumConnectionsPerOrigin = static_cast<std::size_t>(streams);
    options.maximumIdlePerOrigin = static_cast<std::size_t>(streams);
    auto client = Client::create(pool, options);
    if (!client) return 3;
    Load load{**client, *url, header, events, std::chrono::steady_clock::now() + std::chrono::seconds(seconds), {}, 0};
    std::promise<void> done;
    int left = streams;
    pool.loop(0).post([&] {
        for (int i = 0; i < streams; ++i)
            startTask(keepStreaming(load, i, std::chrono::nanoseconds(2'000'000'000LL * i / streams)), [&] {
                if (--left == 0) done.set_value();
            });
    });
    done.get_future().wait();
    (*client)->stop();
    pool.stop();
    auto& times = load.firstEvents;
    std::sort(times.begin(), times.end());
    std::printf("streams %zu broken %d  first event ms p50 %.3f p99 %.3f\n", times.size(), load.broken, quantile(times, 0.5),
                quantile(times, 0.99));
    return load.broken == 0 ? 0 : 1;
}

int serve(int events, int interval, const std::string& readyFile) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    WorkerPool pool(1);
    StreamHandler handler(events, std::chrono::milliseconds(interval));
    auto server = Server::start(pool, {}, handler);
    if (!server) return 3;
    std::ofstream(readyFile + ".part") << (*server)->port() << '\n';
    std::rename((readyFile + ".part").c_str(), readyFile.c_str());
    int signal = 0;
    sigwait(&signals, &signal);
    server->reset();
    pool.stop();
    return 0;
}

int check(const std::string& urlText, int streams, int events, const std::string& header) {
    const auto url = http::parseUrl(urlText);
    if (!url) return 2;
    WorkerPool pool(1);
    ClientOptions options;
    options.maximumConnectionsPerOrigin = static_cast<std::size_t>(streams);
    auto client = Client::create(pool, options);
    if (!client) return 3;
    std::atomic<int> left{streams};
    std::atomic<int> intact{0};
    std::atomic<double> slowest{0};
    std::promise<void> done;
    std::atomic<bool> told{false};
    pool.loop(0).post([&] {
        for (int i = 0; i < streams; ++i) {
            const std::string name = "s" + std::to_string(i);
            http::Request request = makeRequest(*url, name, header);
            startTask(readStream(**client, std::move(request), name, events), [&](Outcome outcome) {
                if (outcome.intact)
                    ++intact;
                else if (!told.exchange(true))
                    std::fprintf(stderr, "a broken stream: %s\n", outcome.fault.c_str());
                if (outcome.firstByteMs > slowest) slowest = outcome.firstByteMs;
                if (--left == 0) done.set_value();
            });
        }
    });
    done.get_future().wait();
    (*client)->stop();
    pool.stop();
    std::printf("streams %d intact %d slowest first byte %.0f ms\n", streams, intact.load(), slowest.load());
    return intact == streams ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
    const std::string mode = count > 1 ? values[1] : "";
    if (mode == "serve" && count == 5) return serve(std::stoi(values[2]), std::stoi(values[3]), values[4]);
    if (mode == "check" && count >= 5) return check(values[2], std::stoi(values[3]), std::stoi(values[4]), count > 5 ? values[5] : "");
    if (mode == "load" && count >= 6)
        return loadWith(values[2], std::stoi(values[3]), std::stoi(values[4]), std::stoi(values[5]), count > 6 ? values[6] : "");
    std::fprintf(
        stderr,
        "usage: stream_bench serve EVENTS INTERVAL_MS READY_FILE | check URL STREAMS EVENTS [HEADER] | load URL STREAMS EVENTS SECONDS "
        "[HEADER]\n");
    return 2;
}
