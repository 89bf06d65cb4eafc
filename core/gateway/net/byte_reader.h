#pragma once
#include <coroutine>
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

#include "gateway/net/stream.h"

namespace mgc::gateway::net {

/// The bytes that came in on a stream and are not used yet, in one bounded buffer. Keeps a read under way wherever there is room, so
/// that the peer's going away is seen while nobody waits for bytes, and the next message is read without another wait.
class ByteReader final : Completion {
public:
    enum class State { Open, Ended, Failed };

    /// The buffer begins with `initial` bytes and grows up to `maximum` when one message head needs it.
    ByteReader(std::size_t initial, std::size_t maximum) : m_initial(initial), m_maximum(maximum) {}
    ByteReader(const ByteReader&) = delete;
    ByteReader& operator=(const ByteReader&) = delete;
    ~ByteReader() = default;

    /// `owner` holds this reader; it is kept alive while a read is under way.
    void attach(Stream& stream, std::weak_ptr<void> owner);

    [[nodiscard]] std::string_view data() const { return {m_buffer.get() + m_begin, m_end - m_begin}; }
    void consume(std::size_t count) { m_begin += count; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] std::error_code error() const { return m_error; }
    /// All bytes that ever came in.
    [[nodiscard]] std::uint64_t received() const { return m_received; }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }

    /// Starts a read if none is under way and there is room; its end is noticed with or without a waiter.
    void watch();
    /// Wakes who waits in fill(), which gives false. The read stays under way.
    void interrupt();
    /// A bigger buffer for bulk bodies; takes effect when no read is under way.
    void prefer(std::size_t capacity) { m_preferred = capacity; }
    /// Called once when the stream ended or failed while nobody was waiting. May be empty.
    void setOnBroken(std::function<void()> handler) { m_onBroken = std::move(handler); }
    /// Called when bytes came in while nobody was waiting. May be empty.
    void setOnBytes(std::function<void()> handler) { m_onBytes = std::move(handler); }

    /// `const bool more = co_await reader.fill();` true when bytes were added; false when the stream ended, failed or the buffer is full.
    [[nodiscard]] auto fill() {
        struct Awaiter {
            ByteReader& reader;
            std::size_t before;
            [[nodiscard]] bool await_ready() const { return !reader.beginWait(); }
            void await_suspend(std::coroutine_handle<> waiter) const { reader.m_waiter = waiter; }
            [[nodiscard]] bool await_resume() const { return reader.m_received != before; }
        };
        return Awaiter{*this, m_received};
    }

private:
    [[nodiscard]] bool beginWait();
    [[nodiscard]] bool makeRoom(bool needed);
    void resize(std::size_t capacity);
    void complete(std::error_code error, std::size_t bytes) override;

    Stream* m_stream = nullptr;
    std::weak_ptr<void> m_owner;
    std::shared_ptr<void> m_keepAlive;  ///< set while a read is under way
    std::unique_ptr<char[]> m_buffer;
    std::size_t m_initial;
    std::size_t m_maximum;
    std::size_t m_preferred = 0;
    std::size_t m_capacity = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::uint64_t m_received = 0;
    State m_state = State::Open;
    std::error_code m_error;
    std::coroutine_handle<> m_waiter;
    std::function<void()> m_onBroken;
    std::function<void()> m_onBytes;
};

}  // namespace mgc::gateway::net
