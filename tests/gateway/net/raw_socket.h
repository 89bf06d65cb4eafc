#pragma once
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace mgc::test {

/// A blocking client socket for tests that speak HTTP by hand. Every wait ends after 20 s with what there is.
class RawSocket {
public:
    explicit RawSocket(int descriptor = -1);
    RawSocket(RawSocket&& other) noexcept;
    RawSocket& operator=(RawSocket&& other) noexcept;
    ~RawSocket();
    /// `receiveBuffer` > 0: a small kernel buffer, for slow readers.
    static RawSocket connectTo(std::uint16_t port, int receiveBuffer = 0);

    [[nodiscard]] bool send(std::string_view bytes);
    /// Until `text` is in what came; returns all up to and with it, the rest stays for the next call. "" + rest at the end of the stream.
    std::string readUntil(std::string_view text);
    std::string readExactly(std::size_t count);
    /// What has come, at least a byte; "" at the end of the stream.
    std::string readSome();
    /// Until the peer ends the stream; `wasReset` tells whether it broke it off.
    std::string readAll();
    [[nodiscard]] bool wasReset() const { return m_reset; }
    [[nodiscard]] bool timedOut() const { return m_timedOut; }
    /// One HTTP response with Content-Length or chunked coding (decoded), head and body.
    struct Reply {
        int status = 0;
        std::string head;
        std::string body;
        bool complete = false;
    };
    Reply readReply(bool answersHead = false);
    void shutdownWrite();
    /// Ends with a reset instead of a clean end.
    void reset();
    void close();
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    bool fill();
    int m_descriptor;
    std::string m_buffer;
    bool m_reset = false;
    bool m_timedOut = false;
};

/// An upstream that is scripted by hand: `serve` is called on a thread of its own for each connection.
class RawServer {
public:
    explicit RawServer(std::function<void(RawSocket&, int number)> serve);
    ~RawServer();
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] int connections() const;
    /// Accepts no more; the port refuses from then on.
    void stopListening();

private:
    std::function<void(RawSocket&, int)> m_serve;
    std::uint16_t m_port = 0;
    int m_listener;
    mutable std::mutex m_mutex;
    int m_connections = 0;
    std::list<std::thread> m_threads;
    std::list<int> m_open;
    std::thread m_acceptor;
    bool m_stopped = false;
};

/// A port on which nobody listens (it was free a moment ago).
std::uint16_t unusedPort();

}  // namespace mgc::test
