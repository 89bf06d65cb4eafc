#pragma once
#include <string>

#include "gateway/net/event_loop.h"
#include "gateway/net/poller.h"
#include "gateway/net/stream.h"

namespace mgc::gateway::net {

/// A connected TCP socket as a Stream. Takes the descriptor over.
class TcpStream final : public Stream, Poller::Watched {
public:
    TcpStream(EventLoop& loop, int descriptor);
    TcpStream(const TcpStream&) = delete;
    TcpStream& operator=(const TcpStream&) = delete;
    ~TcpStream() override;
    void startRead(std::span<char> into, Completion& done) override;
    [[nodiscard]] std::size_t writeNow(std::span<const std::string_view> pieces, std::error_code& error) override;
    void startWrite(std::string_view data, Completion& done) override;
    void shutdownWrite() override;
    void abort() override;
    void close() override;
    [[nodiscard]] bool isOpen() const override { return m_descriptor >= 0; }

    [[nodiscard]] EventLoop& loop() const { return m_loop; }
    /// The descriptor, for the TLS layer that takes over. No operation may be under way.
    [[nodiscard]] int release();

private:
    struct Outcome {
        bool ended = false;
        std::error_code error;
        std::size_t bytes = 0;
    };
    void onReady(std::uint32_t events) override;
    void flush() override;
    [[nodiscard]] std::size_t send(std::span<const std::string_view> pieces, std::error_code& error);
    /// Sends what was held back; false where some is left or an error has come.
    [[nodiscard]] bool sendHeld(std::error_code& error);
    [[nodiscard]] Outcome tryRead(std::span<char> into);
    /// Writes on; false while the socket takes no more.
    [[nodiscard]] bool tryWrite(std::error_code& error);
    void cancelOperations();

    EventLoop& m_loop;
    int m_descriptor;
    std::uint64_t m_key = 0;
    bool m_readable = false;  ///< there may be bytes: the last read did not drain the socket
    bool m_hungUp = false;    ///< the peer's end or an error comes after the bytes
    std::span<char> m_into;
    Completion* m_reading = nullptr;  ///< of a read that waits
    std::string m_held;               ///< written, but held back until the end of the round (Poller::moreToCome)
    std::size_t m_sentSinceRead = 0;
    std::string_view m_left;
    std::size_t m_written = 0;
    Completion* m_writing = nullptr;  ///< of a write that waits
};

}  // namespace mgc::gateway::net
