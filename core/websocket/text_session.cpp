#include "websocket/text_session.h"

#include <utility>

namespace mgc::websocket {

TextSession::TextSession() : m_frames([this](std::string_view text) { onText(text); }) {}

Task<Result<std::optional<std::string>>> TextSession::read() {
    flush();  // what was said before anybody listened
    while (m_out.empty() && !m_closed) {
        const auto more = m_more = std::make_shared<Promise<bool>>();
        co_await more->wait();
    }
    if (m_out.empty()) co_return std::nullopt;
    co_return std::exchange(m_out, {});
}

Task<Result<void>> TextSession::write(std::string bytes) {
    if (!m_frames.receive(bytes)) m_closed = true;
    flush();
    if (m_cutOff) co_return fail("BackendConnectionFailure", "The client of a WebSocket does not read what it is sent.");
    co_return Result<void>{};
}

void TextSession::finish() { close(); }

void TextSession::close() {
    m_closed = true;
    wake();
}

void TextSession::keep(std::shared_ptr<void> owner) { m_owner = std::move(owner); }

void TextSession::flush() {
    m_out += m_frames.takeOutput();
    if (m_out.size() > mostUnread) {
        m_cutOff = true;
        m_out.clear();
        return close();
    }
    if (!m_out.empty() || m_closed) wake();
}

void TextSession::end(std::uint16_t code, std::string_view reason) {
    m_frames.close(code, reason);
    m_closed = true;
    flush();
}

void TextSession::wake() {
    if (const auto more = std::exchange(m_more, nullptr)) more->set(true);
}

}  // namespace mgc::websocket
