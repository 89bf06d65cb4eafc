#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/task.h"
#include "http/duplex.h"
#include "websocket/frames.h"

namespace mgc::websocket {

/// The far end of a WebSocket that is answered in this process instead of by a backend: text messages in, text messages out. Lives on the
/// thread of its connection.
class TextSession : public http::Duplex {
public:
    /// A client that leaves this much unread is cut off.
    static constexpr std::size_t mostUnread = 4u << 20;

    [[nodiscard]] Task<Result<std::optional<std::string>>> read() override;
    [[nodiscard]] Task<Result<void>> write(std::string bytes) override;
    void finish() override;
    void close() override;
    void keep(std::shared_ptr<void> owner) override;

protected:
    TextSession();

    /// A whole message of the client.
    virtual void onText(std::string_view text) = 0;
    /// The message goes out with the next flush(), and after each of the client's messages.
    void sendText(std::string_view text) { m_frames.sendText(text); }
    void flush();
    /// Says good-bye with a close code (RFC 6455 7.4); nothing is sent afterwards.
    void end(std::uint16_t code, std::string_view reason);
    [[nodiscard]] bool isClosed() const { return m_closed; }

private:
    void wake();

    Frames m_frames;
    std::string m_out;
    std::shared_ptr<Promise<bool>> m_more;  ///< set while somebody waits for output
    std::shared_ptr<void> m_owner;
    bool m_closed = false, m_cutOff = false;
};

}  // namespace mgc::websocket
