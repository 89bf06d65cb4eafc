#pragma once
#include <array>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "gateway/net/body_decoder.h"
#include "gateway/net/byte_reader.h"
#include "gateway/net/head_writer.h"
#include "gateway/net/listener.h"
#include "gateway/net/server.h"

namespace mgc::gateway::net {

class Connection;

/// What all connections of a server share. `workers[i]` belongs to loop i's thread.
struct ServerShared {
    struct Worker {
        EventLoop* loop = nullptr;
        std::unordered_set<Connection*> connections;
        std::string date;  ///< for the Date field, renewed once a second
        std::int64_t dateSecond = 0;
    };
    ServerOptions options;
    Handler* handler = nullptr;
    const HeadParser* parser = nullptr;
    std::shared_ptr<TlsContext> tls;
    std::vector<Worker> workers;
    std::unique_ptr<std::atomic<std::size_t>[]> load;  ///< connections per worker
    std::atomic<std::size_t> total{0};
    std::atomic<std::uint64_t> nextId{1};
    std::atomic<bool> draining{false};
    std::mutex mutex;
    std::condition_variable changed;
};

/// One client connection: reads requests one after the other, has them handled, writes the responses.
class Connection final : public std::enable_shared_from_this<Connection>, TimerWheel::Timer {
public:
    Connection(std::shared_ptr<ServerShared> shared, std::size_t worker, std::shared_ptr<const ConnectionInfo> info,
               std::shared_ptr<Stream> stream);
    ~Connection() override;

    /// Serves until the connection ends. Keeps itself alive.
    void start();
    /// Ends it if it waits for a request; on its loop.
    void closeIfIdle();
    /// Ends it now; on its loop.
    void breakOff();

private:
    friend class RequestBodySource;
    enum class Phase { Handshake, Idle, Head, Body, Handling, Writing, Lingering };
    enum class BodyFault { None, TooLarge, Broken, Timeout };

    Task<void> run();
    /// True where the whole body has come with its head; else nothing has been read.
    [[nodiscard]] bool takeBody(http::Body& body);
    Task<bool> readBody(http::Body& body);
    /// Writes the response's head into m_out; how its body follows. `head`: it answers a HEAD. The response may become a bare 500.
    [[nodiscard]] OutgoingFraming writeHead(http::Response& response, bool head);
    Task<bool> respond(http::Response& response, bool head);
    Task<bool> sendStream(http::Response& response, OutgoingFraming framing);
    Task<bool> refuse(int status);
    /// Azure's shape of an error the gateway itself answers.
    [[nodiscard]] static http::Response errorResponse(int status);
    [[nodiscard]] static bool isStreamed(const http::Response& response, OutgoingFraming framing);
    Task<bool> discardBody();
    Task<void> linger();
    /// `pieces` to the client; false when that failed.
    Task<bool> send(std::array<std::string_view, 3> pieces);
    [[nodiscard]] http::Request makeRequest(std::optional<Refusal>& refusal);
    [[nodiscard]] std::string_view date();
    void beginWriting();
    void endWriting();
    void onClientGone();
    void onBodyDeadline();
    void onDeadline() override;
    void close();

    std::shared_ptr<ServerShared> m_shared;
    std::size_t m_worker;
    EventLoop& m_loop;
    std::shared_ptr<const ConnectionInfo> m_info;
    std::shared_ptr<Stream> m_stream;
    /// Of a body that is read while the response is already being written, which has the connection's own deadline.
    class BodyTimer final : public TimerWheel::Timer {
    public:
        explicit BodyTimer(Connection& connection) : m_connection(connection) {}
        void onDeadline() override { m_connection.onBodyDeadline(); }

    private:
        Connection& m_connection;
    };

    ByteReader m_reader;
    BodyTimer m_bodyTimer{*this};
    BodyDecoder m_body;
    RequestHead m_head;
    RequestTraits m_traits;
    std::string m_out;
    std::shared_ptr<Cancellation> m_cancellation;
    Phase m_phase = Phase::Idle;
    BodyFault m_bodyFault = BodyFault::None;
    std::uint64_t m_serial = 0;  ///< of the current request; a body source of an earlier one gives an error
    bool m_continuePending = false;
    bool m_keepAlive = true;
    bool m_gone = false;  ///< the client ended or broke the connection
};

}  // namespace mgc::gateway::net
