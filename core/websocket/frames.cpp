#include "websocket/frames.h"

#include <openssl/evp.h>
#include <wslay/wslay.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace mgc::websocket {

struct Frames::Impl {
    std::function<void(std::string_view)> onText;
    wslay_event_context_ptr context = nullptr;
    std::string_view in;
    std::string out;

    static ssize_t receive(wslay_event_context_ptr context, std::uint8_t* into, std::size_t length, int, void* self) {
        auto& in = static_cast<Impl*>(self)->in;
        if (in.empty()) {
            wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
            return -1;
        }
        const std::size_t count = std::min(length, in.size());
        std::memcpy(into, in.data(), count);
        in.remove_prefix(count);
        return static_cast<ssize_t>(count);
    }
    static ssize_t send(wslay_event_context_ptr, const std::uint8_t* data, std::size_t length, int, void* self) {
        static_cast<Impl*>(self)->out.append(reinterpret_cast<const char*>(data), length);
        return static_cast<ssize_t>(length);
    }
    static void message(wslay_event_context_ptr context, const wslay_event_on_msg_recv_arg* message, void* self) {
        if (wslay_is_ctrl_frame(message->opcode)) return;
        if (message->opcode != WSLAY_TEXT_FRAME) {
            wslay_event_queue_close(context, WSLAY_CODE_UNSUPPORTED_DATA, nullptr, 0);
            return;
        }
        static_cast<Impl*>(self)->onText({reinterpret_cast<const char*>(message->msg), message->msg_length});
    }
};

Frames::Frames(std::function<void(std::string_view)> onText) : m_impl(std::make_unique<Impl>()) {
    m_impl->onText = std::move(onText);
    wslay_event_callbacks callbacks{};
    callbacks.recv_callback = Impl::receive;
    callbacks.send_callback = Impl::send;
    callbacks.on_msg_recv_callback = Impl::message;
    if (wslay_event_context_server_init(&m_impl->context, &callbacks, m_impl.get()) != 0) throw std::bad_alloc();
    wslay_event_config_set_max_recv_msg_length(m_impl->context, longestMessage);
}

Frames::~Frames() { wslay_event_context_free(m_impl->context); }

bool Frames::receive(std::string_view bytes) {
    m_impl->in = bytes;
    const bool sound = wslay_event_recv(m_impl->context) == 0;
    m_impl->in = {};
    return sound && !isClosed();
}

void Frames::sendText(std::string_view text) {
    const wslay_event_msg message{WSLAY_TEXT_FRAME, reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
    wslay_event_queue_msg(m_impl->context, &message);  // refused once a close has been sent: nobody listens any more
}

void Frames::close(std::uint16_t code, std::string_view reason) {
    wslay_event_queue_close(m_impl->context, code, reinterpret_cast<const std::uint8_t*>(reason.data()), reason.size());
}

std::string Frames::takeOutput() {
    wslay_event_send(m_impl->context);
    return std::exchange(m_impl->out, {});
}

bool Frames::isClosed() const {
    return wslay_event_get_close_received(m_impl->context) != 0 || wslay_event_get_close_sent(m_impl->context) != 0 ||
           wslay_event_get_read_enabled(m_impl->context) == 0;
}

std::string acceptKey(std::string_view key) {
    const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha1(), nullptr);
    std::array<unsigned char, 64> encoded{};
    const int size = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(length));
    return {reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(size)};
}

}  // namespace mgc::websocket
