#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace mgc::websocket {

/// The server's end of a WebSocket's framing (RFC 6455), without any socket: bytes in, text messages out, and back. libwslay does it.
class Frames {
public:
    static constexpr std::size_t longestMessage = 1u << 20;

    /// `onText` gets each whole text message; longer ones and binary ones close the connection (1009, 1003).
    explicit Frames(std::function<void(std::string_view)> onText);
    ~Frames();
    Frames(const Frames&) = delete;
    Frames& operator=(const Frames&) = delete;

    /// Bytes of the peer. False once the peer has closed or broken the protocol; what is left to say is in takeOutput().
    bool receive(std::string_view bytes);
    void sendText(std::string_view text);
    /// Asks the peer to close; `reason` has at most 123 bytes.
    void close(std::uint16_t code, std::string_view reason);
    /// Bytes for the peer since the last call.
    [[nodiscard]] std::string takeOutput();
    [[nodiscard]] bool isClosed() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Sec-WebSocket-Accept for a Sec-WebSocket-Key (RFC 6455 4.2.2).
[[nodiscard]] std::string acceptKey(std::string_view key);

}  // namespace mgc::websocket
