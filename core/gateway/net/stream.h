#pragma once
#include <coroutine>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace mgc::gateway::net {

/// Told when an operation of a Stream is over. Must live until then; streams never drop one.
class Completion {
public:
    virtual void complete(std::error_code error, std::size_t bytes) = 0;

protected:
    ~Completion() = default;
};

/// One connection's bytes, plain or TLS. Used only on the event loop it was made on. At most one read and one write at a time.
/// Operations complete from the loop, never inside the call that starts them.
class Stream {
public:
    virtual ~Stream() = default;
    /// Completes with at least one byte, or with an error; the peer's clean end is error end_of_stream() below.
    virtual void startRead(std::span<char> into, Completion& done) = 0;
    /// Writes as much as goes without waiting, `pieces` one after the other; fewer bytes than given is not an error.
    [[nodiscard]] virtual std::size_t writeNow(std::span<const std::string_view> pieces, std::error_code& error) = 0;
    /// Completes when all of `data` is handed over, or with an error. `data` must stay until then.
    virtual void startWrite(std::string_view data, Completion& done) = 0;
    /// Ends our direction, the peer's stays readable (lingering close). Best effort.
    virtual void shutdownWrite() = 0;
    /// Breaks the connection off so that the peer cannot take it for a clean end (TCP reset where the system can).
    virtual void abort() = 0;
    /// Closes; operations under way complete with operation_canceled. May be called often.
    virtual void close() = 0;
    [[nodiscard]] virtual bool isOpen() const = 0;
};

/// The error of startRead at the peer's clean end.
[[nodiscard]] std::error_code endOfStream();

/// Awaits a write of all pieces: at once where the socket takes them, else the rest is copied (at most what was given) and waited for.
class WriteAwaiter final : Completion {
public:
    WriteAwaiter(Stream& stream, std::span<const std::string_view> pieces) : m_stream(stream), m_pieces(pieces) {}
    WriteAwaiter(const WriteAwaiter&) = delete;
    WriteAwaiter& operator=(const WriteAwaiter&) = delete;

    [[nodiscard]] bool await_ready();
    void await_suspend(std::coroutine_handle<> waiter);
    [[nodiscard]] std::error_code await_resume() const noexcept { return m_error; }

    /// Waits for what await_ready() left over: for callers that do something of their own only when there is a wait.
    [[nodiscard]] auto rest() {
        struct Rest {
            WriteAwaiter& writing;
            [[nodiscard]] bool await_ready() const noexcept { return false; }
            void await_suspend(std::coroutine_handle<> waiter) const { writing.await_suspend(waiter); }
            void await_resume() const noexcept {}
        };
        return Rest{*this};
    }

private:
    void complete(std::error_code error, std::size_t) override;

    Stream& m_stream;
    std::span<const std::string_view> m_pieces;
    std::string m_rest;
    std::error_code m_error;
    std::coroutine_handle<> m_waiter;
};

[[nodiscard]] inline WriteAwaiter write(Stream& stream, std::span<const std::string_view> pieces) { return {stream, pieces}; }

}  // namespace mgc::gateway::net
