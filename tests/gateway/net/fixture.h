#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/net/client.h"
#include "gateway/net/server.h"
#include "raw_socket.h"

namespace mgc::test {

/// Counts what happens on other threads; waits (up to 20 s) until it has happened.
class Events {
public:
    void add(const std::string& event);
    [[nodiscard]] bool wait(const std::string& event, int count = 1);
    [[nodiscard]] int count(const std::string& event);

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_all;
};

/// Calls a function that returns the response's task; the function must not be a coroutine itself with captures it outlives.
class FunctionHandler : public gateway::net::Handler {
public:
    using Function = std::function<Task<Result<http::Response>>(http::Request, gateway::net::RequestInfo)>;
    explicit FunctionHandler(Function function) : m_function(std::move(function)) {}
    Task<Result<http::Response>> handle(http::Request& request, const gateway::net::RequestInfo& info) override {
        return m_function(std::move(request), info);
    }

private:
    Function m_function;
};

/// Worker threads, a server and a client, stopped in the right order.
struct Fixture {
    explicit Fixture(FunctionHandler::Function function, gateway::net::ServerOptions options = {},
                     gateway::net::ClientOptions clientOptions = {}, std::size_t workers = 2);
    ~Fixture();
    [[nodiscard]] RawSocket connect() const { return RawSocket::connectTo(server->port()); }
    /// Runs a call on a worker and waits for its result; a streamed body is read to its end there (`bodyError` has its error).
    struct Outcome {
        std::string error;  ///< code of the error, "" for a response
        std::string message;
        int status = 0;
        http::Headers headers;
        std::string body;
        bool wasStream = false;
        std::string bodyError;
    };
    Outcome call(http::Request request, http::SendOptions options = {}, std::size_t worker = 0);

    gateway::net::WorkerPool pool;
    FunctionHandler handler;
    std::unique_ptr<gateway::net::Client> client;
    std::unique_ptr<gateway::net::Server> server;
};

/// A GET or POST to http://127.0.0.1:port/path.
http::Request requestTo(std::uint16_t port, const std::string& target, const std::string& method = "GET", const std::string& body = {});
http::Response textResponse(int status, const std::string& text);
/// A body that gives `pieces` one by one, then ends or fails with `errorCode`.
http::Body piecesBody(std::vector<std::string> pieces, const std::string& errorCode = {});

/// Passes every request on to 127.0.0.1:`port`, as a gateway without policies does.
Task<Result<http::Response>> passOn(gateway::net::Client* client, std::uint16_t port, http::Request request,
                                    gateway::net::RequestInfo info);

}  // namespace mgc::test
